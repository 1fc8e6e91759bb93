"""`pebblepath plan FILE.json`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .files import read_text, stop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pebblepath.core.planner.session import Outcome, SessionRequest
    from pebblepath.core.planner.session.reasons import Reasons


def _print_schema(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from pebblepath.library.planning import SessionInFile

        click.echo(json.dumps(SessionInFile.model_json_schema(), indent=2))
        ctx.exit()


@click.command("plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--seconds", type=click.FloatRange(0.1, 600), default=10, show_default=True, help="How long to look.")
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema, help="The file's JSON schema."
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def plan(file: Path, seconds: float, as_json: bool) -> None:
    """Plan one play session from the library.

    FILE is JSON: minutes, goals, the child's energy, what is in the room (all fields: docs/planner.md).
    """
    from pebblepath.core.planner.session import RequestError, plan_session
    from pebblepath.core.planner.session.reasons import reasons
    from pebblepath.library import LibraryError, load_library
    from pebblepath.library.planning import as_activities

    request = _read_request(file)
    try:
        activities = as_activities(load_library().play.values())
        outcome = plan_session(activities, request, seconds=seconds)
    except LibraryError as error:
        stop(f"The library can't be read ({error.faults[0]}); 'pebblepath check-library' lists all its faults.")
    except RequestError as error:
        stop(f"{file.name}: {error}")
    why = reasons(outcome.plan, request, activities) if outcome.plan else ()
    names = {activity.id: activity.name for activity in activities}
    if as_json:
        click.echo(json.dumps(to_json(outcome, why, names), indent=2, ensure_ascii=False))
    else:
        click.echo(_page(outcome, why, names))


def _read_request(file: Path) -> "SessionRequest":
    from pydantic import ValidationError

    from pebblepath.core.planner.session import RequestError
    from pebblepath.library.planning import SessionInFile

    try:
        return SessionInFile.model_validate(json.loads(read_text(file))).to_request()
    except json.JSONDecodeError as error:
        stop(f"{file.name} isn't JSON (line {error.lineno}, column {error.colno}: {error.msg.lower()}).")
    except ValidationError as error:
        stop(f"{file.name}: {_first_fault(error.errors()[0])}")
    except RequestError as error:
        stop(f"{file.name}: {error}")


def _first_fault(fault: "Mapping[str, Any]") -> str:
    """One sentence: which field, what it is, what is accepted."""
    where = ".".join(str(part) for part in fault["loc"]) or "The file"
    if fault["type"] == "missing":
        return f"'{where}' is missing; it is needed."
    if fault["type"] == "extra_forbidden":
        return f"'{where}' is no field here; docs/planner.md lists those that are accepted."
    given = json.dumps(fault["input"], ensure_ascii=False, default=str)
    accepted = fault["msg"].removeprefix("Input should be ").replace("'", "").rstrip(".")
    return f"'{where}' is {given if len(given) <= 60 else given[:57] + '...'}; accepted is {accepted}."


def to_json(outcome: "Outcome", why: "Sequence[Reasons]", names: "Mapping[str, str]") -> dict[str, object]:
    """An outcome as docs/planner.md describes it."""
    items = [
        {
            "activity": item.activity,
            "name": names[item.activity],
            "start": item.start,
            "minutes": item.minutes,
            "transition": item.transition,
            "or_else": item.or_else,
            "new": item.is_new,
            "reasons": {"child": one.child, "therapist": one.therapist, "family": one.family},
            "or_else_child": one.other,
            "pitch": one.pitch,
        }
        for item, one in zip(outcome.plan.items if outcome.plan else (), why, strict=True)
    ]
    clash = outcome.clash and {
        "wishes": list(outcome.clash.wishes),
        "loosen": [{"wish": one.wish, "words": one.words, "enough": one.enough} for one in outcome.clash.loosen],
    }
    return {
        "status": outcome.status,
        "points": outcome.objective,
        "bound": outcome.bound,
        "seconds": round(outcome.seconds, 2),
        "items": items,
        "clash": clash,
    }


def _page(outcome: "Outcome", why: "Sequence[Reasons]", names: "Mapping[str, str]") -> str:
    if outcome.plan is None:
        return _clash(outcome)
    lines = [f"{outcome.plan.minutes} minutes, {len(outcome.plan.items)} activities; {_status(outcome)}.", ""]
    for item, one in zip(outcome.plan.items, why, strict=True):
        choice = f", or {names[item.or_else]}: the child chooses" if item.or_else else ""
        new = " (new)" if item.is_new else ""
        lines.append(f"{item.start:3d}-{item.start + item.minutes:<3d} {names[item.activity]}{choice}{new}")
        other = f"{one.child} Or: {one.other}" if one.other else one.child
        pitch = [f"To pitch it: {one.pitch}"] if one.pitch else []
        lines += [f"        {words}" for words in (other, one.therapist, one.family, *pitch)]
        if item.transition:
            lines.append(f"        ({item.transition} min to move on)")
    return "\n".join(lines)


def _status(outcome: "Outcome") -> str:
    if outcome.status == "proven":
        return f"best possible, proven in {outcome.seconds:.1f} s"
    limit = f"; at most {outcome.bound} points can be had, it has {outcome.objective}" if outcome.bound else ""
    return f"a good plan, not proven the best in {outcome.seconds:.1f} s{limit}"


def _clash(outcome: "Outcome") -> str:
    if outcome.clash is None:
        return "No plan was found in the time given; more --seconds may find one."
    lines = ["No plan fits. These wishes can't be had together:", *(f"  - {one}" for one in outcome.clash.wishes)]
    enough = [one.words for one in outcome.clash.loosen if one.enough]
    others = [one.words for one in outcome.clash.loosen if not one.enough]
    if enough:
        lines += ["Any one of these is enough:", *(f"  - {words}" for words in enough)]
    if others:
        lines += ["These help, but more has to give:", *(f"  - {words}" for words in others)]
    return "\n".join(lines)
