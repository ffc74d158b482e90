"""give_post: a post given on the server counts as agreed; for an installation whose leaders cannot agree."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from base.errors import Refused
from base.form_fields import VietnameseDateField
from organization.enums import Role
from organization.models import Person, Unit
from organization.queries import local_day
from organization.rules.access import system_actor
from organization.services.posts import PostFacts, add_post


class Command(BaseCommand):
    help = "Gives a person with an account a post; it takes effect at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--unit", required=True, help="code of the unit")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--title", default="", help="as the decision says it, e.g. Chánh Thanh tra")
        parser.add_argument("--start", default="", help="first day, by default today")
        parser.add_argument("--end", default="", help="last day, by default none")
        parser.add_argument("--decision", default="", help="number of the decision")
        parser.add_argument("--decided", default="", help="day of the decision")
        parser.add_argument("--charge", action="append", default=[], help="code of a unit in a leader's charge")

    @transaction.atomic
    def handle(self, *args: Any, username: str, unit: str, charge: list[str], **options: Any) -> None:
        by = system_actor(local_day())
        person = Person.objects.filter(username=username.strip().lower()).first()
        if person is None:
            raise CommandError(f"Không có tài khoản “{username}”.")
        facts = PostFacts(
            unit=self._unit(unit),
            role=options["role"],
            title=options["title"],
            start=self._day(options["start"]) or by.day,
            end=self._day(options["end"]),
            basis_number=options["decision"],
            basis_date=self._day(options["decided"]),
            charge_units=tuple(self._unit(code) for code in charge),
        )
        try:
            post = add_post(by=by, person=person, facts=facts)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person.full_name}: {post}")

    def _unit(self, code: str) -> Unit:
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise CommandError(f"Không có đơn vị “{code}”.")
        return unit

    def _day(self, typed: str):
        try:
            return VietnameseDateField(required=False).clean(typed)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
