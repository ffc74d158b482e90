"""What does a person get on paper when an account is opened?"""

from dataclasses import dataclass

from organization.models import Person


@dataclass(frozen=True)
class Slip:
    """What a person gets on paper. The password stands here and nowhere else."""

    person_id: int
    full_name: str
    unit_name: str
    username: str
    password: str

    @classmethod
    def of(cls, person: Person, unit_name: str, password: str) -> "Slip":
        return cls(person.pk, person.full_name, unit_name, person.username or "", password)
