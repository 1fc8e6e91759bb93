"""Every address of ours: who may see it, who may do something there, and what that leaves in the record.

The letters are roles: T therapist, F family, E teacher (educator), C the child herself, O someone else. Whoever isn't
named gets the page that says there is nothing here.
"""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cast import CIRCLE_TIME, Cast, goal_for, tell
from pebblepath.apps.goals.actions import split_stone
from pebblepath.apps.goals.models import Goal, Pebble
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.insights.models import TryOut
from pebblepath.apps.moments.class_models import FridayPick
from pebblepath.apps.moments.friday import tell_friday, week_of
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.myspace.actions import check_in
from pebblepath.apps.myspace.models import Board, BoardItem, CheckIn, DayItem
from pebblepath.apps.myspace.setting_up import add_to_board, add_to_day, make_board
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.actions import add_member, give_consent, invite
from pebblepath.apps.people.models import Child, Consent, Invitation, Member, Practice, Role, Scope, Setting, User
from pebblepath.apps.play.door_cards import keep_card
from pebblepath.apps.play.minutes import add_minutes
from pebblepath.apps.play.models import Minutes, Session, TimeKind
from pebblepath.apps.play.timetable.models import School, SchoolClass, SchoolPlace
from pebblepath.apps.reports.models import Measure, Report
from pebblepath.apps.reports.report_actions import Written, begin_report, keep_report, sign_report
from pebblepath.apps.reports.takeout_models import Takeout
from pebblepath.apps.reports.takeouts import grants_of
from pebblepath.apps.understanding.actions import give_card, make_passport_link, say
from pebblepath.apps.understanding.models import Kind, PassportLink, Strategy, ToolkitLink, Trait
from pebblepath.apps.understanding.photos import keep_photo
from pebblepath.apps.understanding.sharing import make_toolkit_link
from pebblepath.library import load_library
from played import play, sign
from sessions import planned_session

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
    toolkit_link: ToolkitLink
    friday: FridayPick
    planned: Session
    session: Session
    signed: Session
    minutes: Minutes
    report: Report
    signed_report: Report


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
    keep_photo(therapist, cushion, a_jpeg(), "The cushion.")
    today = therapist.child.today()
    own_space(therapist)
    home_ideas(therapist)
    files_of(therapist.child)
    aunt = add_member(therapist.user, therapist.child, user=None, role=Role.OTHER, name="Aunt Rosa")
    give_consent(therapist.user, aunt, Scope.TIMELINE)
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
        toolkit_link=make_toolkit_link(therapist, "Grandma", 7, [cushion]),
        friday=tell_friday(therapist, week_of(today), [cushion], ""),
        planned=planned_session(therapist, [goal]),
        session=play(therapist, goal),
        signed=_signed_session(therapist, goal),
        minutes=_minutes(therapist),
        report=a_report(therapist),
        signed_report=a_report(therapist, sign=True),
    )


def _signed_session(therapist: Access, goal: Goal) -> Session:
    """A session whose note is signed and whose door card is sent."""
    session = play(therapist, goal, days_ago=7)
    keep_card(therapist, session, ["We played."], "Sing.", send=True)
    sign(therapist, session)
    return session


def a_report(therapist: Access, *, sign: bool = False) -> Report:
    """A progress report for school about the last month, as a draft or signed."""
    today = therapist.child.today()
    report = begin_report(therapist, "school", today - dt.timedelta(days=30), today, form_name="IEP", asked={})
    if not sign:
        return report
    return sign_report(therapist, keep_report(therapist, report, Written(words={"need": "Two more months."})))


def _minutes(therapist: Access) -> Minutes:
    minutes = Minutes(kind=TimeKind.TRAVEL, day=therapist.child.today(), minutes=20)
    add_minutes(therapist, minutes)
    return minutes


def home_ideas(therapist: Access) -> None:
    """A home programme that was given, a draft of a newer one, and a total that was typed in."""
    today = therapist.child.today()
    sign_report(therapist, begin_report(therapist, "home", today, today, asked={}))
    begin_report(therapist, "home", today, today, asked={})
    totals = [{"name": "Total", "value": "34"}]
    Measure.objects.create(
        child=therapist.child, name="A measure", day=today, licence_holder="Us", by=therapist.member, totals=totals
    )


