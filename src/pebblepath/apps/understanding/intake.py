"""The first telling about a child: ten minutes in small steps, each kept by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pebblepath.apps.people.models import Role
from pebblepath.apps.understanding.models import Kind, Sense

GROWN_UPS = frozenset({Role.FAMILY, Role.TEACHER, Role.THERAPIST, Role.OTHER})
ALL = GROWN_UPS | {Role.CHILD}


@dataclass(frozen=True)
class Step:
    """One screen.

    Attributes:
        name: as it stands in the address; it never changes, as it is kept for each person.
        title: two or three words for the list of steps.
        asks: the question to a grown-up; `{name}` is the child's.
        asks_me: the same to the child herself.
        hint: one line that makes it easy.
        seconds: how long it takes most people; all of a family's steps together are ten minutes.
        shape: which form it is: chips, joys, cares, senses, day, things or hope.
        kind: what is told, where it is something about the child.
        senses: which senses, where it is those.
        roles: who is asked.
    """

    name: str
    title: str
    asks: str
    asks_me: str
    hint: str
    seconds: int
    shape: str
    kind: Kind | None = None
    senses: tuple[Sense, ...] = ()
    roles: frozenset[Role] = ALL


STEPS: tuple[Step, ...] = (
    Step(
        "strengths",
        "Good at",
        "What is {name} good at?",
        "What are you good at?",
        "Pick all that fit. Big or small, all count.",
        60,
        "chips",
        Kind.STRENGTH,
    ),
    Step(
        "joys",
        "Joys",
        "What does {name} love?",
        "What do you love?",
        "Look at the pictures together. Let {name} point.",
        40,
        "joys",
        Kind.JOY,
    ),
    Step(
        "feel",
        "Touch, sounds, light, moving",
        "How do things feel to {name}?",
        "How do things feel to you?",
        "Pick what fits on most days. Leave out what you don’t know.",
        80,
        "senses",
        Kind.SENSE,
        (Sense.TOUCH, Sense.SOUND, Sense.SIGHT, Sense.MOVEMENT),
    ),
    Step(
        "feel-more",
        "Body, tastes, smells, inside",
        "And these?",
        "And these?",
        "Pick what fits on most days. Leave out what you don’t know.",
        80,
        "senses",
        Kind.SENSE,
        (Sense.BODY, Sense.TASTE, Sense.SMELL, Sense.INSIDE),
    ),
    Step(
        "signs",
        "Getting too full",
        "How can you tell that it is getting too much?",
        "How can others tell that it is getting too much?",
        "What you see or hear first, before it is too late.",
        40,
        "chips",
        Kind.SIGN,
    ),
    Step(
        "helps",
        "What helps then",
        "What helps {name} then?",
        "What helps you then?",
        "Things that helped once are worth telling, too.",
        40,
        "chips",
        Kind.HELPS,
    ),
    Step(
        "harder",
        "What makes it harder",
        "What makes it harder?",
        "What makes it harder?",
        "So that others can leave it out.",
        40,
        "chips",
        Kind.WORSE,
    ),
    Step(
        "safe",
        "What keeps me safe",
        "What keeps {name} safe?",
        "What keeps you safe?",
        "Ideas that don’t go with it are never offered. If none fits, go on.",
        40,
        "cares",
        Kind.CARE,
        roles=GROWN_UPS,
    ),
    Step(
        "day",
        "A usual day",
        "What does a usual day look like?",
        "What does a usual day look like?",
        "A few words are enough. New ideas fit best into what you do anyway.",
        90,
        "day",
        roles=frozenset({Role.FAMILY}),
    ),
    Step(
        "things",
        "Things at hand",
        "What is there {place}?",
        "What is there {place}?",
        "Then ideas come first that need nothing new.",
        50,
        "things",
        roles=GROWN_UPS,
    ),
    Step(
        "hope",
        "A hope",
        "What would make daily life better?",
        "What would make your days better?",
        "One sentence. It may become the first goal.",
        40,
        "hope",
    ),
)


def steps_for(role: str) -> tuple[Step, ...]:
    """The steps that somebody with this role is asked, in order."""
    return tuple(step for step in STEPS if role in step.roles)


@dataclass(frozen=True)
class Progress:
    """How far somebody has come.

    Attributes:
        steps: all that this person is asked.
        done: names of those that were answered or passed over.
    """

    steps: tuple[Step, ...]
    done: frozenset[str] = frozenset()

    @property
    def next(self) -> Step | None:
        """The first step that is open; None when all are done."""
        return next((step for step in self.steps if step.name not in self.done), None)

    @property
    def begun(self) -> bool:
        """Whether anything was answered or passed over."""
        return any(step.name in self.done for step in self.steps)

    @property
    def minutes_left(self) -> int:
        """Whole minutes for what is open, at least 1 while something is."""
        return -(-sum(step.seconds for step in self.steps if step.name not in self.done) // 60)

    def place_of(self, step: Step) -> int:
        """Which step it is, from 1."""
        return self.steps.index(step) + 1

    def after(self, step: Step) -> Step | None:
        """The first open step after this one, else the first open at all; None when all are done."""
        later = self.steps[self.place_of(step) :]
        return next((one for one in later if one.name not in self.done), self.next)

    def before(self, step: Step) -> Step | None:
        """The step before this one."""
        place = self.place_of(step)
        return self.steps[place - 2] if place > 1 else None


def progress_of(role: str, done: Iterable[str]) -> Progress:
    """How far somebody with this role has come, from what `Intake.done` holds."""
    return Progress(steps_for(role), frozenset(done))
