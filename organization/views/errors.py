"""Error pages that need a view of their own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organization.views.responses import followed
from organization.views.typed_words import ask_to_sign_in, keep_for

OPEN_TOO_LONG = (
    "Trang này mở từ lâu hoặc đồng chí đã đăng nhập lại ở cửa sổ khác, nên chưa có gì được ghi. "
    "Nội dung đồng chí vừa nhập vẫn được giữ; xem lại rồi gửi lại."
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or in two windows; nothing was saved, and its words stand in it again.

    A request that another site sent gets nothing but the page.
    """
    if _is_from_here(request):
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if page := keep_for(request, OPEN_TOO_LONG):
            return redirect(followed(page) or "home")
    return render(request, "403_csrf.html", status=403)


def _is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return origin.startswith(f"{request.scheme}://{request.get_host()}")
