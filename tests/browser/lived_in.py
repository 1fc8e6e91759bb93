"""The cast some weeks later: something of everything that a page can show."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from functools import partial

from allauth.account.models import EmailAddress
from django.utils import timezone

from cast import Cast, goal_for, two_homes
from pebblepath.apps.goals.actions import set_state, split_stone
from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.goals.voices import say_voice
from pebblepath.apps.insights.actions import begin_try_out, stop_try_out
from pebblepath.apps.insights.models import TryOut
from pebblepath.apps.learn.actions import ask
from pebblepath.apps.learn.models import Question
from pebblepath.apps.moments.actions import Draft, change_moment, cheer, record_moment, remove_moment, tell_victory
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.myspace.actions import check_in, lay_down, put_away
from pebblepath.apps.myspace.models import Away, Board, BoardItem, DayItem
from pebblepath.apps.myspace.setting_up import add_to_board, add_to_day, make_board
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import accept, give_consent, invite, open_record, take_back_consent
from pebblepath.apps.people.models import Child, Invitation, Member, Role, Scope, Setting, User
from pebblepath.apps.play.door_cards import keep_card
from pebblepath.apps.play.minutes import promise
from pebblepath.apps.play.models import Group, Owed, Room, Session
from pebblepath.apps.play.plan_actions import make_session
from pebblepath.apps.play.planning import Wish
from pebblepath.apps.play.timetable.apart import plan_here
from pebblepath.apps.play.timetable.models import School, SchoolClass, SchoolPlace
from pebblepath.apps.play.timetable.planning import ask_for_day, ask_for_week, keep, run_plan
from pebblepath.apps.reports.batch import begin_batch, draft_batch
from pebblepath.apps.reports.models import Measure
from pebblepath.apps.reports.report_actions import Written, amend_report, begin_report, keep_report, sign_report
from pebblepath.apps.understanding.actions import give_card, give_own, keep_back, make_passport_link, say
from pebblepath.apps.understanding.models import CardKind, Kind, PassportLink, PracticeCard, Routine, Strategy, Trait
from pebblepath.apps.understanding.practice_card_actions import reword_card
from pebblepath.apps.understanding.practice_cards import content_of
from pebblepath.library import load_library
from played import catch, play, sign
from sessions import planned_session

WEEKS = 4
OLD_CARD = {"name": "A card of old", "how": "The child must wait.", "settings": ["home"]}


@dataclass(frozen=True)
class LivedIn:
    """What came to be, beyond the cast itself."""

    cast: Cast
    resting: Goal
    mums: Moment
    teachers: Moment
    taken_back: Moment
    asked: Moment
    joe: Member
    running: TryOut
    stopped: TryOut
    waiting: Invitation
    used: Invitation
    study: Child
    passport_link: PassportLink
    question: Question
    session: Session
    signed: Session


def live_in(cast: Cast) -> LivedIn:
    """Let four weeks pass."""
    robin, ana, lopez = cast.access(cast.robin), cast.access(cast.ana), cast.access(cast.lopez)
    give_card(robin, load_library().strategies["ear-defenders"])
    song = give_own(robin, Strategy(name="A song for the jacket", how="We sing it together, once.", settings=["home"]))
    split_stone(robin, cast.zip_jacket.stones.get(step=2), ["I hold the zip.", "I pull it up."])
    resting = goal_for(robin, "I brush my teeth", "brush-teeth")
    set_state(robin, resting, State.PAUSED)
    for day in range(WEEKS * 7, 0, -2):
        _told(lopez, cast.circle_time, day, Setting.SCHOOL, 3 if day % 4 else 1, [cast.cushion] if day % 4 else [])
        _told(ana, cast.circle_time, day, Setting.HOME, 2 if day % 4 else 1, [] if day % 4 else [cast.cushion])
    teachers = _told(lopez, cast.circle_time, 1, Setting.SCHOOL, 4, [cast.cushion], "She sang along, twice.")
    mums = _told(ana, cast.zip_jacket, 1, Setting.HOME, 2, [], "Almost by herself. We laughed a lot.")
    change_moment(ana, mums, _draft(cast.zip_jacket, 1, Setting.HOME, 3, [], "By herself! We laughed a lot."))
    taken_back = _told(ana, None, 2, Setting.COMMUNITY, None, [])
    remove_moment(ana, taken_back)
    asked = _told(cast.access(cast.mia_herself), None, 3, Setting.SCHOOL, None, [])
    cheer(ana, Victory.objects.order_by("-moment__happened_at").first() or Victory())
    _about_mia(robin, ana, lopez)
    _voices(cast)
    _own_space(ana, cast.access(cast.mia_herself))
    _cards_of_the_practice(cast)
    running, stopped = _tries(robin, cast.circle_time, cast.cushion), _tries(robin, cast.zip_jacket, song)
    stop_try_out(robin, stopped, "She sings it anyway.")
    two_homes(cast, cast.robin)
    # Without a confirmed e-mail nobody gets to set up a second factor.
    EmailAddress.objects.create(user=cast.robin, email=cast.robin.email, verified=True, primary=True)
    waiting, used = _invitations(cast)
    joe, study = _only_the_zip(cast), _study(cast.robin)
    _plans_to_play(cast)
    _days_and_weeks(cast)
    _home_ideas(robin)
    _reports(robin)
    return LivedIn(
        cast,
        resting,
        mums,
        teachers,
        taken_back,
        asked,
        joe,
        running,
        stopped,
        waiting,
        used,
        study,
        PassportLink.objects.get(),
        _question(),
        *_sessions(robin, cast.circle_time),
    )


def _own_space(ana: Access, mia: Access) -> None:
    """Mia's board and day, how she felt, and one thing that she put away."""
    board = make_board(ana, Board(name="My snack"))
    pictures = (BoardItem(symbol=name, words=name.title()) for name in ("apple", "bread", "carrot", "cake", "cup"))
    apple, *_ = [add_to_board(ana, board, picture) for picture in pictures]
    bath, _ = [add_to_day(ana, DayItem(symbol=name, words=name.title())) for name in ("bath", "bed")]
    lay_down(mia, bath, mia.child.today(), done=True)
    put_away(mia, Away.ITEM, str(apple.pk), away=True)
    check_in(mia, uuid.uuid4(), "slow")


