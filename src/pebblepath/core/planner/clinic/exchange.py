"""Clinic days and school weeks as JSON, both ways."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from .clash import Clash
from .day import Day, DayAnswer
from .day import check as check_day
from .day.instance import DayPlan
from .week import Week, WeekAnswer, WeekPlan
from .week import check as check_week

Request = Day | Week
_REQUEST: TypeAdapter[Request] = TypeAdapter(Annotated[Day | Week, Field(discriminator="kind")])
_KINDS = 'a request needs "kind": "day" or "kind": "week"'


def read_request(text: str) -> Request:
    """Read a day or a week from JSON.

    Raises:
        ValueError: one sentence that says where it is wrong and what is accepted.
    """
    found: Request = _read(_REQUEST, _object(text))
    return found


def read_plan(request: Request, text: str) -> DayPlan | WeekPlan:
    """Read a plan for a request from JSON: an answer with "plan" in it, or the plan alone.

    Raises:
        ValueError: one sentence that says where it is wrong and what is accepted.
    """
    found = _object(text)
    plan = found.get("plan", found)
    read: DayPlan | WeekPlan = _read(TypeAdapter(DayPlan if isinstance(request, Day) else WeekPlan), plan)
    return read


def judge(request: Request, plan: DayPlan | WeekPlan) -> list[Clash]:
    """The rules that a plan doesn't keep."""
    if isinstance(request, Day) and isinstance(plan, DayPlan):
        return check_day(request, plan)
    if isinstance(request, Week) and isinstance(plan, WeekPlan):
        return check_week(request, plan)
    raise ValueError("the plan is of another kind than the request; a day's plan belongs to a day, a week's to a week")


def request_to_json(request: Request) -> str:
    """A request as JSON that `read_request` reads back."""
    return _REQUEST.dump_json(request, indent=1).decode()


def answer_to_json(answer: DayAnswer | WeekAnswer) -> dict[str, Any]:
    """An answer as plain values for JSON; the cost is told in parts."""
    plain = TypeAdapter(type(answer)).dump_python(answer, mode="json")
    plain["cost"] |= {"value": answer.cost.value}
    plain["gap"], plain["seconds"] = round(answer.gap, 4), round(answer.seconds, 2)
    return dict(plain)


def schema() -> dict[str, Any]:
    """The JSON schema of requests."""
    return _REQUEST.json_schema()


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ValueError(f"it isn't JSON ({error}); {_KINDS}") from None
    if not isinstance(found, dict):
        raise ValueError(f"it isn't a JSON object; {_KINDS}")
    return found


def _read(adapter: TypeAdapter[Any], found: dict[str, Any]) -> Any:
    try:
        return adapter.validate_python(found)
    except ValidationError as error:
        raise ValueError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    """The first fault, where it is and what is accepted."""
    first = error.errors()[0]
    if first["type"].startswith("union_tag"):
        return f"the kind is missing or unknown; {_KINDS}"
    path = [str(part) for part in first["loc"] if part not in ("day", "week")]
    place = "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in path).removeprefix(".")
    words = first["msg"].removeprefix("Value error, ")
    return f"{place}: {words}" if place else words
