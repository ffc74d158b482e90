"""Which kinds of documents does the product know from the start?

The 29 administrative types with their abbreviations are those of NĐ 30/2020/NĐ-CP, phụ lục III. The
legal ones stand in symbols behind a year; nghị quyết, quyết định and chỉ thị exist in both classes.
The specialised ones are papers of inspection and licensing with symbols of their own.
"""

from dataclasses import dataclass

from documents.enums import DocumentClass

LETTER = "cong_van"
LEGAL_WITH_YEAR = frozenset({"nq", "qđ", "ct", "tt"})


@dataclass(frozen=True)
class TypeLine:
    """One kind of document; `abbreviation` is empty where symbols carry none."""

    code: str
    name: str
    abbreviation: str
    document_class: str = DocumentClass.ADMINISTRATIVE
    needs_year: bool = False


SHIPPED_TYPES: tuple[TypeLine, ...] = (
    TypeLine("nghi_quyet", "Nghị quyết", "NQ"),
    TypeLine("quyet_dinh", "Quyết định", "QĐ"),
    TypeLine("chi_thi", "Chỉ thị", "CT"),
    TypeLine("quy_che", "Quy chế", "QC"),
    TypeLine("quy_dinh", "Quy định", "QyĐ"),
    TypeLine("thong_cao", "Thông cáo", "TC"),
    TypeLine("thong_bao", "Thông báo", "TB"),
    TypeLine("huong_dan", "Hướng dẫn", "HD"),
    TypeLine("chuong_trinh", "Chương trình", "CTr"),
    TypeLine("ke_hoach", "Kế hoạch", "KH"),
    TypeLine("phuong_an", "Phương án", "PA"),
    TypeLine("de_an", "Đề án", "ĐA"),
    TypeLine("du_an", "Dự án", "DA"),
    TypeLine("bao_cao", "Báo cáo", "BC"),
    TypeLine("bien_ban", "Biên bản", "BB"),
    TypeLine("to_trinh", "Tờ trình", "TTr"),
    TypeLine("hop_dong", "Hợp đồng", "HĐ"),
    TypeLine(LETTER, "Công văn", ""),
    TypeLine("cong_dien", "Công điện", "CĐ"),
    TypeLine("ban_ghi_nho", "Bản ghi nhớ", "BGN"),
    TypeLine("ban_thoa_thuan", "Bản thỏa thuận", "BTT"),
    TypeLine("giay_uy_quyen", "Giấy ủy quyền", "GUQ"),
    TypeLine("giay_moi", "Giấy mời", "GM"),
    TypeLine("giay_gioi_thieu", "Giấy giới thiệu", "GGT"),
    TypeLine("giay_nghi_phep", "Giấy nghỉ phép", "GNP"),
    TypeLine("phieu_gui", "Phiếu gửi", "PG"),
    TypeLine("phieu_chuyen", "Phiếu chuyển", "PC"),
    TypeLine("phieu_bao", "Phiếu báo", "PB"),
    TypeLine("thu_cong", "Thư công", ""),
    TypeLine("thong_tu", "Thông tư", "TT", DocumentClass.LEGAL, needs_year=True),
    TypeLine("ket_luan", "Kết luận", "KL", DocumentClass.SPECIALISED),
    TypeLine("ket_luan_thanh_tra", "Kết luận thanh tra", "KLTT", DocumentClass.SPECIALISED),
    TypeLine("ket_luan_kiem_tra", "Kết luận kiểm tra", "KLKT", DocumentClass.SPECIALISED),
    TypeLine("giay_phep", "Giấy phép", "GP", DocumentClass.SPECIALISED),
    TypeLine("giay_chung_nhan", "Giấy chứng nhận", "GCN", DocumentClass.SPECIALISED),
)
