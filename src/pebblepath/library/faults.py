"""What is wrong with a card, said so that its writer can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: where it is, and what would be accepted."""

    file: str
    card: str
    field: str
    sentence: str

    def __str__(self) -> str:
        where = f"{self.file}: card '{self.card}'" if self.card else self.file
        return f"{where}, field '{self.field}': {self.sentence}" if self.field else f"{where}: {self.sentence}"


class LibraryError(ValueError):
    """The library cannot be used as it is; ``faults`` holds everything found, not only the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
