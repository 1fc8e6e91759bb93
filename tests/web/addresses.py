"""Every address of ours: who may see it, who may do something there, and what that leaves in the record.

The letters are roles: T therapist, F family, E teacher (educator), C the child herself, O someone else. Whoever isn't
named gets the page that says there is nothing here.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse

from cast import CIRCLE_TIME, Cast, goal_for, tell
from pebblepath.apps.goals.actions import split_stone
from pebblepath.apps.goals.models import Goal, Pebble
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.insights.models import TryOut
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import add_member, invite
from pebblepath.apps.people.models import Child, Consent, Invitation, Member, Role, Scope, Setting, User
from pebblepath.apps.understanding.actions import give_card, make_passport_link, say
from pebblepath.apps.understanding.models import Kind, PassportLink, Strategy, Trait
from pebblepath.library import load_library

EVERYBODY = "TFECO"
TYPED = "quixotic"  # stands in everything that a person types in the table


@dataclass(frozen=True)
class Things:
    """A child, and one of everything that hangs on her."""

    child: Child
    goal: Goal
    pebble: Pebble
    strategy: Strategy
    moment: Moment
    victory: Victory
    try_out: TryOut
    member: Member
    consent: Consent
    invitation: Invitation
    trait: Trait
    passport_link: PassportLink


@dataclass(frozen=True)
class World:
    """The cast, and things of Mia (own child), Leo (same practice) and Omar (another practice)."""

    cast: Cast
    mia: Things
    leo: Things
    omar: Things

    def person(self, role: str) -> User:
        """Who has a role in Mia's circle, and no place in any other."""
        cast = self.cast
        return {"T": cast.kai, "F": cast.ana, "E": cast.lopez, "C": cast.mia_herself, "O": cast.joe}[role]


def make_world(cast: Cast) -> World:
    """Give each child of the cast something of everything."""
    robin, sam = cast.access(cast.robin, cast.leo), cast.access(cast.sam, cast.omar)
    mia = _things(cast.access(cast.robin), cast.access(cast.ana), cast.circle_time)
    return World(cast, mia, _things(robin, robin, goal_for(robin, "Leo's")), _things(sam, sam, goal_for(sam, "Omar's")))


def _things(therapist: Access, teller: Access, goal: Goal) -> Things:
    split_stone(therapist, goal.stones.get(step=2), ["I sit near."])
    moment = tell(teller, goal, step=3, setting=Setting.HOME)
    cushion = give_card(therapist, load_library().strategies["wobble-cushion"])
    today = therapist.child.today()
    aunt = add_member(therapist.user, therapist.child, user=None, role=Role.OTHER, name="Aunt Rosa")
    return Things(
        child=therapist.child,
        goal=goal,
        pebble=Pebble.objects.get(stone__goal=goal),
        strategy=cushion,
        moment=moment,
        victory=moment.victories.get(),
        try_out=begin_try_out(therapist, goal, cushion, Setting.HOME, length=14, first=today),
        member=aunt,
        consent=aunt.consents.get(scope=Scope.TELL),
        invitation=invite(
            therapist.user, therapist.child.practice, child=therapist.child, role=Role.OTHER, name="Uncle"
        ),
        trait=say(therapist, Trait(kind=Kind.STRENGTH, words="I sing.")),
        passport_link=make_passport_link(therapist, "The new teacher", 30),
    )


def _nothing(things: Things) -> list[object]:
    return []


