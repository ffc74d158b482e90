"""create_admin: the first way into a new installation."""

from django.core.management.base import BaseCommand, CommandError

from base.errors import Refused
from organization.enums import Role
from organization.models import Person, Unit
from organization.queries import local_day, root_unit
from organization.rules.access import system_actor
from organization.services.accounts import reset_password
from organization.services.people import create_person
from organization.services.posts import PostFacts


class Command(BaseCommand):
    help = "Makes an account with the admin post of the agency and prints its first password once."

    def add_arguments(self, parser):
        parser.add_argument("username", help="account name, e.g. quantri")
        parser.add_argument("--name", default="Quản trị", help="the person's full name")
        parser.add_argument("--unit", help="code of the agency; by default the topmost unit")
        parser.add_argument("--reset", action="store_true", help="a new first password for an account that exists")

    def handle(self, *args, username, name, unit, reset, **options):
        by = system_actor(local_day())
        try:
            if reset:
                password = self._reset(by, username)
            else:
                facts = PostFacts(unit=self._unit(unit), role=Role.ADMIN, title="Quản trị", start=by.day)
                _, password = create_person(by=by, full_name=name, username=username, first_post=facts)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Tên đăng nhập: {username.strip().lower()}")
        self.stdout.write(f"Mật khẩu lần đầu (chỉ hiện một lần, phải đổi khi vào): {password}")

    def _unit(self, code: str | None) -> Unit:
        unit = Unit.objects.filter(code=code).first() if code else root_unit()
        if unit is None:
            raise CommandError("Chưa có đơn vị này. Chạy `python manage.py load_plan` để nạp các đơn vị đi kèm trước.")
        return unit

    def _reset(self, by, username: str) -> str:
        person = Person.objects.filter(username=username.strip().lower()).first()
        if person is None:
            raise CommandError(f"Không có tài khoản “{username}”.")
        return reset_password(by=by, person_id=person.pk)[1]