def _sessions(robin: Access, goal: Goal) -> tuple[Session, Session]:
    """One whose note waits to be signed, and an older one that is signed, with a card that was sent."""
    promise(robin, Owed(minutes=60, per="week", first=robin.child.today() - dt.timedelta(days=40)))
    signed, session = play(robin, goal, days_ago=6), play(robin, goal)
    catch(robin, session, goal, step=3, proud=True, words="“Again!”")
    keep_card(robin, signed, ["We played The slow boat."], "Sing in the bath.", send=True)
    sign(robin, signed)
    return session, signed


def _home_ideas(robin: Access) -> None:
    """Ideas for home that were given, a draft of newer ones, and totals that were typed in."""
    today = robin.child.today()
    Routine.objects.get_or_create(child=robin.child, time="afternoon", defaults={"words": "A snack, then trains."})
    sign_report(robin, begin_report(robin, "home", today, today, asked={}))
    begin_report(robin, "home", today, today, asked={})
    totals = [{"name": "Fine motor", "value": "34"}, {"name": "Balance", "value": "12.5"}]
    Measure.objects.create(
        child=robin.child, name="A measure", day=today, licence_holder="Willow Street", by=robin.member, totals=totals
    )


def _reports(robin: Access) -> None:
    """A draft of a month, one for a payer that is signed and amended, and one for each child of the therapist."""
    today = robin.child.today()
    first, asked = today - dt.timedelta(days=30), {"t_score": True}
    begin_report(robin, "school", first, today, form_name="IEP progress report", asked=asked)
    payer = begin_report(robin, "payer", first, today, form_name="Progress report", asked=asked)
    words = {"need": "Two more months, once a week.", "skill": "To fit the steps to her day."}
    signed = sign_report(robin, keep_report(robin, payer, Written(words=words)))
    amend_report(robin, signed, reason="The date was missing.", words="Seen again on Monday.")
    batch = begin_batch(
        robin.user, robin.child.practice, "school", first, today - dt.timedelta(days=1), form_name="IEP", asked={}
    )
    draft_batch.call(batch.pk)


def _plans_to_play(cast: Cast) -> None:
    """Plans of Mia's that nobody has begun, one of them by the planner, and one that she and Leo share; a room."""
    group = Group.objects.create(practice=cast.practice, name="Mia, Leo", led_by=cast.robin)
    robin = cast.access(cast.robin)
    Room.objects.create(practice=cast.practice, name="The den", spaces=["mat"], things=["swing"], quiet=True)
    goals = {cast.circle_time.public_id: 3, cast.zip_jacket.public_id: 2}
    made = make_session(robin, Wish(minutes=30, goals=goals))
    Session.objects.filter(pk=made.pk).update(made_at=timezone.now() - dt.timedelta(hours=3))
    planned_session(robin, [cast.circle_time, cast.zip_jacket])
    planned_session(robin, [cast.circle_time], group=group)
    planned_session(cast.access(cast.robin, cast.leo), [], group=group)