def _a_class() -> SchoolClass:
    """A class of a school where Mia's practice goes."""
    practice = Practice.objects.get(name="Willow Street")
    school, _ = School.objects.get_or_create(practice=practice, name="Oak School")
    return SchoolClass.objects.get_or_create(school=school, name="Room 1")[0]


def _school_place() -> dict[str, object]:
    return {"school_class": _a_class().pk, "session_minutes": "30", "service": "alone"}


def _placed() -> dict[str, object]:
    """Nothing is sent; Mia is in a class, so that she can be taken out."""
    SchoolPlace.objects.get_or_create(child=Child.objects.get(name="Mia"), school_class=_a_class())
    return {}


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
        no_things = {"give", "new_goal", "say", "my_card", "hello_step", "choose_home_idea"}
        return self.args is not _nothing and self.name not in no_things


def _goal(things: Things) -> list[object]:
    return [things.goal.public_id]


def _strategy(things: Things) -> list[object]:
    return [things.strategy.public_id]


def _trait(things: Things) -> list[object]:
    return [things.trait.pk]


def _check_in(things: Things) -> list[object]:
    return [CheckIn.objects.get(child=things.child).pk]


def _board(things: Things) -> Board:
    return Board.objects.get(child=things.child)


def _a_picture() -> dict[str, object]:
    return {"symbol": "apple", "words": TYPED}


def _my_setup() -> dict[str, object]:
    places = {"home_1": "feeling", "home_2": "day", "home_3": "stones"}
    return {"colour": "sky", "scan_seconds": "0", "dwell_seconds": "0", "new_pin": "1234", **places}


def _apple() -> str:
    return str(BoardItem.objects.get(board__child__name="Mia", words="Apple").pk)


def _bath() -> str:
    return str(DayItem.objects.get(child__name="Mia").pk)


def own_space(by: Access) -> None:
    """A board with two pictures, a day with one, and how she felt."""
    board = make_board(by, Board(name="My snack"))
    for symbol in ("apple", "bread"):
        add_to_board(by, board, BoardItem(symbol=symbol, words=symbol.title()), jpeg=b"a photo" * (symbol == "apple"))
    add_to_day(by, DayItem(symbol="bath", words="Bath"))
    check_in(by, uuid.uuid4(), "slow")


def _try_out(things: Things) -> list[object]:
    return [things.try_out.public_id]


def _a_fair_try(things: Things) -> list[object]:
    return [things.goal.public_id, things.strategy.public_id, "school"]


def _planned(things: Things) -> list[object]:
    return [things.planned.public_id]


def _session(things: Things) -> list[object]:
    return [things.session.public_id]


def _signed(things: Things) -> list[object]:
    return [things.signed.public_id]


def _home_draft(things: Things) -> list[object]:
    return [Report.objects.get(child=things.child, kind="home", signed_at=None).public_id]


def _home_pick() -> dict[str, object]:
    draft = Report.objects.get(child__name="Mia", kind="home", signed_at=None)
    return {"home0": [draft.facts["home"]["homes"][0]["ideas"][0]["key"]]}


def _home_choice() -> dict[str, object]:
    given = Report.objects.signed().get(child__name="Mia", kind="home")
    return {"programme": given.public_id}


def _measure_data() -> dict[str, object]:
    typed = {"name": TYPED, "licence_holder": TYPED, "words": TYPED, "total1": TYPED, "value1": "34"}
    return {**typed, "day": "2026-01-05"}


def _report(things: Things) -> list[object]:
    return [things.report.public_id]


def _signed_report(things: Things) -> list[object]:
    return [things.signed_report.public_id]


def _a_report_link() -> dict[str, object]:
    return {"name": TYPED, "days": "30"}


