"""What many people say of a child, to pick by a tap; in the child's voice, each with a picture."""

from __future__ import annotations

from dataclasses import dataclass

from pebblepath.apps.understanding.models import Care, Kind, Sense


@dataclass(frozen=True)
class Chip:
    """Words to pick, and the symbol that stands beside them."""

    words: str
    picture: str


def _chips(*pairs: tuple[str, str]) -> tuple[Chip, ...]:
    return tuple(Chip(words, picture) for picture, words in pairs)


CHIPS: dict[Kind, tuple[Chip, ...]] = {
    Kind.STRENGTH: _chips(
        ("heart", "I am kind."),
        ("celebrate", "I make people laugh."),
        ("blocks", "I build things."),
        ("books", "I remember things well."),
        ("sense-sight", "I notice small things."),
        ("speech", "I ask good questions."),
        ("proud", "I keep trying."),
        ("animals", "I am gentle with animals."),
        ("music", "I sing and make music."),
        ("drawing", "I draw and make things."),
        ("bicycle", "I move with joy."),
        ("basket", "I like to help."),
    ),
    Kind.JOY: _chips(
        ("train", "Trains"),
        ("cars", "Cars"),
        ("bus", "Buses"),
        ("animals", "Animals"),
        ("dinosaurs", "Dinosaurs"),
        ("space", "Space"),
        ("water", "Water play"),
        ("swim", "Swimming"),
        ("bubbles", "Bubbles"),
        ("ball", "Ball games"),
        ("bicycle", "Riding a bike"),
        ("slide", "The playground"),
        ("garden", "The garden"),
        ("tree", "Being outside"),
        ("blocks", "Building"),
        ("puzzle", "Puzzles"),
        ("drawing", "Drawing"),
        ("books", "Books and stories"),
        ("music", "Music"),
        ("drum", "Drumming"),
        ("tent", "Dens and tents"),
        ("cake", "Cooking and baking"),
        ("hug", "Hugs"),
        ("friends", "Being with friends"),
        ("teddy", "My soft toys"),
        ("video", "Films and shows"),
    ),
    Kind.SIGN: _chips(
        ("quiet", "I go quiet."),
        ("ear-defenders", "I cover my ears."),
        ("sense-movement", "I get faster and louder."),
        ("door", "I leave or hide."),
        ("music", "I hum or say the same words."),
        ("friends", "I push or grab."),
        ("feeling-sad", "I cry fast."),
        ("shirt", "I chew my sleeve."),
        ("sunglasses", "I look away."),
        ("speech", "I say no to everything."),
        ("sense-inside", "My tummy hurts."),
    ),
    Kind.HELPS: _chips(
        ("quiet", "A quiet place."),
        ("hug", "A hug when I ask for one."),
        ("break", "A break, no questions."),
        ("sense-movement", "To jump, swing or run."),
        ("ear-defenders", "My ear defenders."),
        ("sense-body", "To push or carry things."),
        ("cup", "A drink of water."),
        ("teddy", "My blanket or soft toy."),
        ("music", "My music or a song."),
        ("calendar", "To know what comes next."),
        ("family", "Someone near who says little."),
        ("timer", "More time."),
    ),
    Kind.WORSE: _chips(
        ("speech", "Many people who talk at once."),
        ("clock", "Being rushed."),
        ("change", "A change I didn’t know of."),
        ("bell", "Loud places."),
        ("lamp", "Bright or flickering light."),
        ("sense-touch", "A touch I don’t see coming."),
        ("apple", "Being hungry or thirsty."),
        ("moon", "Being tired."),
        ("sense-smell", "Strong smells."),
        ("help", "Many questions."),
        ("timer", "Waiting with nothing to do."),
        ("friends", "Crowds."),
    ),
}

# The names of `Care` as a child says them on her page.
CARE_LINES: dict[Care, str] = {
    Care.MOUTHS: "I put small things in my mouth",
    Care.CHOKING: "I can choke on food or small parts",
    Care.FOOD_ALLERGY: "I have a food allergy",
    Care.LATEX: "Latex isn’t safe for me (balloons, some gloves and bands)",
    Care.SEIZURES: "I can have seizures",
    Care.RUNS_OFF: "I may run off",
    Care.BREATHING: "My breathing or heart needs care",
    Care.JOINTS: "My bones or joints need care",
    Care.SKIN: "My skin needs care",
    Care.HEIGHTS: "High places aren’t safe for me yet",
    Care.WATER: "I need someone with me near water",
}

# What each sense may be about, to think of something.
SENSE_HINTS: dict[Sense, str] = {
    Sense.TOUCH: "Hugs, mud, labels in clothes",
    Sense.SOUND: "Hand dryers, singing, a busy room",
    Sense.SIGHT: "Sun, lamps, many colors at once",
    Sense.MOVEMENT: "Swings, car rides, spinning",
    Sense.BODY: "Pushing, squeezing, heavy things",
    Sense.TASTE: "New foods, crunchy, spicy",
    Sense.SMELL: "Cooking, soap, the bus",
    Sense.INSIDE: "Hunger, thirst, needing the toilet",
}
