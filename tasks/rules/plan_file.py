"""What does a plan file say, and where is it wrong?

Pure: text in, dataclasses out. A broken file is refused as a whole with the line and the reason of
every complaint. docs/plan-file.md lists the keys.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from base.structured_file import BrokenFile, Entry, read_document
from tasks.rules.clause_codes import CLAUSE_LETTERS, is_clause_code, parent_of, position_of

APPROVERS = ("unit", "office", "leader")
PARTY_KINDS = ("unit", "group", "partner")
MEASURES = (
    "documents_fewer",
    "conferences_fewer",
    "online_share",
    "length_briefing",
    "length_professional",
    "length_important",
)
SCOPES = ("agency", "department", "meeting")

_HEADING_KEYS = ("code", "title", "summary", "children")
_LEAF_KEYS = (
    "code",
    "title",
    "heading",
    "summary",
    "addressee",
    "addressee_label",
    "coordinators",
    "frequency",
    "deliverable_hint",
    "suggested_approver",
    "suggest_not_assigned",
    "suggest_tied_to",
)


@dataclass(frozen=True)
class Known:
    """The units, groups and partners a plan may name: codes of units and groups, names of partners."""

    units: Collection[str]
    groups: Collection[str]
    partners: Collection[str]


@dataclass(frozen=True)
class Party:
    """Whom a clause names: `kind` unit, group or partner; `key` the code, or the partner's name."""

    kind: str
    key: str


@dataclass(frozen=True)
class LegalBasisLine:
    number: str
    issued_on: date | None
    issuer: str
    subject: str


@dataclass(frozen=True)
class TargetLine:
    """A quantified target: "documents_fewer" 15 "%" for each department, "length_briefing" 0.5 "ngày"."""

    code: str
    clause: str
    label: str
    measure: str
    scope: str
    value: Decimal
    unit_word: str


@dataclass(frozen=True)
class Assignable:
    """What only an assignable clause says. `addressee` None: the clause names nobody."""

    addressee: Party | None
    addressee_label: str
    coordinators: tuple[Party, ...]
    frequency: str
    deliverable_hint: str
    suggested_approver: str
    suggest_not_assigned: str
    suggest_tied_to: str


@dataclass(frozen=True)
class ClauseLine:
    """One clause in reading order; `leaf` is None for headings and statements. `line` is its line in the file."""

    code: str
    parent: str
    title: str
    heading: str
    summary: str
    line: int
    leaf: Assignable | None = None


@dataclass(frozen=True)
class PlanFile:
    code: str
    title: str
    agency: str
    drafting_unit: str
    drafted: str
    number: str
    signed_on: date | None
    legal_bases: tuple[LegalBasisLine, ...]
    targets: tuple[TargetLine, ...]
    clauses: tuple[ClauseLine, ...] = field(default=())

    @property
    def leaves(self) -> tuple[ClauseLine, ...]:
        return tuple(clause for clause in self.clauses if clause.leaf is not None)


def parse_plan(text: str, known: Known) -> PlanFile:
    """The content of a plan file that names only `known` units. Raises BrokenFile with every complaint."""
    top, problems = read_document(text, "Tệp kế hoạch")
    top.allow_only("plan", "legal_bases", "targets", "outline")
    clauses: list[ClauseLine] = []
    entries: dict[str, Entry] = {}
    previous = ""
    for entry in top.entries("outline"):
        previous = _read_clause(entry, "", previous, known, clauses, entries)
    _check_ties(clauses, entries)
    bases = _legal_bases(top.entries("legal_bases", optional=True))
    targets = _targets(top.entries("targets", optional=True), entries)
    plan = _plan(top, bases, targets, clauses, known)
    if problems:
        raise BrokenFile(problems)
    return plan


