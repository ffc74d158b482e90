"""What does the first page of an empty agency say: the steps in their order, who takes them, and where."""

from dataclasses import dataclass

from django.urls import reverse

from documents.rules.register_access import can_keep_register
from organization.rules.access import Actor
from organization.rules.permissions import can_manage_people
from reports.queries.first_steps import FirstSteps
from tasks.rules.plan_access import can_assign


@dataclass(frozen=True)
class Step:
    """One step; without an address it is another person's."""

    title: str
    who: str
    is_done: bool = False
    url: str = ""
    act: str = ""


def steps_of(found: FirstSteps, actor: Actor) -> list[Step]:
    """The five steps; each address only for who may take it."""
    path = found.agency.path
    manages, keeps = can_manage_people(actor, path) is not None, can_keep_register(actor, path) is not None
    assigns = can_assign(actor, path) is not None

    def url(name: str, *, may: bool) -> str:
        return reverse(name) if may else ""

    return [
        Step(
            "Ghi người, chức vụ và mở tài khoản cho từng đơn vị",
            "Quản trị; nhiều người thì nhập từ tệp",
            found.has_heads,
            url("organization:people", may=manages),
            "Mở danh sách người",
        ),
        Step(
            "Nạp Kế hoạch và xem lại từng nội dung",
            "Kỹ thuật nạp một lần bằng lệnh load_plan; mọi người xem được",
            found.has_plan,
            url("tasks:plan", may=found.has_plan),
            "Xem Kế hoạch",
        ),
        Step(
            "Nhập sổ văn bản đi của năm trước và năm nay",
            "Văn thư hoặc Văn phòng",
            url=url("documents:import", may=keeps),
            act="Nhập từ tệp",
        ),
        Step(
            "Ghi và duyệt số liệu năm trước, căn cứ để tính mức tối đa",
            "Văn phòng ghi, người khác duyệt",
            found.has_baseline,
            reverse("figures:target_baselines"),
            "Mở số liệu năm trước",
        ),
        Step(
            "Giao việc theo Kế hoạch",
            "Văn phòng lập bảng, giao theo quyết định hoặc ý kiến lãnh đạo",
            url=url("tasks:assign", may=assigns and found.has_plan),
            act="Mở bảng giao việc",
        ),
    ]
