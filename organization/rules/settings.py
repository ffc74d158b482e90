"""Which points does no source settle, and what does the agency choose?

Each is a setting with its default, its reason and where it comes from; nothing of it is a constant
elsewhere. The chosen values are rows of the Setting table; a missing row means the default. Each app makes
its own points known here (its module `registrations`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SettingDefinition:
    """One open point. `kind` is bool, int, choice or choices (several of them)."""

    key: str
    group: str
    label: str
    kind: str
    default: Any
    source: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit_word: str = ""

    def parse(self, raw: Any) -> Any:
        """The stored JSON value as this setting's own type; an unusable one falls back to the default."""
        if self.kind == "bool":
            return raw if isinstance(raw, bool) else self.default
        if self.kind == "int":
            good = isinstance(raw, int) and not isinstance(raw, bool) and self.minimum <= raw <= self.maximum
            return raw if good else self.default
        allowed = {key for key, _ in self.choices}
        if self.kind == "choice":
            return raw if raw in allowed else self.default
        if isinstance(raw, list) and set(raw) <= allowed:
            return tuple(key for key, _ in self.choices if key in raw)
        return self.default

    def words(self, value: Any) -> str:
        """The value as a person reads it."""
        if self.kind == "bool":
            return "có" if value else "không"
        if self.kind == "int":
            return f"{value} {self.unit_word}".strip()
        names = dict(self.choices)
        if self.kind == "choice":
            return names[value]
        return ", ".join(names[key] for key in value) or "không kỳ nào"


class Settings:
    """The open points of all apps, in the order of their groups."""

    def __init__(self) -> None:
        self._definitions: dict[str, SettingDefinition] = {}

    def register(self, *definitions: SettingDefinition) -> None:
        """Make open points known; a key names one of them. Raises ValueError for a key that is taken."""
        for definition in definitions:
            if self._definitions.get(definition.key, definition) != definition:
                raise ValueError(f"The setting {definition.key} is defined twice.")
            self._definitions[definition.key] = definition

    def __getitem__(self, key: str) -> SettingDefinition:
        return self._definitions[key]

    def __contains__(self, key: str) -> bool:
        return key in self._definitions

    def __iter__(self) -> Iterator[SettingDefinition]:
        return iter(sorted(self._definitions.values(), key=lambda definition: definition.group))


SETTINGS = Settings()
