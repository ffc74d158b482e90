"""What is an event about, in the words of the filter? The first part of an action names the kind."""

AUDIT_KINDS = {
    "task": "Nhiệm vụ",
    "clause": "Nội dung kế hoạch",
    "plan": "Kế hoạch",
    "draft": "Đề xuất giao việc",
    "decision": "Ghi nhận ý kiến lãnh đạo",
    "register": "Sổ văn bản đi",
    "baseline": "Số liệu năm trước",
    "rule": "Quy tắc tính",
    "meeting": "Hội họp",
    "report": "Báo cáo",
    "unit": "Đơn vị",
    "group": "Nhóm đơn vị",
    "person": "Người",
    "post": "Chức vụ",
    "charge": "Phụ trách đơn vị",
    "account": "Tài khoản",
    "setting": "Cài đặt",
    "calendar": "Ngày nghỉ, làm bù",
}
