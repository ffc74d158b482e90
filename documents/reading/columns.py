"""Which headings does an outgoing register carry?

The ten columns are those of NĐ 30/2020/NĐ-CP, phụ lục IV; the other names are what document systems
write above the same things. A new name is one more word here.
"""

from base.reading.headers import KnownColumns

SYMBOL, NUMBER, SIGN, DATE, TITLE = "symbol", "number", "sign", "date", "title"
TYPE, UNIT, DRAFTER = "type", "unit", "drafter"
SIGNER, RECIPIENTS, KEEPER, COPIES, SENT_ON, RECEIPT, NOTE = (
    "signer", "recipients", "keeper", "copies", "sent_on", "receipt", "note",
)  # fmt: skip
INCOMING = "incoming"
PLAIN_TEXTS = (SIGNER, RECIPIENTS, KEEPER, COPIES, SENT_ON, RECEIPT, NOTE)

REGISTER_COLUMNS = KnownColumns(
    names={
        SYMBOL: (
            "Số, ký hiệu",
            "Số và ký hiệu",
            "Ký hiệu, số",
            "Số văn bản",
            "Số hiệu",
            "Số công văn",
            "Số đi",
            "Ký hiệu văn bản",
        ),
        NUMBER: ("Số", "Số của văn bản"),
        SIGN: ("Ký hiệu", "Ký hiệu của văn bản"),
        DATE: (
            "Ngày tháng văn bản",
            "Ngày, tháng, năm văn bản",
            "Ngày, tháng, năm ban hành",
            "Ngày tháng ban hành",
            "Ngày ban hành",
            "Ngày văn bản",
            "Ngày công văn",
            "Ngày ký",
            "Ngày phát hành",
            "Ngày đi",
            "Ngày tháng",
            "Ngày",
        ),
        TITLE: ("Tên loại và trích yếu", "Tên loại, trích yếu", "Trích yếu", "Nội dung", "Về việc", "V/v"),
        TYPE: ("Loại văn bản", "Tên loại văn bản", "Tên loại"),
        UNIT: (
            "Đơn vị soạn thảo",
            "Phòng soạn thảo",
            "Bộ phận soạn thảo",
            "Đơn vị trình",
            "Đơn vị chủ trì",
        ),
        DRAFTER: ("Người soạn thảo",),
        SIGNER: ("Người ký",),
        RECIPIENTS: ("Nơi nhận",),
        KEEPER: ("Đơn vị, người nhận bản lưu", "Đơn vị nhận bản lưu", "Người nhận bản lưu"),
        COPIES: ("Số lượng bản", "Số lượng"),
        SENT_ON: ("Ngày chuyển",),
        RECEIPT: ("Ký nhận",),
        NOTE: ("Ghi chú",),
        INCOMING: (
            "Số đến",
            "Ngày đến",
            "Ngày tháng đến",
            "Ngày, tháng, năm đến",
            "Số văn bản đến",
            "Số công văn đến",
            "Ngày văn bản đến",
            "Ngày công văn đến",
        ),
    },
    required=((SYMBOL, f"{NUMBER}+{SIGN}"), (DATE,), (TITLE,)),
    parts={SYMBOL: (NUMBER, SIGN)},
)

COLUMN_WORDS = {SYMBOL: "Số, ký hiệu", DATE: "Ngày tháng văn bản", TITLE: "Tên loại và trích yếu nội dung"}