def _plan(
    top: Entry,
    bases: tuple[LegalBasisLine, ...],
    targets: tuple[TargetLine, ...],
    clauses: list[ClauseLine],
    known: Known,
) -> PlanFile:
    head = top.entry("plan")
    if head is None:
        return PlanFile("", "", "", "", "", "", None, bases, targets)
    head.allow_only("code", "title", "agency", "drafting_unit", "drafted", "number", "signed_on", "leaf_count")
    agency = head.text("agency")
    if agency and agency not in known.units:
        head.complain(f"kế hoạch: không có cơ quan “{agency}”.", "agency")
    drafting_unit = head.text("drafting_unit", optional=True)
    if drafting_unit and drafting_unit not in known.units:
        head.complain(f"kế hoạch: không có đơn vị “{drafting_unit}”.", "drafting_unit")
    leaf_count, found = head.integer("leaf_count"), sum(clause.leaf is not None for clause in clauses)
    if head.has("leaf_count") and leaf_count != found:
        head.complain(f"kế hoạch: ghi {leaf_count} nội dung giao được, đề cương có {found}.", "leaf_count")
    return PlanFile(
        code=head.text("code", longest=40),
        title=head.text("title"),
        agency=agency,
        drafting_unit=drafting_unit,
        drafted=head.text("drafted", optional=True, longest=40),
        number=head.text("number", optional=True, longest=60),
        signed_on=head.day("signed_on", optional=True),
        legal_bases=bases,
        targets=targets,
        clauses=tuple(clauses),
    )


def _read_clause(
    entry: Entry, parent: str, previous: str, known: Known, clauses: list[ClauseLine], entries: dict[str, Entry]
) -> str:
    """Append the clause and those below it; answers its code (or the previous one where it has none)."""
    code = entry.text("code")
    entry.name = f"mục {code}" if code else "một mục chưa có mã"
    is_leaf, has_children = entry.has("addressee"), entry.has("children")
    entry.allow_only(*(_LEAF_KEYS if is_leaf else _HEADING_KEYS))
    if code and _code_is_sound(entry, code, parent, previous, entries):
        entries[code] = entry
        previous = code
    if is_leaf and has_children:
        entry.complain(f"{entry.name}: mục giao được không có mục con.", "children")
    clauses.append(
        ClauseLine(
            code=code,
            parent=parent,
            title=entry.text("title", longest=200),
            heading=entry.text("heading", optional=True, longest=200),
            summary=entry.text("summary", optional=not is_leaf, longest=2000),
            line=entry.line,
            leaf=_assignable(entry, known) if is_leaf else None,
        )
    )
    if has_children and not is_leaf and code:
        before = ""
        for child in entry.entries("children"):
            before = _read_clause(child, code, before, known, clauses, entries)
    return previous


def _code_is_sound(entry: Entry, code: str, parent: str, previous: str, entries: dict[str, Entry]) -> bool:
    if not is_clause_code(code):
        forms = f"II, II.1, II.1.b hoặc II.3.a-5, chữ cái trong: {' '.join(CLAUSE_LETTERS)}"
        entry.complain(f"mã mục “{code}” sai dạng; dạng đúng là {forms}.", "code")
        return False
    if code in entries:
        entry.complain(f"mã mục “{code}” đã dùng ở dòng {entries[code].line_of('code')}.", "code")
        return False
    if parent_of(code) != parent:
        where = f"dưới mục {parent}" if parent else "ở cấp cao nhất"
        entry.complain(f"mục “{code}” không thể đứng {where}.", "code")
        return False
    if previous and position_of(code) < position_of(previous):
        entry.complain(f"mục “{code}” đứng sau mục {previous}, sai thứ tự.", "code")
    return True


