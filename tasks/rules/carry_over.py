"""The parts of the carry-over table (TaskQuerySet.with_flow), in the order in which they add up."""

CARRY_OVER_PARTS = {
    "opening": "Kỳ trước chuyển sang",
    "assigned": "Giao trong kỳ",
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "done_no_deadline": "Hoàn thành, không hạn",
    "nil": "Không phát sinh",
    "withdrawn": "Thôi giao",
    "carried_over": "Chuyển kỳ sau",
}