@dataclass(frozen=True)
class Row:
    """One address of a child.

    Attributes:
        name: of the address.
        see: roles that may open it; empty: it only takes what is sent (others are told so by 405).
        do: roles that may send something there.
        args: what stands in the address after the child.
        data: what is sent.
        deed: what the record then says: the deed and what it was done to.
    """

    name: str
    see: str = ""
    do: str = ""
    args: Callable[[Things], list[object]] = _nothing
    data: Callable[[], dict[str, object]] = field(default=dict)
    deed: tuple[str, str] = ("", "")

    def url(self, things: Things, child_id: str = "") -> str:
        """The address for one child's things, or for another child with this one's things."""
        return reverse(self.name, args=[child_id or things.child.public_id, *self.args(things)])

    def sent(self) -> dict[str, object] | None:
        """What goes to an address that only takes what is sent; nothing where a page can be opened."""
        return None if self.see else self.data()

    @property
    def names_a_thing(self) -> bool:
        """Whether something of the child's stands in the address, beyond the child."""
        return self.args is not _nothing and self.name not in {"give", "new_goal", "say"}


def _goal(things: Things) -> list[object]:
    return [things.goal.public_id]


def _strategy(things: Things) -> list[object]:
    return [things.strategy.public_id]


def _trait(things: Things) -> list[object]:
    return [things.trait.pk]


def _try_out(things: Things) -> list[object]:
    return [things.try_out.public_id]


def _a_fair_try(things: Things) -> list[object]:
    return [things.goal.public_id, things.strategy.public_id, "school"]


def _stones() -> dict[str, object]:
    stones = {f"stone{step}": f"{words} {TYPED}" for step, words in enumerate(CIRCLE_TIME)}
    return {"title": f"I sing {TYPED}", "settings": ["home"], "start_step": "1", **stones}


def moment_data(**changed: object) -> dict[str, object]:
    """What the form of a moment about a goal sends."""
    return {"id": str(uuid.uuid4()), "setting": "home", "step": "2", "words": TYPED, **changed}


def _child() -> dict[str, object]:
    return {"name": TYPED, "pronouns": "she", "picture": "fox", "joys": f"trains {TYPED}"}


def _a_file() -> dict[str, object]:
    goal = Goal.objects.get(title="I zip my jacket")
    return {
        "goal": goal.public_id,
        "text": f"when,setting,observer,outcome,strategies\n2026-01-05,home,{TYPED},2,{TYPED}",
    }


