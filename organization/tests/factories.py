"""Units, people and posts for tests, in their smallest valid form."""

import factory

from base.text import fold, person_sort_key, sort_key
from organization.enums import Role, UnitKind
from organization.models import Charge, Person, Post, Unit


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"DV{n}")
    name = factory.LazyAttribute(lambda unit: f"Phòng {unit.code}")
    kind = UnitKind.DEPARTMENT
    depth = factory.LazyAttribute(lambda unit: unit.parent.depth + 1 if unit.parent else 0)
    folded = factory.LazyAttribute(lambda unit: fold(f"{unit.code} {unit.name}"))
    sort_key = factory.LazyAttribute(lambda unit: sort_key(unit.name))
    parent = None

    @factory.post_generation
    def path(self, create, extracted, **kwargs):
        self.path = f"{self.parent.path if self.parent else ''}{self.pk}/"
        self.save(update_fields=["path"])


class AgencyFactory(UnitFactory):
    kind = UnitKind.AGENCY
    code = factory.Sequence(lambda n: f"CQ{n}")
    name = factory.LazyAttribute(lambda unit: f"Cơ quan {unit.code}")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Số {n}")
    folded = factory.LazyAttribute(lambda person: fold(person.full_name))
    sort_key = factory.LazyAttribute(lambda person: person_sort_key(person.full_name))


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.STAFF


class ChargeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Charge

    post = factory.SubFactory(PostFactory, role=Role.LEADER)
    unit = factory.SubFactory(UnitFactory)
