"""Every page takes few queries, and no more with years of moments than with a week of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for
from pebblepath.apps.goals.actions import split_stone
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.insights.answers import ENGINE, answer_for, newest_change
from pebblepath.apps.insights.models import Answer, TryOut
from pebblepath.apps.moments.models import Moment, Version, Victory
from pebblepath.apps.people import audit
from pebblepath.apps.people.actions import add_member, invite
from pebblepath.apps.people.models import Child, Deed, Household, Member, Role, Setting
from pebblepath.apps.understanding.models import Strategy

MOST = 15
OF_MY_SPACE = ("my_more", "my_out", "my_break", "my_first_then", "my_day", "my_choices", "my_away")
Queries = Callable[[Client, str], int]


def fill(cast: Cast, times: int) -> None:
    """Let a while pass in the practice; the more times, the more of everything there is."""
    children = Child.objects.bulk_create(
        Child(practice=cast.practice, name=f"Child {uuid.uuid4().hex[:4]}", source="A paper." if n % 3 == 2 else "")
        for n in range(3 * times)
    )
    for child in children:
        add_member(cast.robin, child, user=cast.robin, role=Role.THERAPIST, name="Robin")
    robin = cast.access(cast.robin)
    for n in range(times):
        goal = goal_for(robin, f"I try {n}")
        split_stone(robin, goal.stones.get(step=2), ["near", "nearer"])
        Strategy.objects.create(child=cast.mia, name=f"Song {n}", settings=["home", "school"])
        home = Household.objects.create(child=cast.mia, name=f"Home {n}")
        add_member(cast.robin, cast.mia, user=None, role=Role.OTHER, name=f"Aunt {n}", household=home)
        invite(cast.robin, cast.practice, child=cast.mia, role=Role.OTHER, name=f"Uncle {n}")
        for about in (goal, cast.circle_time):
            moments_of(cast, about, 30, [cast.cushion])
        # One answer is as good as another here.
        Answer.objects.create(goal=goal, engine=ENGINE, as_of=newest_change(goal), result=answer_of(cast).result)
        for child in children[:8]:
            moments_of(cast, goal_of(child, cast), 3, [])
        today = cast.mia.today()
        begin_try_out(robin, goal, cast.cushion, Setting.HOME, length=14, first=today)
        for _ in range(30):
            audit.record(cast.ana, Deed.OPENED, "page", child=cast.mia)


def answer_of(cast: Cast) -> Answer:
    return Answer.objects.filter(goal=cast.circle_time).first() or answer_for(cast.circle_time)


def goal_of(child: Child, cast: Cast) -> Goal:
    return child.goals.first() or goal_for(cast.access(cast.robin, child), "Theirs")


def moments_of(cast: Cast, goal: Goal, count: int, strategies: list[Strategy]) -> None:
    tellers = list(Member.objects.filter(child=goal.child))
    now = timezone.now()
    told = Moment.objects.bulk_create(
        Moment(
            child=goal.child,
            goal=goal,
            happened_at=now - dt.timedelta(hours=7 * n + 1),
            day=(now - dt.timedelta(hours=7 * n + 1)).date(),
            setting=("home", "school")[n // 2 % 2],
            told_by=tellers[n % len(tellers)],
            step=4 if n % 2 else n % 3,
            words="Sang.",
        )
        for n in range(count)
    )
    through = Moment.strategies.through
    through.objects.bulk_create(
        through(moment_id=m.pk, strategy_id=s.pk) for n, m in enumerate(told) for s in strategies if n % 2
    )
    won = Victory.objects.bulk_create(Victory(moment=m, kind="told") for m in told)
    cheers = Victory.cheers.through
    cheers.objects.bulk_create(cheers(victory_id=v.pk, member_id=tellers[0].pk) for v in won)
    Version.objects.bulk_create(Version(moment=told[0], by=cast.ana, before={}) for _ in range(count))


def pages(cast: Cast) -> dict[str, tuple[str, str]]:
    """What is opened: by whom, and the address."""
    mia, goal = cast.mia.public_id, cast.circle_time.public_id
    mine = Moment.objects.filter(told_by__user=cast.ana).first()
    about = ("child", "timeline", "paths", "tell", "right_now", "what_helps", "toolkit", "circle", "messages")
    opened = {
        f"{name} as {who}": (who, reverse(name, args=[mia])) for name in about for who in ("robin", "ana", "lopez")
    }
    opened |= {f"home as {who}": (who, "/") for who in ("robin", "ana", "lopez", "mia_herself", "nina")}
    opened |= {
        f"{name} of a goal": ("ana", reverse(name, args=[mia, goal]))
        for name in ("path", "tell_goal", "change_goal", "voice")
    }
    opened |= {
        f"{name} as the child": ("mia_herself", reverse(name, args=[mia]))
        for name in ("my_space", "my_stones", "my_feeling", "my_cards", "my_joys", *OF_MY_SPACE)
    }
    opened |= {"my voice": ("mia_herself", reverse("my_voice", args=[mia, goal]))}
    opened |= {
        "a try-out": ("ana", reverse("try_out", args=[mia, TryOut.objects.order_by("pk")[0].public_id])),
        "children": ("robin", "/children/"),
        "class links": ("robin", "/class-links/"),
        "a new class link": ("robin", "/class-links/new/"),
        "tick sheet": ("ana", reverse("tick_sheet", args=[mia])),
        "fridays": ("robin", reverse("fridays", args=[mia])),
        "record": ("robin", reverse("record", args=[mia])),
        "cards": ("robin", reverse("cards", args=[mia])),
        "bring in": ("robin", reverse("bring_in", args=[mia])),
        "split": ("robin", reverse("split_stone", args=[mia, goal, 2])),
        "moment": ("ana", reverse("moment", args=[mia, mine.pk])),
        "old moments": ("robin", reverse("timeline", args=[mia]) + f"?goal={goal}&setting=home"),
        "member": ("robin", reverse("member", args=[mia, Member.objects.filter(child=cast.mia).first().pk])),
        "what helps with a goal": ("robin", reverse("what_helps", args=[mia]) + f"?goal={goal}"),
    }
    return opened


def counts(client: Client, cast: Cast, queries: Queries) -> dict[str, int]:
    taken = {}
    for name, (who, url) in pages(cast).items():
        client.force_login(getattr(cast, who))
        assert client.get(url).status_code in {200, 302}, name  # the first time may compute an answer
        taken[name] = queries(client, url)
    return taken


def test_every_page_takes_few_queries_and_no_more_with_more_data(client: Client, cast: Cast, queries: Queries):
    fill(cast, 1)
    before = counts(client, cast, queries)
    fill(cast, 9)
    after = counts(client, cast, queries)
    assert Child.objects.count() > 30 and Moment.objects.filter(child=cast.mia).count() > 550
    grown = {name: (before[name], count) for name, count in after.items() if count > before[name]}
    assert grown == {}
    assert {name: count for name, count in after.items() if count > MOST} == {}


def test_keeping_a_moment_takes_few_statements_however_many_there_are(client: Client, cast: Cast):
    url = reverse("tell_goal", args=[cast.mia.public_id, cast.circle_time.public_id])
    taken = []
    client.force_login(cast.ana)
    for times in (1, 5):
        fill(cast, times)
        sent = {"id": str(uuid.uuid4()), "setting": "home", "step": "3", "strategies": [cast.cushion.public_id]}
        with CaptureQueriesContext(connection) as seen:
            assert client.post(url, sent).status_code == 302
        taken.append(len(seen))
    assert taken[1] <= taken[0] <= 20