CHILD_PAGES = (
    Row("child", EVERYBODY),
    Row("change_child", "TF", "TF", data=_child, deed=("changed", "child")),
    Row("circle", EVERYBODY),
    Row("invite", "TF", "TF", data=lambda: {"name": TYPED, "role": "other"}, deed=("invited", "member")),
    Row("add_home", "", "TF", data=lambda: {"name": TYPED}, deed=("added", "home")),
    Row("leave", "", EVERYBODY, deed=("left", "circle")),
    Row("record", "TF"),
    Row("withdraw", "", "TF", lambda t: [t.invitation.pk], deed=("took_back", "invitation")),
    Row("take_back", "", "TF", lambda t: [t.consent.pk], deed=("took_back", "consent")),
    Row("member", "TF", "TF", lambda t: [t.member.pk], lambda: {"scope": "timeline"}, ("gave", "consent")),
    Row("toolkit", EVERYBODY),
    Row("cards", "TF"),
    Row(
        "own_strategy",
        "TF",
        "TF",
        data=lambda: {"name": TYPED, "how": TYPED, "settings": ["home"]},
        deed=("gave", "strategy"),
    ),
    Row("give", "", "TF", lambda t: ["ear-defenders"], deed=("gave", "strategy")),
    Row("not_this_week", "", EVERYBODY, _strategy, deed=("changed", "strategy")),
    Row("end_strategy", "", "TF", _strategy, deed=("removed", "strategy")),
    Row("paths", EVERYBODY),
    Row("choose_goal", "TF"),
    Row("new_goal", "TF", "TF", lambda t: ["zip-jacket"], _stones, ("added", "goal")),
    Row("path", EVERYBODY, args=_goal),
    Row("change_goal", "TF", "TF", _goal, _stones, ("changed", "goal")),
    Row("goal_state", "", "TF", _goal, lambda: {"state": "paused"}, ("changed", "goal")),
    Row("split_stone", "TF", "TF", lambda t: [t.goal.public_id, 3], lambda: {"words": TYPED}, ("changed", "stone")),
    Row("tick_pebble", "", EVERYBODY, lambda t: [t.goal.public_id, t.pebble.pk], deed=("changed", "pebble")),
    Row("tell", EVERYBODY),
    Row("tell_goal", EVERYBODY, EVERYBODY, _goal, moment_data, ("added", "moment")),
    Row("timeline", EVERYBODY),
    Row("take_out", "TF"),
    Row("bring_in", "TF", "TF", data=_a_file, deed=("added", "moments from a file")),
    Row("cheer", "", "TFE", lambda t: [t.victory.pk], deed=("changed", "cheer")),
    Row("moment", "TFE", "F", lambda t: [t.moment.pk], moment_data, ("changed", "moment")),
    Row("remove_moment", "", "F", lambda t: [t.moment.pk], deed=("removed", "moment")),
    Row("ideas", EVERYBODY, args=_goal),
    Row("lens", EVERYBODY),
    Row("about_me", EVERYBODY),
    Row("say", EVERYBODY, EVERYBODY, lambda t: ["joy"], lambda: {"words": TYPED, "setting": ""}, ("added", "trait")),
    Row("end_trait", "", "TF", _trait, deed=("removed", "trait")),
    Row("keep_back", "", "TF", _trait, deed=("changed", "trait")),
    Row("passport", EVERYBODY),
    Row("passport_paper", EVERYBODY),
    Row("agree", "", EVERYBODY, deed=("changed", "passport")),
    Row("share_passport", "", "TF", data=lambda: {"name": TYPED, "days": "30"}, deed=("gave", "passport link")),
    Row("unshare_passport", "", "TF", lambda t: [t.passport_link.pk], deed=("took_back", "passport link")),
    Row("what_helps", EVERYBODY),
    Row("what_helps_paper", EVERYBODY, args=_goal),
    Row("new_try_out", "TF", "TF", _a_fair_try, lambda: {"length": "14"}, ("added", "try-out")),
    Row("try_out", EVERYBODY, args=_try_out),
    Row("skip_day", "", EVERYBODY, _try_out, deed=("changed", "try-out")),
    Row("stop_try_out", "", "TF", _try_out, lambda: {"because": TYPED}, ("changed", "try-out")),
    Row("my_space", "C"),
    Row("take_break", "", "C", data=lambda: {"id": str(uuid.uuid4())}, deed=("added", "moment")),
    Row("my_feeling", "C", "C", data=lambda: {"id": str(uuid.uuid4()), "felt": "2"}, deed=("added", "moment")),
    Row("my_stones", "C"),
    Row("my_path", "C", args=_goal),
)

# Pages about no child. Who may see them, and who may do something there, by name in the cast.
PERSON_PAGES = {
    "children": ({"robin", "kai", "ana", "lopez", "mia_herself", "joe", "sam", "nina"}, set()),
    "new_child": ({"robin", "kai", "sam"}, {"robin", "kai", "sam"}),
    "staff": ({"robin", "kai", "sam"}, {"robin"}),
    "questions": ({"robin", "kai", "sam"}, set()),
}
PERSON_DATA = {"new_child": _child(), "staff": {"name": TYPED, "email": "new@example.org"}}
PERSON_DEEDS = {"new_child": ("added", "child"), "staff": ("invited", "staff")}

# A question from a reader names no child; only staff answer, and there is a test by name.
OF_STAFF = {"answer"}

# Open to everybody; each has a test by name.
PUBLIC = {"articles", "article", "shown_passport", "home", "look", "join", "favicon", "demo_sign_in", "demo_truth"}

# allauth's addresses: those for everybody, and those about one's own account (they name nobody else).
ACCOUNT_PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
    "account_confirm_login_code",
    "mfa_authenticate",
}
ACCOUNT_OWN = {
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is undone, so that each row meets the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
