"""From what the generator draws to moments as people tell them: with faces, words, ids and the hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from zoneinfo import ZoneInfo

import numpy as np

from pebblepath.apps.moments.actions import Draft
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Role, Setting
from pebblepath.demo.circles import Circle
from pebblepath.demo.faces import faces_for, feeling_face
from pebblepath.demo.families import load_practice
from pebblepath.demo.generator import Told, calendar, tell_goal
from pebblepath.demo.rhythm import Occasion, occasions
from pebblepath.demo.schema import ChildTruth, GoalTruth, OpenTeller
from pebblepath.demo.stable import chance, moment_id
from pebblepath.demo.words import ASKED_BREAK, BY_SELF, Notebook, Voice

WRITES_SOMETHING = 0.22
DAY_HOURS = ("07:20-08:20", "15:40-19:30")
VOICES: dict[str, Voice] = {Role.THERAPIST: "therapist", Role.TEACHER: "teacher", Role.CHILD: "child"}


@dataclass(frozen=True)
class Telling:
    """Somebody tells a moment, at some time after it happened."""

    access: Access
    draft: Draft
    told_at: dt.datetime


def tellings_of(circle: Circle, *, today: dt.date, until: dt.datetime, zone: str, seed: int) -> list[Telling]:
    """Everything that was told of one child in ninety days, in order of time.

    Args:
        circle: the child, with the truth about her.
        today: the last day.
        until: nothing is told after this.
        zone: the practice's time zone.
        seed: same seed, same moments.
    """
    scene = _Scene(circle, calendar(today), ZoneInfo(zone), seed)
    moments = [pair for goal in circle.truth.goals for pair in _of_goal(scene, goal)]
    moments += [pair for teller in circle.truth.open_moments for pair in _open(scene, teller)]
    moments += _own_voice(scene)
    moments.sort(key=lambda pair: pair[1].happened_at)
    in_order = _in_order(moments, scene.chance("delays"))
    return _with_words(scene, [telling for telling in in_order if telling.told_at <= until])


def told_of(child: ChildTruth, goal: GoalTruth, dates: Sequence[dt.date], *, seed: int) -> list[Told]:
    """What the generator draws for one goal of one child."""
    staff = {person.id: person.leans for person in load_practice().therapists}
    leans = staff | {person.id: person.leans for person in child.people}
    return tell_goal(chance(seed, child.id, goal.id), goal, dates, leans=leans, away=child.away)


@dataclass(frozen=True)
class _Scene:
    circle: Circle
    dates: Sequence[dt.date]
    zone: ZoneInfo
    seed: int

    def chance(self, *names: str) -> np.random.Generator:
        return chance(self.seed, self.circle.truth.id, *names)

    def draft(self, occasion: Occasion, place: str, rng: np.random.Generator) -> Draft:
        at = dt.datetime.combine(self.dates[occasion.day], dt.time(*divmod(occasion.minute, 60)), self.zone)
        setting = Setting(place.partition(":")[0])
        return Draft(id=moment_id(rng), happened_at=at, time_zone=self.zone.key, setting=setting)


def _of_goal(scene: _Scene, goal: GoalTruth) -> Iterator[tuple[Access, Draft]]:
    circle, rng = scene.circle, scene.chance(goal.id, "beside it")
    for one in told_of(circle.truth, goal, scene.dates, seed=scene.seed):
        faces = faces_for(rng, one.step, occupation=goal.occupation)
        draft = scene.draft(Occasion(one.day, one.minute), one.place, rng)
        used = tuple(circle.strategies[name] for name in one.strategies)
        said = replace(draft, goal=circle.goals[goal.id], step=one.step, strategies=used, **asdict(faces))
        yield circle.accesses[one.by], said


def _open(scene: _Scene, teller: OpenTeller) -> Iterator[tuple[Access, Draft]]:
    """Moments about no goal: only how it went."""
    rng = scene.chance("open", teller.by, teller.place)
    for occasion in _chances(scene, rng, teller):
        ease = int(np.clip(round(rng.normal(teller.ease, 1.0)), 0, 4))
        yield scene.circle.accesses[teller.by], replace(scene.draft(occasion, teller.place, rng), ease=ease)


def _chances(scene: _Scene, rng: np.random.Generator, teller: OpenTeller) -> list[Occasion]:
    at_home, away = teller.place.startswith("home"), scene.circle.truth.away
    days, rate, hours = teller.days, teller.rate, teller.hours
    return list(occasions(rng, scene.dates, days=days, rate=rate, hours=hours, at_home=at_home, away=away))


def _own_voice(scene: _Scene) -> Iterator[tuple[Access, Draft]]:
    """The child's own moments, as My space makes them: a feeling, or that a break is needed."""
    voice, rng = scene.circle.truth.own_voice, scene.chance("own voice")
    if voice is None:
        return
    access = scene.circle.accesses[voice.by]
    for rate, is_break in ((voice.feelings, False), (voice.breaks, True)):
        for occasion in occasions(rng, scene.dates, days="any", rate=rate, hours=DAY_HOURS, at_home=True):
            draft, felt = scene.draft(occasion, access.member.setting, rng), feeling_face(rng, 0.6)
            yield access, replace(draft, asked_break=True) if is_break else replace(draft, felt_good=felt)


def _in_order(moments: Iterable[tuple[Access, Draft]], rng: np.random.Generator) -> Iterator[Telling]:
    """Told one after the other, a few minutes after they happened; no two happen at the same time."""
    last_happened = last_told = dt.datetime.min.replace(tzinfo=dt.UTC)
    for access, draft in moments:
        happened = max(draft.happened_at.astimezone(dt.UTC), last_happened + dt.timedelta(seconds=20))
        told = max(happened + dt.timedelta(seconds=int(rng.integers(40, 900))), last_told + dt.timedelta(seconds=1))
        last_happened, last_told = happened, told
        yield Telling(access, replace(draft, happened_at=happened), told)


def _with_words(scene: _Scene, tellings: Sequence[Telling]) -> list[Telling]:
    """Add words, from the newest backwards: no sentence comes twice, and what is read first should have some."""
    truth, rng = scene.circle.truth, scene.chance("words")
    notes = Notebook(rng, name=truth.name, pronouns=truth.pronouns)
    worded = [replace(telling, draft=_worded(telling, truth, notes, rng)) for telling in reversed(tellings)]
    return worded[::-1]


def _worded(telling: Telling, truth: ChildTruth, notes: Notebook, rng: np.random.Generator) -> Draft:
    draft, voice = telling.draft, VOICES.get(telling.access.member.role, "parent")
    if draft.ease is not None:
        return replace(draft, words=notes.write(f"any-{truth.id}", voice, draft.ease))
    if draft.goal is None or draft.step is None or rng.random() > WRITES_SOMETHING:
        return draft
    return replace(draft, words=notes.write(draft.goal.occupation, voice, draft.step, _tags(truth, draft)))


def _tags(truth: ChildTruth, draft: Draft) -> list[str]:
    """What a sentence may speak of: the strategies that were there, a break that was asked for, that nobody helped."""
    own = {own.name: own.id for own in truth.own}
    tags = [strategy.card or own[strategy.name] for strategy in draft.strategies]
    return tags + [ASKED_BREAK] * draft.asked_break + [BY_SELF] * (not draft.help)
