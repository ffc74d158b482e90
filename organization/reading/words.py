"""Which words and titles stand for which role in a list of people? Data: a new title is one more line.

Compared folded. A word must be the whole cell; of the titles with which a cell begins the longest wins
("Phó Trưởng phòng Nghiệp vụ 1").
"""

from organization.enums import Role

ROLE_WORDS = {
    "lãnh đạo": Role.LEADER,
    "lãnh đạo cơ quan": Role.LEADER,
    "văn phòng": Role.OFFICE,
    "tổng hợp": Role.OFFICE,
    "công chức": Role.STAFF,
    "công chức, người lao động": Role.STAFF,
    "người lao động": Role.STAFF,
}

ROLE_TITLES = {
    "chánh thanh tra": Role.LEADER,
    "phó chánh thanh tra": Role.LEADER,
    "lãnh đạo phòng": Role.HEAD,
    "trưởng phòng": Role.HEAD,
    "phó trưởng phòng": Role.HEAD,
    "phó phòng": Role.HEAD,
    "chánh văn phòng": Role.HEAD,
    "phó chánh văn phòng": Role.HEAD,
    "trưởng ban": Role.HEAD,
    "phó trưởng ban": Role.HEAD,
    "văn thư": Role.CLERK,
    "chuyên viên": Role.STAFF,
    "chuyên viên chính": Role.STAFF,
    "chuyên viên cao cấp": Role.STAFF,
    "thanh tra viên": Role.STAFF,
    "thanh tra viên chính": Role.STAFF,
    "thanh tra viên cao cấp": Role.STAFF,
    "cán sự": Role.STAFF,
    "nhân viên": Role.STAFF,
    "kế toán": Role.STAFF,
    "kế toán viên": Role.STAFF,
    "thủ quỹ": Role.STAFF,
    "lái xe": Role.STAFF,
    "bảo vệ": Role.STAFF,
    "tạp vụ": Role.STAFF,
}