def _days_and_weeks(cast: Cast) -> None:
    """A day and a school week that are kept, and a day that is still to be planned."""
    oak = School.objects.create(practice=cast.practice, name="Oak School")
    lunch = {"days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "start": 660, "end": 720, "what": "lunch"}
    room = SchoolClass.objects.create(school=oak, name="Room 1", not_during=[lunch])
    for child in (cast.mia, cast.leo):
        SchoolPlace.objects.create(child=child, school_class=room, goal="attention", service="either")
    today = cast.mia.today()
    day = monday = today + dt.timedelta(days=7 - today.weekday())
    children = [cast.mia, cast.leo]
    ask_for_day(cast.robin, cast.practice, day + dt.timedelta(days=1), [cast.robin], children)
    for asked in (
        ask_for_week(cast.robin, cast.practice, monday, [cast.robin], children),
        ask_for_day(cast.robin, cast.practice, day, [cast.robin, cast.kai], children),
    ):
        run_plan(asked.pk, plan=partial(plan_here, workers=1))
        asked.refresh_from_db()
        keep(cast.robin, asked)


def _about_mia(robin: Access, ana: Access, lopez: Access) -> None:
    """What people said of Mia, the same sense told differently at home and at school."""
    say(ana, Trait(kind=Kind.STRENGTH, words="I remember every train line."))
    say(ana, Trait(kind=Kind.SENSE, sense="sound", how="too_much", words="Hand dryers: I leave the room."))
    say(lopez, Trait(kind=Kind.SENSE, sense="sound", how="notices", setting="school", words="The bell."))
    keep_back(robin, say(robin, Trait(kind=Kind.SIGN, words="I pull my hood up.")))
    make_passport_link(robin, "The new teacher", 30)


def _voices(cast: Cast) -> None:
    """What four people see on one path, a victory told freely, and a stone that Mia lit herself."""
    for user, step, importance in ((cast.mia_herself, 3, 3), (cast.ana, 2, 3), (cast.lopez, 4, 2), (cast.kai, 2, None)):
        say_voice(cast.access(user), cast.circle_time, step=step, importance=importance)
    told = replace(_draft(None, 5, Setting.COMMUNITY, None, [], "Tried it once more."), ease=None)
    tell_victory(cast.access(cast.lopez), told)
    cast.circle_time.stones.filter(step=3).update(lit_by_child_on=cast.mia.today())


def _cards_of_the_practice(cast: Cast) -> None:
    """A card of its own that waits to be mended, and words of its own from before the library's newest."""
    words = content_of(load_library().strategies["ear-defenders"]) | {"name": "Quiet ears"}
    reword_card(cast.robin, cast.practice, CardKind.STRATEGY, "ear-defenders", words, read=0)
    PracticeCard.objects.update(library_version=0)
    PracticeCard.objects.create(practice=cast.practice, kind=CardKind.STRATEGY, card_id="ours-old", content=OLD_CARD)


def _question() -> Question:
    """Somebody who read an article would like to know more."""
    article = next(iter(load_library().articles))
    return ask(Question(article=article, name="Pat", email="pat@example.org", text="Does she have to talk in OT?"))


def _tries(by: Access, goal: Goal, strategy: Strategy) -> TryOut:
    """A fair try at home that began six days ago."""
    first = by.child.today() - dt.timedelta(days=6)
    return begin_try_out(by, goal, strategy, Setting.HOME, length=14, first=first, tells=0.6)


def _draft(
    goal: Goal | None, days_ago: int, setting: Setting, step: int | None, used: list[Strategy], words: str = ""
) -> Draft:
    return Draft(
        id=uuid.uuid4(),
        happened_at=timezone.now() - dt.timedelta(days=days_ago),
        time_zone="UTC",
        setting=setting,
        goal=goal,
        step=step,
        ease=None if goal else 1,
        felt_good=2,
        proud=bool(words) or None,
        help=0 if words else None,
        asked_break=goal is None and setting == Setting.SCHOOL,
        words=words,
        strategies=used,
    )


def _told(
    by: Access,
    goal: Goal | None,
    days_ago: int,
    setting: Setting,
    step: int | None,
    used: list[Strategy],
    words: str = "",
) -> Moment:
    return record_moment(by, _draft(goal, days_ago, setting, step, used, words))[0]


def _only_the_zip(cast: Cast) -> Member:
    """Grandpa Joe may see one goal, and once he might have told of all."""
    joe = Member.objects.get(user=cast.joe, child=cast.mia)
    for consent in joe.consents.filter(revoked_at=None):
        take_back_consent(cast.robin, consent)
    for scope in (Scope.SEE, Scope.TELL):
        until = timezone.now() + dt.timedelta(days=40)
        give_consent(cast.robin, joe, scope, goal_id=cast.zip_jacket.public_id, until=until)
    return joe


def _invitations(cast: Cast) -> tuple[Invitation, Invitation]:
    """One for an aunt, still open, and one that was used."""
    practice = cast.practice
    waiting = invite(cast.robin, practice, child=cast.mia, role=Role.OTHER, name="Aunt Rosa")
    used = invite(cast.robin, practice, child=cast.leo, role=Role.OTHER, name="Grandpa Joe")
    accept(cast.joe, used.token)
    return waiting, used


def _study(robin: User) -> Child:
    """A child known only from a paper, with an answer."""
    child = Child(name="Pupil 3", picture="owl", source="Leidig and others (2022), Journal of Something, 31, 1–20.")
    access = open_record(robin, robin.practices.get(), child)
    goal = goal_for(access, "Engaged in class", "")
    strategy = give_own(access, Strategy(name="Good Behavior Game", settings=["school"]))
    for day in range(30, 0, -1):
        _told(access, goal, day, Setting.SCHOOL, 3 if day < 15 else 1 + day % 2, [strategy] if day < 15 else [])
    return child