def files_of(child: Child) -> None:
    """A file of everything for each of a child's family and therapists; what is in it is looked at elsewhere."""
    now = timezone.now()
    adults = child.members.filter(role__in=(Role.THERAPIST, Role.FAMILY), user__isnull=False).select_related("user")
    for member in adults:
        access = get_access_for(member.user, child.public_id)
        Takeout.objects.create(
            member=member, size="a4", file=b"PK", grants=grants_of(access), ready_at=now, offered_at=now,
            expires_at=now + dt.timedelta(days=1),
        )  # fmt: skip


def _amendment() -> dict[str, object]:
    return {"words": TYPED, "reason": TYPED}


def _days() -> dict[str, object]:
    return {"kind": "school", "first": "2026-01-05", "last": "2026-02-05", "form_name": TYPED}


def _note() -> dict[str, object]:
    return {"act": "sign", "subjective": TYPED, "objective": TYPED, "own": TYPED, "family": TYPED, "child": TYPED}


def _minutes_data() -> dict[str, object]:
    return {"kind": "indirect", "minutes": "30", "day": "2026-01-05", "words": TYPED}


def _promise() -> dict[str, object]:
    return {"owed-minutes": "60", "owed-per": "week", "owed-first": "2026-01-05"}


def _plan() -> dict[str, object]:
    return {"minutes": "30", "energy": "0", "people": "1", "own_without": TYPED}


def _a_lock() -> dict[str, object]:
    return {"do": "lock", "place": "0", "card": "slow-boat-swing"}


def _stones() -> dict[str, object]:
    stones = {f"stone{step}": f"{words} {TYPED}" for step, words in enumerate(CIRCLE_TIME)}
    return {"title": f"I sing {TYPED}", "settings": ["home"], "start_step": "1", **stones}


def moment_data(**changed: object) -> dict[str, object]:
    """What the form of a moment about a goal sends."""
    return {"id": str(uuid.uuid4()), "setting": "home", "step": "2", "words": TYPED, **changed}


def _how_it_feels() -> dict[str, object]:
    four = ("touch", "sound", "sight", "movement")
    count = {
        f"{sense}-{name}_FORMS": "1" if name == "TOTAL" else "0" for sense in four for name in ("TOTAL", "INITIAL")
    }
    return {**count, "touch-0-how": "seeks", "touch-0-words": TYPED}


