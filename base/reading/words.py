"""Which words do offices put into headings and cells of any list? Data: a new word is one more line here.

Folded comparison throughout, so marks and letter case do not matter.
"""

# In headings these stand for whole words: "Ngày VB", "Số CV", "Cơ quan BH", "ND trích yếu".
HEADING_ABBREVIATIONS = {
    "vb": "văn bản",
    "cv": "công văn",
    "kh": "ký hiệu",
    "bh": "ban hành",
    "nd": "nội dung",
}

# May be there or missing between the parts of a heading: "Số và ký hiệu".
HEADING_FILLERS = ("và",)

# A known name that goes on with one of these is the heading of another thing: "Ngày văn bản đến".
OTHER_THINGS = ("nhận", "ký nhận", "chuyển", "đến", "đệm", "phối hợp", "hạn", "hết hạn", "hiệu lực", "tính")

# Words that may stand between a known name and such a word: "Số (văn bản) đến".
NAMES_OF_DOCUMENTS = ("văn bản", "công văn", "của văn bản", "của công văn")

# A cell that says in words that it says nothing; a lone dash does too.
EMPTY_CELLS = ("không", "không có", "không ghi")

TOTALS = ("cộng", "tổng cộng", "tổng số")

# What Excel shows for an error; the same as text comes from programs that write values only.
ERROR_VALUES = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")

# Words before the name of a unit that are no part of it: "Phòng NV 1", "P. Nghiệp vụ 1", "Nghiệp vụ số 1".
UNIT_PREFIXES = ("phòng", "p")
UNIT_FILLERS = ("số",)
