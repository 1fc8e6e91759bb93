"""What can be chosen on a card, in the words of a therapist's page."""

from __future__ import annotations

from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.models import Care, Sense

Choices = list[tuple[str, str]]

PLACES: Choices = list(Setting.choices)
SENSES: Choices = list(Sense.choices)
CARES: Choices = list(Care.choices)
STRATEGY_KINDS: Choices = [
    ("environment", "Changes the place"),
    ("routine", "A routine"),
    ("tool", "A thing to use"),
    ("body", "Something for the body"),
    ("words", "Words or pictures"),
    ("together", "Done together"),
]
COSTS: Choices = [("free", "Nothing"), ("small", "A little"), ("some", "Some money")]
GROUPS: Choices = [
    ("dressing", "Dressing"),
    ("eating", "Eating"),
    ("school", "School"),
    ("feelings", "Feelings"),
    ("play", "Play"),
    ("friends", "Friends"),
    ("washing", "Washing"),
    ("sleep", "Sleep"),
    ("community", "Out and about"),
]
PLAY_KINDS: Choices = [
    ("swing", "Swinging"),
    ("climb", "Climbing"),
    ("crawl", "Crawling"),
    ("jump", "Jumping"),
    ("balance", "Balancing"),
    ("ball", "Ball games"),
    ("heavy", "Pushing and carrying"),
    ("draw", "Drawing"),
    ("build", "Building"),
    ("craft", "Crafts"),
    ("cook", "Cooking"),
    ("pretend", "Pretending"),
    ("water", "Water"),
    ("sand", "Sand"),
    ("dough", "Dough"),
    ("music", "Music"),
    ("board-game", "Board games"),
    ("story", "Stories"),
    ("outdoors", "Outdoors"),
    ("calm", "Calm"),
    ("dress-up", "Dressing up"),
]
SPACES: Choices = [
    ("table", "At a table"),
    ("mat", "On a mat"),
    ("room", "In a room"),
    ("gym", "In a gym"),
    ("outdoors", "Outdoors"),
]
NOISES: Choices = [("quiet", "Quiet"), ("medium", "Some noise"), ("loud", "Loud")]
MESSES: Choices = [("none", "None"), ("little", "A little"), ("much", "Much")]
DEEPER_GOALS: Choices = [
    ("fine-motor", "Hands and fingers"),
    ("bilateral", "Two hands together"),
    ("body-awareness", "Feeling where the body is"),
    ("balance", "Balance"),
    ("strength", "Strength"),
    ("planning", "Planning what to do"),
    ("regulation", "Getting calm or getting going"),
    ("attention", "Staying with one thing"),
    ("touch-tolerance", "Touch that feels okay"),
    ("visual-motor", "Eyes and hands together"),
    ("self-care", "Taking care of oneself"),
    ("social-play", "Playing with others"),
    ("communication", "Telling and asking"),
]
WEIGHTS: Choices = [("", "not this"), ("1", "1: a little"), ("2", "2: quite"), ("3", "3: mainly")]
ROUSING: Choices = [
    ("-2", "very settling"),
    ("-1", "settling"),
    ("0", "neither"),
    ("1", "rousing"),
    ("2", "very rousing"),
]
