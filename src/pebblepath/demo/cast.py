"""The people of the demo practice whom one can be by one click."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """One button of the demo's front door."""

    who: str
    email: str
    label: str
    note: str
    symbol: str


SIGN_IN: dict[str, Door] = {
    door.who: door
    for door in (
        Door(
            "therapist",
            "robin@demo.example",
            "Robin, a therapist",
            "six children, their goals and what helps",
            "clinic",
        ),
        Door("parent", "ana@demo.example", "Ana, Mia’s mum", "a day at home, moments in four taps", "home"),
        Door("teacher", "lopez@demo.example", "Ms. Lopez, Mia’s teacher", "only what was shared with her", "school"),
        Door("child", "mia@demo.example", "Mia, five years old", "her own space", "fox"),
    )
}
