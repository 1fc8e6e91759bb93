"""Another time for one visit or session."""

from __future__ import annotations

from typing import Any

from django import forms

from pebblepath.apps.play.timetable.fields import ClockField
from pebblepath.apps.play.timetable.moves import Board, DayBoard, Spot, spots_that_fit
from pebblepath.apps.play.timetable.names import Names
from pebblepath.apps.play.timetable.times import DAY_NAMES, SCHOOL_DAYS, short_clock


class MoveForm(forms.Form):
    """A start, with whom, and at school on which day."""

    start = ClockField(label="Another time")
    therapist = forms.ChoiceField(label="With")
    weekday = forms.TypedChoiceField(coerce=int, choices=list(enumerate(DAY_NAMES[: len(SCHOOL_DAYS)])), label="On")

    def __init__(self, data: Any = None, *, board: Board, names: Names, therapist: str = "") -> None:
        super().__init__(data)
        self.board, self.names = board, names
        who = board.therapists()
        self.fields["therapist"].choices = [(one, names.say(one)) for one in who]  # type: ignore[attr-defined]
        self.chosen = therapist if therapist in who else (who[0] if who else "")
        self.initial.update(therapist=self.chosen, weekday=board.picked.weekday)
        if isinstance(board, DayBoard):
            del self.fields["weekday"]
        if len(who) < 2:
            del self.fields["therapist"]
        self._spot: Spot | None = None

    def clean(self) -> dict[str, Any]:
        """The time keeps every rule; otherwise the rules that it doesn't keep are named."""
        given = super().clean() or {}
        if self.errors:
            return given
        weekday = given.get("weekday", self.board.picked.weekday)
        therapist = given.get("therapist", self.chosen)
        self._spot, clashes = self.board.look(Spot(weekday, given["start"], therapist))
        if clashes:
            self.add_error("start", [self.names.say(clash.words) for clash in clashes])
        return given

    def _also(self, spot: Spot) -> str:
        """What else changes there: the room, or when lunch is."""
        other_room = isinstance(self.board, DayBoard) and spot.room != self.board.here.room
        room = [self.names.say(spot.room)] if other_room else []
        lunch_moves = spot.lunch is not None and self.board.has_lunch(spot)
        return ", ".join([*room, *([f"lunch {short_clock(spot.lunch or 0)}"] if lunch_moves else [])])

    @property
    def chosen_name(self) -> str:
        """With whom the times are that are offered."""
        return self.names.say(self.chosen)

    def others(self) -> list[tuple[str, str]]:
        """Who else may see the child: token and name."""
        return [(one, self.names.say(one)) for one in self.board.therapists() if one != self.chosen]

    def spot(self) -> Spot:
        """Where it goes."""
        assert self._spot is not None
        return self._spot

    def fits(self) -> list[tuple[str, list[tuple[str, Spot]]]]:
        """Times that keep every rule, by weekday at school; each with what else changes."""
        spots = spots_that_fit(self.board, self.chosen) if self.chosen else []
        days: dict[int, list[tuple[str, Spot]]] = {}
        for spot in spots:
            days.setdefault(spot.weekday, []).append((self._also(spot), spot))
        one_day = isinstance(self.board, DayBoard)
        return [("" if one_day else DAY_NAMES[day], starts) for day, starts in days.items()]