def _assignable(entry: Entry, known: Known) -> Assignable:
    named = entry.entry("addressee", optional=True)
    addressee = _party(named, known, ("unit", "group")) if named else None
    coordinators: list[Party] = []
    for listed in entry.entries("coordinators"):
        party = _party(listed, known, PARTY_KINDS)
        if party is None:
            continue
        if party == addressee:
            listed.complain(f"{entry.name}: “{party.key}” vừa được giao vừa phối hợp.")
        if party in coordinators:
            listed.complain(f"{entry.name}: “{party.key}” phối hợp viết hai lần.")
        coordinators.append(party)
    not_assigned = entry.text("suggest_not_assigned", optional=True)
    tied_to = entry.text("suggest_tied_to", optional=True)
    if not_assigned and tied_to:
        entry.complain(f"{entry.name}: không thể vừa không giao việc vừa gộp vào mục khác.", "suggest_tied_to")
    if addressee is None and not entry.has("suggest_not_assigned"):
        entry.complain(f"{entry.name}: không nêu đơn vị thì phải có “suggest_not_assigned”.", "addressee")
    return Assignable(
        addressee=addressee,
        addressee_label=entry.text("addressee_label", longest=200),
        coordinators=tuple(coordinators),
        frequency=entry.text("frequency", optional=True, longest=60),
        deliverable_hint=entry.text("deliverable_hint", optional=True, blank=True, longest=200),
        suggested_approver=entry.choice("suggested_approver", APPROVERS),
        suggest_not_assigned=not_assigned,
        suggest_tied_to=tied_to,
    )


def _party(entry: Entry, known: Known, kinds: tuple[str, ...]) -> Party | None:
    entry.allow_only(*kinds)
    given = [kind for kind in kinds if entry.has(kind)]
    if len(given) != 1:
        entry.complain(f"{entry.name}: ghi đúng một trong: {', '.join(kinds)}.")
        return None
    kind = given[0]
    key = entry.text(kind)
    lists = {"unit": ("đơn vị", known.units), "group": ("nhóm", known.groups), "partner": ("cơ quan", known.partners)}
    word, keys = lists[kind]
    if key and key not in keys:
        entry.complain(f"{entry.name}: không có {word} “{key}”.", kind)
        return None
    return Party(kind, key) if key else None


def _check_ties(clauses: list[ClauseLine], entries: dict[str, Entry]) -> None:
    leaves = {clause.code: clause.leaf for clause in clauses if clause.leaf is not None}
    for code, leaf in leaves.items():
        target = leaf.suggest_tied_to
        if not target or code not in entries:
            continue
        other = leaves.get(target)
        reason = ""
        if other is None:
            reason = f"không có mục giao được “{target}” để gộp vào"
        elif target == code:
            reason = "không thể gộp vào chính nó"
        elif other.suggest_tied_to:
            reason = f"mục {target} đã gộp vào mục khác"
        elif other.addressee != leaf.addressee:
            reason = f"mục {target} giao cho đơn vị khác nên không gộp được"
        if reason:
            entries[code].complain(f"mục {code}: {reason}.", "suggest_tied_to")


def _legal_bases(listed: list[Entry]) -> tuple[LegalBasisLine, ...]:
    bases: dict[str, LegalBasisLine] = {}
    for entry in listed:
        entry.name = "căn cứ"
        entry.allow_only("number", "issued_on", "issuer", "subject")
        number = entry.text("number", longest=60)
        if number in bases:
            entry.complain(f"căn cứ “{number}” viết hai lần.", "number")
        bases[number] = LegalBasisLine(
            number=number,
            issued_on=entry.day("issued_on", optional=True),
            issuer=entry.text("issuer", longest=120),
            subject=entry.text("subject"),
        )
    return tuple(bases.values())


def _targets(listed: list[Entry], clauses: dict[str, Entry]) -> tuple[TargetLine, ...]:
    targets: dict[str, TargetLine] = {}
    for entry in listed:
        entry.name = "chỉ tiêu"
        entry.allow_only("code", "clause", "label", "measure", "scope", "value", "unit_word")
        code, clause = entry.text("code", longest=40), entry.text("clause")
        if code in targets:
            entry.complain(f"chỉ tiêu “{code}” viết hai lần.", "code")
        if clause and clause not in clauses:
            entry.complain(f"chỉ tiêu “{code}”: không có mục “{clause}”.", "clause")
        targets[code] = TargetLine(
            code=code,
            clause=clause,
            label=entry.text("label"),
            measure=entry.choice("measure", MEASURES),
            scope=entry.choice("scope", SCOPES),
            value=entry.number("value"),
            unit_word=entry.text("unit_word", longest=20),
        )
    return tuple(targets.values())