def a_jpeg() -> bytes:
    """A small photo."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "tan").save(made, "JPEG")
    return made.getvalue()


class SentAgain(SimpleUploadedFile):
    """A file that each person of a row sends from its beginning."""

    def read(self, *args: int) -> bytes:
        """All of it."""
        self.seek(0)
        return bytes(self.file.read(*args))


def _a_photo() -> dict[str, object]:
    return {"photo": SentAgain("basket.jpg", a_jpeg(), "image/jpeg"), "photo_words": TYPED}


def _a_link() -> dict[str, object]:
    cushion = Strategy.objects.filter(child__name="Mia", card="wobble-cushion").get()
    return {"name": TYPED, "days": "7", "strategies": [cushion.public_id]}


def _a_reminder() -> dict[str, object]:
    return {"days": ["1"], "at": "16:00", "by_email": "on", "quiet_from": "20:00", "quiet_until": "07:00"}


def _an_idea() -> dict[str, object]:
    cushion = Strategy.objects.filter(child__name="Mia", card="wobble-cushion").get()
    return {"strategy": cushion.public_id, "day": cushion.child.today().isoformat(), "answer": "did"}


def _a_level() -> dict[str, object]:
    return {"went": "as_hoped", "day": "2026-01-05", "words": TYPED}


def _a_message() -> dict[str, object]:
    return {"id": str(uuid.uuid4()), "to": ["all"], "words": TYPED}


def _ticks() -> dict[str, object]:
    today = timezone.localdate()
    return {"week": today.isoformat(), f"c0-{today.isoformat()}": "2"}


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
    Row("toolkit_paper", EVERYBODY),
    Row("share_toolkit", "TF", "TF", data=lambda: _a_link(), deed=("gave", "toolkit link")),
    Row("unshare_toolkit", "", "TF", lambda t: [t.toolkit_link.pk], deed=("took_back", "toolkit link")),
    Row("strategy_photo", EVERYBODY, args=_strategy),
    Row("change_photo", "TF", "TF", _strategy, lambda: _a_photo(), ("added", "photo")),
    Row("remove_photo", "", "TF", _strategy, deed=("removed", "photo")),
    Row("say_idea", "", "F", data=lambda: _an_idea(), deed=("changed", "idea")),
    Row("reminders", "TFEO", "TFEO", data=lambda: _a_reminder(), deed=("changed", "reminder")),
    Row("say_week", "", "F", data=lambda: {"amount": "0"}, deed=("changed", "week")),
    Row("messages", EVERYBODY, EVERYBODY, data=lambda: _a_message(), deed=("added", "message")),
    Row("who_sees", "C"),
    Row("switch_timeline", "", "C", lambda t: [t.member.pk], deed=("took_back", "consent")),
    Row("tick_sheet", EVERYBODY, EVERYBODY, data=lambda: _ticks(), deed=("added", "moment")),
    Row("tick_sheet_paper", EVERYBODY),
    Row("fridays", "TF"),
    Row("thank_for_friday", "", "T", lambda t: [t.friday.pk], lambda: {"thanks": TYPED}, ("changed", "friday")),
    Row("paths", EVERYBODY),
    Row("choose_goal", "TF"),
    Row("new_goal", "TF", "TF", lambda t: ["zip-jacket"], _stones, ("added", "goal")),
    Row("path", EVERYBODY, args=_goal),
    Row("voice", EVERYBODY, EVERYBODY, _goal, lambda: {"step": "2", "importance": "3"}, ("added", "voice")),
    Row("my_voice", "C", "C", _goal, lambda: {"step": "2"}, ("added", "voice")),
    Row("change_goal", "TF", "TF", _goal, _stones, ("changed", "goal")),
    Row("scale", "T", "T", _goal, lambda: {"opinion": "suggests", "words": TYPED}, ("added", "scale review")),
    Row("attainment", "T"),
    Row("record_level", "", "T", _goal, lambda: _a_level(), ("added", "level")),
    Row("goal_state", "", "TF", _goal, lambda: {"state": "paused"}, ("changed", "goal")),
    Row("split_stone", "TF", "TF", lambda t: [t.goal.public_id, 3], lambda: {"words": TYPED}, ("changed", "stone")),
    Row("tick_pebble", "", EVERYBODY, lambda t: [t.goal.public_id, t.pebble.pk], deed=("changed", "pebble")),
    Row("tell", EVERYBODY),
    Row("tell_goal", EVERYBODY, EVERYBODY, _goal, moment_data, ("added", "moment")),
    Row("timeline", EVERYBODY),
    Row("river", EVERYBODY),
    Row("book", EVERYBODY),
    Row("book_paper", EVERYBODY),
    Row("your_data", "TF", "TF", data=lambda: {"size": "a4"}, deed=("added", "file of everything")),
    Row("your_data_file", "TF"),
    Row("delete_record", "TF", "TF", data=lambda: {"words": TYPED}, deed=("added", "deletion")),
    Row("tell_victory", EVERYBODY, EVERYBODY, data=lambda: moment_data(pick="kind"), deed=("added", "moment")),
    Row("progress", EVERYBODY),
    Row("take_out", "TF"),
    Row("bring_in", "TF", "TF", data=_a_file, deed=("added", "moments from a file")),
    Row("cheer", "", "TFE", lambda t: [t.victory.pk], deed=("changed", "cheer")),
    Row("moment", "TFE", "F", lambda t: [t.moment.pk], moment_data, ("changed", "moment")),
    Row("remove_moment", "", "F", lambda t: [t.moment.pk], deed=("removed", "moment")),
    Row("ideas", EVERYBODY, args=_goal),
    Row("lens", EVERYBODY),
    Row("about_me", EVERYBODY),
    Row("say", EVERYBODY, EVERYBODY, lambda t: ["joy"], lambda: {"words": TYPED, "setting": ""}, ("added", "trait")),
    Row("hello", EVERYBODY),
    Row("hello_step", EVERYBODY, EVERYBODY, lambda t: ["feel"], _how_it_feels, ("added", "trait")),
    Row("end_trait", "", "TF", _trait, deed=("removed", "trait")),
    Row("keep_back", "", "TF", _trait, deed=("changed", "trait")),
    Row("passport", EVERYBODY),
    Row("passport_paper", EVERYBODY),
    Row("agree", "", EVERYBODY, deed=("changed", "passport")),
    Row("share_passport", "", "TF", data=lambda: {"name": TYPED, "days": "30"}, deed=("gave", "passport link")),
    Row("unshare_passport", "", "TF", lambda t: [t.passport_link.pk], deed=("took_back", "passport link")),
    Row("right_now", EVERYBODY),
    Row("what_helps", EVERYBODY),
    Row("what_helps_paper", EVERYBODY, args=_goal),
    Row("new_try_out", "TF", "TF", _a_fair_try, lambda: {"length": "14"}, ("added", "try-out")),
    Row("try_out", EVERYBODY, args=_try_out),
    Row("skip_day", "", EVERYBODY, _try_out, deed=("changed", "try-out")),
    Row("stop_try_out", "", "TF", _try_out, lambda: {"because": TYPED}, ("changed", "try-out")),
    Row("sessions", "TFC"),
    Row("plan_session", "T", "T", data=_plan, deed=("added", "session")),
    Row("session", "T", args=_planned),
    Row("change_plan", "", "T", _planned, _a_lock, ("changed", "session")),
    Row("drop_session", "", "T", _planned, deed=("removed", "session")),
    Row("run_session", "T", args=_session),
    Row("note", "T", "T", _session, _note, ("added", "signed_note")),
    Row("note", "TFC", args=_signed),
    Row("note_paper", "T", args=_signed),
    Row("amend_note", "", "T", _signed, lambda: {"words": TYPED, "reason": TYPED}, ("added", "amendment")),
    Row("door_card", "T", "T", _session, lambda: {"first": TYPED, "act": "send"}, ("gave", "door_card")),
    Row("door_card", "TF", args=_signed),
    Row("door_paper", "TF", args=_signed),
    Row("take_back_door_card", "", "T", _signed, deed=("took_back", "door_card")),
    Row("minutes", "TF", "T", data=_minutes_data, deed=("added", "time")),
    Row("promise_minutes", "", "T", data=_promise, deed=("added", "promise")),
    Row("minutes_file", "T"),
    Row("remove_minutes", "", "T", lambda t: [t.minutes.pk], deed=("removed", "time")),
    Row("reports", "TF"),
    Row("new_report", "T", "T", data=_days, deed=("added", "report")),
    Row("report", "T", "T", _report, lambda: {"act": "sign", "own-need": TYPED}, ("added", "signed_report")),
    Row("report", "TF", args=_signed_report),
    Row("report_paper", "TF", args=_signed_report),
    Row("share_report", "TF", "TF", _signed_report, lambda: _a_report_link(), ("gave", "report link")),
    Row("report_moments", "T", args=lambda t: [t.report.public_id, "g1-all"]),
    Row("report_moments", "TF", args=lambda t: [t.signed_report.public_id, "g1-all"]),
    Row("amend_report", "", "T", _signed_report, _amendment, ("added", "report_amendment")),
    Row("home_programme", "TF"),
    Row("home_programme_paper", "TF"),
    Row("choose_home_idea", "", "F", lambda t: [0, 0], lambda: _home_choice(), ("changed", "home_programme")),
    Row("pick_home_ideas", "T", "T", _home_draft, lambda: _home_pick(), ("changed", "report")),
    Row("measures", "T", "T", data=_measure_data, deed=("added", "measure")),
    Row(
        "remove_measure", "", "T", lambda t: [t.child.measures.order_by("pk")[0].public_id], deed=("removed", "measure")
    ),
    Row("usual_visit", "T", "T", data=lambda: {"minutes": "45", "on_Tue": "9-12"}, deed=("added", "usual visit")),
    Row("school_place", "T", "T", data=_school_place, deed=("added", "place at school")),
    Row("leave_school", "", "T", data=_placed, deed=("removed", "place at school")),
    Row("my_space", "C"),
    Row("take_break", "", "C", data=lambda: {"id": str(uuid.uuid4())}, deed=("added", "moment")),
    Row("my_more", "C"),
    Row("my_out", "C", "C", data=lambda: {"out": "1"}, deed=("left", "my space")),
    Row("my_break", "C", "C", data=lambda: {"wish": "quiet"}, deed=("added", "moment")),
    Row("my_feeling", "C", "C", data=lambda: {"id": str(uuid.uuid4()), "energy": "slow"}, deed=("added", "check-in")),
    Row("my_feeling_where", "C", "C", _check_in, lambda: {"where": "tummy"}, ("changed", "check-in")),
    Row("my_feeling_picture", "C", "C", _check_in, lambda: {"feeling": "calm"}, ("changed", "check-in")),
    Row("my_first_then", "C"),
    Row("my_day", "C", "C", data=lambda: {"item": _bath(), "done": "1"}, deed=("changed", "my day")),
    Row("my_choices", "C"),
    Row("my_board", "C", "C", lambda t: [_board(t).pk], lambda: {"item": _apple()}, ("added", "choice")),
    Row(
        "my_away",
        "C",
        "C",
        data=lambda: {"kind": "item", "ref": _apple(), "away": "1"},
        deed=("changed", "what I put away"),
    ),
    Row("own_photo", EVERYBODY, args=lambda t: [t.child.own_photos.get().pk]),
    Row("light_stone", "", "C", lambda t: [t.goal.public_id, 2], deed=("changed", "stone")),
    Row("my_setup", "TF", "TF", data=_my_setup, deed=("changed", "my space")),
    Row("my_device", "", "TF", data=lambda: {"home": ""}, deed=("changed", "my space")),
    Row("new_board", "TF", "TF", data=lambda: {"name": TYPED}, deed=("added", "board")),
    Row("set_up_board", "TF", "TF", lambda t: [_board(t).pk], _a_picture, ("added", "board picture")),
    Row("end_board", "", "TF", lambda t: [_board(t).pk], deed=("removed", "board")),
    Row(
        "change_board_item",
        "",
        "TF",
        lambda t: [_board(t).pk, _board(t).items.all()[0].pk],
        lambda: {"do": "earlier"},
        ("changed", "my pictures"),
    ),
    Row("set_up_day", "TF", "TF", data=lambda: {**_a_picture(), "when": "week"}, deed=("added", "my day")),
    Row(
        "change_day_item",
        "",
        "TF",
        lambda t: [t.child.day_items.all()[0].pk],
        lambda: {"do": "off"},
        ("removed", "my pictures"),
    ),
    Row("my_cards", "C"),
    Row("my_card", "C", "C", lambda t: ["bell"], lambda: {"says": "hard"}, ("added", "picture card")),
    Row("my_joys", "C"),
    Row("my_stones", "C"),
    Row("my_path", "C", args=_goal),
)

# Pages about no child. Who may see them, and who may do something there, by name in the cast.
PERSON_PAGES = {
    "children": ({"robin", "kai", "ana", "lopez", "mia_herself", "joe", "sam", "nina"}, set()),
    "new_child": ({"robin", "kai", "sam"}, {"robin", "kai", "sam"}),
    "staff": ({"robin", "kai", "sam"}, {"robin"}),
    "class_links": ({"robin", "kai", "ana", "sam"}, set()),
    "questions": ({"robin", "kai", "sam"}, set()),
    "practice_cards": ({"robin", "kai", "sam"}, set()),
    "rooms": ({"robin", "kai", "sam"}, set()),
    "new_room": ({"robin", "kai", "sam"}, {"robin", "kai", "sam"}),
    "timetables": ({"robin", "kai", "sam"}, set()),
    "plan_day": ({"robin", "kai", "sam"}, set()),
    "plan_week": ({"robin", "kai", "sam"}, set()),
    "shared_things": ({"robin", "kai", "sam"}, {"robin", "kai", "sam"}),
    "new_school": ({"robin", "kai", "sam"}, {"robin", "kai", "sam"}),
    "new_group": ({"robin", "kai", "sam"}, set()),
    "unsigned": ({"robin", "kai", "sam"}, set()),
    "all_reports": ({"robin", "kai", "sam"}, {"robin", "kai", "sam"}),
    "report_year": ({"robin", "kai", "sam"}, {"robin", "kai", "sam"}),
    "kept_records": ({"robin"}, {"robin"}),
    "close_own_account": ({"robin", "kai", "ana", "lopez", "mia_herself", "joe", "sam", "nina"}, set()),
}
PERSON_DATA = {"new_child": _child(), "staff": {"name": TYPED, "email": "new@example.org"}}
PERSON_DATA["new_room"] = {"name": TYPED, "spaces": ["mat"]}
PERSON_DATA["shared_things"] = {"things": TYPED}
PERSON_DATA["new_school"] = {"name": TYPED, "start": "8:15", "end": "14:45", "set_up_minutes": "10"}
PERSON_DATA["kept_records"] = {"years": "10", "until_age": "25"}
PERSON_DEEDS = {"new_child": ("added", "child"), "staff": ("invited", "staff"), "new_room": ("added", "room")}
PERSON_DEEDS |= {"shared_things": ("changed", "shared things"), "new_school": ("added", "school")}
PERSON_DATA |= {"all_reports": _days(), "report_year": {"school_form": TYPED, "payer_form": TYPED}}
PERSON_DEEDS |= {"all_reports": ("added", "report_batch"), "report_year": ("changed", "report_year")}
PERSON_DEEDS["kept_records"] = ("changed", "keeping rule")

# A question from a reader and a card of a practice name no child; they are for staff, and there are tests by name.
OF_STAFF = {"answer"}
# What a script tells, and a page about several children: tests/apps/play.
OF_STAFF |= {"sync_session", "run_group"}
OF_STAFF |= {"room", "remove_room"}
# Days and weeks of a practice: tests/apps/play/test_timetable.py and test_timetable_pages.py.
OF_STAFF |= {"hours", "school", "remove_school", "new_class", "school_class", "remove_class"}
OF_STAFF |= {"timetable", "keep_timetable", "plan_again", "drop_timetable", "slot"}
OF_STAFF |= {"new_practice_card", "practice_card", "hide_practice_card", "remove_practice_card", "newer_practice_card"}

# All reports of one therapist: tests/apps/reports/test_batch.py.
OF_STAFF |= {"report_batch"}

# Looks at a text, and names no child: tests/apps/people/test_kind_words.py.
OF_STAFF |= {"kind_words"}

# A class link names children about whom one may say who sees what; there are tests by name.
OF_STAFF |= {"new_class_link", "class_link", "end_class_link", "take_out_of_class", "link_sheet", "link_sheet_paper"}

# What follows on a wish to delete a record; there are tests by name.
OF_STAFF |= {
    "remove_colleague",
    "keep_record",
    "answer_deletion",
    "carry_out_deletion",
    "decline_deletion",
    "kept_file",
}

# Open to everybody; each has a test by name.
PUBLIC = {"articles", "article", "shown_passport", "home", "look", "join", "favicon", "demo_sign_in", "demo_truth"}

# Behind a report link's token: tests/apps/reports/test_report_links.py.
PUBLIC |= {"shown_report"}

# Behind a toolkit link's token: tests/apps/understanding/test_sharing_the_toolkit.py.
PUBLIC |= {"shown_toolkit", "shown_photo"}

# A signed word leads to the button that ends a reminder, and a browser says where reminders go: there are tests in
# tests/apps/understanding/test_reminders.py.
PUBLIC |= {"stop_reminder", "push_place"}

# What a phone asks for; each has a test by name in test_offline.py.
PUBLIC |= {"manifest", "service_worker", "offline", "offline_pages", "waiting", "outbox", "outbox_token"}
PUBLIC |= {"go_tell", "go_right_now", "go_my_space"}

# Behind a class's token and PIN; each has a test by name.
PUBLIC |= {"class_page", "class_tell", "class_undo", "class_cards", "class_passport", "class_friday"}
PUBLIC |= {"class_sheet", "class_sheet_paper"}

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
