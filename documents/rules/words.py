"""Which words in a register say what became of a number? Data: a new word is one more line here.

Marks count (phát huy is no hủy), the place of the tone does not (hủy, huỷ).
"""

CANCELLING = (
    "hủy", "đã hủy", "văn bản hủy", "số hủy", "hủy số", "hủy bỏ", "bỏ số", "bỏ trống", "số trống", "để trống",
    "không phát hành", "không sử dụng", "cấp nhầm số",
)  # fmt: skip
KEEPING = ("giữ số", "dự trữ số")

# Ordinary words that hold one of the above and say nothing of the number.
NOT_CANCELLING = (
    "tiêu hủy", "phá hủy", "hủy hoại", "hủy diệt", "chưa hủy", "không hủy", "thay cho số đã hủy", "thay cho số hủy",
    "thay số đã hủy", "thay thế số đã hủy", "thay cho văn bản đã hủy", "thay thế văn bản đã hủy",
)  # fmt: skip

# Said of a number that counts all the same; a person looks at it.
DOUBTFUL = (
    "lùi số", "lùi ngày", "trùng số", "thu hồi", "hũy", "cấp lại số", "thay thế số", "thay cho số", "thay cho văn bản",
)  # fmt: skip

# The bodies whose legal documents an inspectorate drafts: 12/2026/QĐ-UBND.
LEGAL_BODIES = ("UBND", "HĐND")
