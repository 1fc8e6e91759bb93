"""Everything about a child that one reader may read, as the tables and papers of an archive.

What other apps know of a child and this one may not import is added by them: see ``more_tables``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, Voice
from pebblepath.apps.insights.models import TryOut
from pebblepath.apps.moments import friday
from pebblepath.apps.moments.exchange import names_of_strategies, rows_of
from pebblepath.apps.moments.models import Moment, Version, Victory
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.messages import readable_by
from pebblepath.apps.people.models import Consent, Household, Member, Role, Scope
from pebblepath.apps.reports.book import book_of
from pebblepath.apps.reports.book_views import book_data
from pebblepath.apps.reports.papers import make_pdf
from pebblepath.apps.reports.table_rows import Column, at, home, on, table
from pebblepath.apps.reports.your_data_home import tables_of_home
from pebblepath.apps.reports.your_data_play import tables_of_play
from pebblepath.apps.reports.your_data_reports import tables_of_reports
from pebblepath.apps.reports.your_data_scales import tables_of_scales
from pebblepath.apps.understanding.models import AtHand, Intake, Load, Passport, Photo, Routine, Tried
from pebblepath.core.exchange.archive import Attachment, Table

Tables = Callable[[Access], Iterable[Table]]
Photos = Callable[[Access], Iterable[Attachment]]

# Filled when the apps start; each is told in docs/your-data.md.
more_tables: list[Tables] = []
more_photos: list[Photos] = []


def about(access: Access) -> dict[str, str]:
    """What stands over an archive."""
    made = str(at(timezone.now()))
    return {"child": access.child.name, "for": access.member.name, "practice": access.child.practice.name, "made": made}


def tables_of(access: Access) -> list[Table]:
    """All tables, in the order of the loop; each holds what this person may read, and nothing else."""
    goals = list(Goal.objects.seen_by(access).prefetch_related("stones__pebbles"))
    tables = [
        _child(access),
        *_people(access),
        *_paths(access, goals),
        *_moments(access),
        *_understanding(access),
        _try_outs(access),
        *tables_of_play(access),
        *tables_of_home(access),
        *tables_of_reports(access),
        _messages(access),
    ]
    tables += [one for tables_of_app in more_tables for one in tables_of_app(access)]
    return [*tables, *_record(access)]


def tables_of_record(access: Access) -> list[Table]:
    """What a practice has to keep of a child, as tables: who she is, her circle, her paths, play, and who looked."""
    goals = list(Goal.objects.seen_by(access).prefetch_related("stones__pebbles"))
    return [
        _child(access),
        *_people(access),
        *_paths(access, goals),
        *tables_of_play(access),
        *tables_of_reports(access),
        *_record(access),
    ]


def attachments_of(access: Access, size: str) -> list[Attachment]:
    """Papers and photos, and the moments of each path as the file that what-helps reads.

    Args:
        access: for whom.
        size: of the paper, one of ``SIZES``.
    """
    from pebblepath.apps.reports.views import passport_data, what_helps_data
    from pebblepath.core.exchange.moments_csv import write_moments

    seen = Moment.objects.kept().seen_by(access)
    goals = list(Goal.objects.seen_by(access))
    told = book_of(access)
    files = [Attachment("papers/passport.pdf", "The passport", make_pdf("passport", passport_data(access, size)))]
    if told.won:
        book = make_pdf("book", book_data(access, told, size))
        files.append(Attachment("papers/victories.pdf", "The book of victories of the last twelve months", book))
    for goal in goals:
        paper = make_pdf("what_helps", what_helps_data(access, goal, size))
        rows = write_moments(rows_of(seen.filter(goal=goal))).encode()
        files.append(Attachment(f"papers/what-helps-{goal.public_id}.pdf", f"What helps with “{goal.title}”", paper))
        files.append(
            Attachment(
                f"what-helps/{goal.public_id}.csv",
                f"Moments about “{goal.title}”, as they can be brought in again",
                rows,
            )
        )
    photos = Photo.objects.filter(strategy__child=access.child).select_related("strategy")
    for photo in photos:
        path = f"photos/strategy-{photo.strategy.public_id}.jpg"
        files.append(Attachment(path, f"{photo.strategy.name}: {photo.words}", bytes(photo.jpeg)))
    return files + [one for photos_of in more_photos for one in photos_of(access)]


def _of_home(access: Access) -> Q:
    """What was told in a home, where that is one's own or was agreed."""
    if access.may(Scope.OTHER_HOME):
        return Q()
    return Q(household=None) | Q(household=access.member.household_id)


def _child(access: Access) -> Table:
    columns: list[Column] = [
        ("id", "opaque, as in addresses", lambda c: c.public_id),
        ("name", "first name", lambda c: c.name),
        ("pronouns", "she, he or they", lambda c: c.pronouns),
        ("born", "birthday", lambda c: on(c.born)),
        ("picture", "name of the picture", lambda c: c.picture),
        ("joys", "what brings joy", lambda c: c.joys),
        ("practice", "who keeps this record", lambda c: c.practice.name),
        ("time_zone", "where the practice is", lambda c: c.practice.time_zone),
        ("source", "the paper, for a child known only from a study", lambda c: c.source or None),
        (
            "agreed_on",
            "since when the child agrees with the passport",
            lambda c: on(agreed.agreed_on) if agreed else None,
        ),
    ]
    agreed = Passport.objects.filter(child=access.child).first()
    return table("child", "The child", columns, [access.child])


def _people(access: Access) -> list[Table]:
    members = list(Member.objects.present().filter(child=access.child).select_related("household").order_by("pk"))
    circle: list[Column] = [
        ("name", "how the circle calls this person", lambda m: m.name),
        ("role", "therapist, family, teacher, child or other", lambda m: m.role),
        ("home", "which home", home),
        ("setting", "where they are with the child", lambda m: m.setting),
        ("account", "whether they sign in", lambda m: m.user_id is not None),
        ("joined_at", "since when", lambda m: at(m.joined_at)),
    ]
    homes: list[Column] = [("name", "which home", lambda h: h.name)]
    consents = Consent.objects.filter(member__child=access.child).select_related("member", "given_by").order_by("pk")
    if not access.may(Scope.CIRCLE):
        consents = consents.filter(member=access.member)
    may: list[Column] = [
        ("who", "whose it is", lambda c: c.member.name),
        ("scope", "what it allows, in one word", lambda c: c.scope),
        ("allows", "what it allows", lambda c: c.get_scope_display()),
        ("goal_id", "the one path it is about; empty: all", lambda c: c.goal_id or None),
        ("given_by", "who gave it", lambda c: str(c.given_by) if c.given_by else None),
        ("given_at", "since when", lambda c: at(c.given_at)),
        ("until", "until when", lambda c: at(c.until)),
        ("taken_back_at", "when it was taken back", lambda c: at(c.revoked_at)),
    ]
    return [
        table("homes", "A home", homes, Household.objects.filter(child=access.child).order_by("pk")),
        table("circle", "A person of the circle", circle, members),
        table("consents", "One thing that one person may or might do", may, consents),
        _links(access),
    ]


def _links(access: Access) -> Table:
    """What was shared without an account, and who was invited; the links themselves aren't told, they open doors."""
    columns: list[Column] = [
        ("kind", "invitation, passport, toolkit or report", lambda pair: pair[0]),
        ("name", "for whom it was made", lambda pair: pair[1].name),
        ("made_at", "when", lambda pair: at(getattr(pair[1], "made_at", None) or pair[1].created_at)),
        ("expires_at", "until when it opens", lambda pair: at(pair[1].expires_at)),
        ("taken_back_at", "when it was taken back", lambda pair: at(_taken_back(pair[1]))),
    ]
    child = access.child
    links: list[tuple[str, Any]] = (
        [("invitation", one) for one in child.invitations.order_by("pk")] if access.may(Scope.CIRCLE) else []
    )
    if access.may(Scope.SHAPE):
        links += [("passport", one) for one in child.passport_links.order_by("pk")]
        links += [("toolkit", one) for one in child.toolkit_links.order_by("pk")]
        links += [("report", one) for one in child.report_links.order_by("pk")]
    return table("links", "A link that was made for somebody", columns, links)


def _taken_back(link: Any) -> dt.datetime | None:
    when: dt.datetime | None = link.withdrawn_at if hasattr(link, "withdrawn_at") else link.revoked_at
    return when


def _paths(access: Access, goals: Sequence[Goal]) -> list[Table]:
    goal: list[Column] = [
        ("id", "opaque, as in addresses", lambda g: g.public_id),
        ("title", "in the child’s or the family’s words", lambda g: g.title),
        ("card", "id of the card it came from", lambda g: g.occupation or None),
        ("settings", "where it matters", lambda g: list(g.settings)),
        ("child_importance", "to the child, 1 to 3", lambda g: g.child_importance),
        ("family_importance", "to the family, 1 to 3", lambda g: g.family_importance),
        ("stones", "how many there are", lambda g: g.levels),
        ("start_step", "the stone at the start, 0 the lowest", lambda g: g.start_step),
        ("state", "active, paused or closed", lambda g: g.state),
        ("made_at", "since when", lambda g: at(g.made_at)),
    ]
    if access.is_therapist:
        goal.append(("hoped_by", "the day by which it is hoped for", lambda g: on(g.hoped_by)))
    stone: list[Column] = [
        ("goal_id", "whose path", lambda s: s[0].public_id),
        ("step", "0 the lowest", lambda s: s[1].step),
        ("words", "what it is", lambda s: s[1].words),
        ("lit_on", "first day there", lambda s: on(s[1].lit_on)),
        ("lit_by_child_on", "the day the child lit it, in My space", lambda s: on(s[1].lit_by_child_on)),
    ]
    pebble: list[Column] = [
        ("goal_id", "whose path", lambda p: p[0].public_id),
        ("step", "on the way to which stone", lambda p: p[1].step),
        ("words", "what it is", lambda p: p[2].words),
        ("done_on", "the day it was done", lambda p: on(p[2].done_on)),
    ]
    voice: list[Column] = [
        ("goal_id", "which path", lambda v: v.goal.public_id),
        ("who", "who says it", lambda v: v.member.name),
        ("step", "where they see the child, 0 the lowest", lambda v: v.step),
        ("importance", "how much it matters to them, 1 to 3", lambda v: v.importance),
        ("at", "when", lambda v: at(v.at)),
    ]
    stones = [(one, each) for one in goals for each in one.stones.all()]
    voices = Voice.objects.readable_by(access, *goals).select_related("goal", "member").order_by("goal", "-at", "-pk")
    return [
        table("goals", "A path", goal, goals),
        table("stones", "A stone of a path", stone, stones),
        table(
            "pebbles", "A smaller step within a stone", pebble, [(g, s, p) for g, s in stones for p in s.pebbles.all()]
        ),
        table("voices", "Where one person saw the child on a path", voice, voices),
        *tables_of_scales(access, goals),
    ]


def _moments(access: Access) -> list[Table]:
    seen = Moment.objects.kept().seen_by(access).with_stone_words().order_by("happened_at", "id")
    ids, helped = seen.order_by().values("pk"), names_of_strategies(seen)
    moment: list[Column] = [
        ("id", "made where it was told", lambda m: str(m.id)),
        ("happened_at", "when", lambda m: at(m.happened_at)),
        ("day", "the date where it happened", lambda m: on(m.day)),
        ("time_zone", "of the place", lambda m: m.time_zone),
        ("setting", "home, school, community or clinic", lambda m: m.setting),
        ("home", "which home", home),
        ("told_by", "who told it", lambda m: m.told_by.name),
        ("goal_id", "which path; empty: none", lambda m: m.goal.public_id if m.goal else None),
        ("step", "the stone reached, 0 the lowest", lambda m: m.step),
        ("stone", "the words of that stone now", lambda m: m.stone_words),
        ("ease", "without a path: how it went, 0 to 4", lambda m: m.ease),
        ("felt_good", "0 not good, 1 so-so, 2 good", lambda m: m.felt_good),
        ("proud", "whether the child was proud", lambda m: m.proud),
        ("help", "0 none, 1 a reminder, 2 some, 3 together", lambda m: m.help),
        ("asked_break", "whether the child asked for a break", lambda m: m.asked_break),
        ("asked_help", "whether the child asked for help, or for a thing", lambda m: m.asked_help),
        ("words", "what was said about it", lambda m: m.words),
        ("strategies", "what helped along", lambda m: helped.get(m.id, [])),
        ("told_at", "when it was told", lambda m: at(m.told_at)),
        ("changed_at", "when it was changed last", lambda m: at(m.changed_at)),
    ]
    version: list[Column] = [
        ("moment_id", "which moment", lambda v: str(v.moment_id)),
        ("at", "when it was changed", lambda v: at(v.at)),
        ("by", "who changed it", lambda v: str(v.by) if v.by else None),
        ("before", "how it stood, as JSON", lambda v: json.dumps(v.before, ensure_ascii=False, sort_keys=True)),
    ]
    victory: list[Column] = [
        ("moment_id", "which moment", lambda v: str(v.moment_id)),
        ("kind", "why", lambda v: v.get_kind_display()),
        ("cheers", "who cheered", lambda v: sorted(m.name for m in v.cheers.all())),
    ]
    week: list[Column] = [
        ("week", "its Monday", lambda p: on(p.week)),
        ("who", "which class", lambda p: p.member.name),
        ("strategies", "what helped", lambda p: sorted(s.name for s in p.strategies.all())),
        ("words", "what was said", lambda p: p.words),
        ("thanks", "what the therapist said back", lambda p: p.thanks or None),
    ]
    picks = friday.fridays_of(access) if friday.may_read_fridays(access) else []
    told = seen.select_related("goal", "told_by", "household").iterator(chunk_size=1000)
    in_order = ("moment__happened_at", "moment_id")
    versions = Version.objects.filter(moment__in=ids).select_related("by").order_by(*in_order, "-at")
    won = Victory.objects.filter(moment__in=ids).prefetch_related("cheers").order_by(*in_order, "pk")
    return [
        table("moments", "What happened once", moment, told),
        table("moments_before", "How a moment stood before a change", version, versions),
        table("victories", "A reason to celebrate a moment", victory, won),
        table("fridays", "What helped at school in a week", week, picks),
    ]


def _understanding(access: Access) -> list[Table]:
    child, shapes = access.child, access.may(Scope.SHAPE)
    traits = child.traits.select_related("told_by")
    if not shapes:
        traits = traits.filter(Q(ended_at=None) & (Q(kept_back=False) | Q(told_by=access.member)))
    trait: list[Column] = [
        ("kind", "what kind of thing", lambda t: t.kind),
        ("sense", "which sense", lambda t: t.sense or None),
        ("how", "how it is", lambda t: t.how or None),
        ("setting", "where; empty: everywhere", lambda t: t.setting or None),
        ("care", "what needs minding", lambda t: t.care or None),
        ("words", "what was said", lambda t: t.words),
        ("told_by", "who said it", lambda t: t.told_by.name),
        ("told_at", "when", lambda t: at(t.told_at)),
        ("kept_back", "not shown on the passport", lambda t: t.kept_back),
        ("ended_at", "when it no longer held", lambda t: at(t.ended_at)),
    ]
    strategy: list[Column] = [
        ("id", "opaque, as in addresses", lambda s: s.public_id),
        ("name", "its name", lambda s: s.name),
        ("card", "id of the card it came from", lambda s: s.card or None),
        ("how", "how it is done", lambda s: s.how),
        ("settings", "where it is meant for", lambda s: list(s.settings)),
        ("comfort", "a comfort or safety support: never tested", lambda s: s.comfort),
        ("given_at", "since when", lambda s: at(s.given_at)),
        ("rests_until", "“not this week”", lambda s: on(s.not_before)),
        ("ended_at", "when it was ended", lambda s: at(s.ended_at)),
    ]
    things: list[Column] = [
        ("setting", "where", lambda a: a.setting),
        ("home", "which home", home),
        ("things", "what there is", lambda a: list(a.things)),
    ]
    routine: list[Column] = [
        ("home", "which home", home),
        ("time", "when in the day", lambda r: r.time),
        ("words", "what the family does anyway", lambda r: r.words),
    ]
    idea: list[Column] = [
        ("day", "the day", lambda t: on(t.day)),
        ("home", "which home", home),
        ("strategy", "the idea", lambda t: t.strategy.name),
        ("answer", "what was said of it", lambda t: t.answer),
        ("by", "who said it", lambda t: t.by.name),
    ]
    load: list[Column] = [
        ("week", "its Monday", lambda one: on(one.week)),
        ("home", "which home", home),
        ("amount", "0 not this week, 1 some, 2 a lot", lambda one: one.amount),
        ("by", "who said it", lambda one: one.by.name),
    ]
    hope: list[Column] = [("who", "who hopes", lambda i: i.member.name), ("hope", "for what", lambda i: i.hope)]
    hopes = Intake.objects.filter(member__child=child, member__left_at=None).exclude(hope="").select_related("member")
    own = access.member.role == Role.FAMILY or shapes
    here = Q(child=child) & _of_home(access) & (Q() if own else Q(pk=None))
    places = AtHand.objects.filter(Q(child=child) & _of_home(access)).select_related("household")
    return [
        table("traits", "One thing that somebody said about the child", trait, traits),
        table("strategies", "What was given to help", strategy, child.strategies.order_by("given_at", "pk")),
        table(
            "at_hand",
            "The things in one place",
            things,
            places.order_by("pk") if shapes else places.filter(setting=access.member.setting).order_by("pk"),
        ),
        table("routines", "What a home does anyway", routine, Routine.objects.filter(here).select_related("household")),
        table(
            "ideas",
            "What was said of a day’s idea",
            idea,
            Tried.objects.filter(here).select_related("household", "strategy", "by").order_by("day", "pk"),
        ),
        table(
            "weeks",
            "How much room there was in a week",
            load,
            Load.objects.filter(here).select_related("household", "by").order_by("week", "pk"),
        ),
        table("hopes", "What somebody hopes for", hope, hopes if shapes else hopes.filter(member=access.member)),
    ]


def _try_outs(access: Access) -> Table:
    columns: list[Column] = [
        ("id", "opaque, as in addresses", lambda t: t.public_id),
        ("goal_id", "which path", lambda t: t.goal.public_id),
        ("strategy", "what was tried", lambda t: t.strategy.name),
        ("setting", "where", lambda t: t.setting),
        ("home", "which home", home),
        ("days", "each day and whether the coin said with, as JSON", lambda t: json.dumps(t.days)),
        ("last_day", "its last day", lambda t: on(t.last_day)),
        ("days_let_go", "days that were let go", lambda t: sorted(d.day.isoformat() for d in t.skipped.all())),
        ("stopped_at", "when it was stopped early", lambda t: at(t.stopped_at)),
    ]
    found = TryOut.objects.seen_by(access).filter(goal__child=access.child)
    return table(
        "try_outs", "A fair try", columns, found.select_related("goal", "strategy", "household").order_by("pk")
    )


def _messages(access: Access) -> Table:
    columns: list[Column] = [
        ("sent_at", "when", lambda m: at(m.sent_at)),
        ("author", "who wrote it", lambda m: m.author.name),
        ("readers", "to whom", lambda m: [reader.member.name for reader in m.readers.all()]),
        ("words", "what was written", lambda m: m.words),
    ]
    found = readable_by(access.member).order_by("sent_at", "id")
    return table("messages", "A message that you wrote or were sent", columns, found)


def _record(access: Access) -> list[Table]:
    if not access.may(Scope.CIRCLE):
        return []
    columns: list[Column] = [
        ("at", "when", lambda line: at(line.at)),
        ("who", "who; empty: the system", lambda line: str(line.user) if line.user else line.by_name or None),
        ("deed", "what they did", lambda line: line.get_deed_display()),
        ("what", "with what", lambda line: line.what),
    ]
    lines = access.child.audit_lines.select_related("user").order_by("at", "pk")
    return [
        _deletions(access),
        table("record", "Who looked, and who did what", columns, lines.iterator(chunk_size=2000)),
    ]


def _deletions(access: Access) -> Table:
    columns: list[Column] = [
        ("asked_at", "when", lambda d: at(d.asked_at)),
        ("who", "who asked", lambda d: d.asked_by.name),
        ("words", "what was said to it", lambda d: d.words),
        ("agree", "who agrees", lambda d: sorted(a.member.name for a in d.answers.all() if a.agrees)),
        ("disagree", "who doesn’t", lambda d: sorted(a.member.name for a in d.answers.all() if not a.agrees)),
        ("taken_back_at", "when it was taken back", lambda d: at(d.taken_back_at)),
        ("declined_at", "when the practice said that it can’t be done", lambda d: at(d.declined_at)),
        ("reason", "why it can’t", lambda d: d.reason),
    ]
    asked = access.child.deletions.select_related("asked_by").prefetch_related("answers__member").order_by("asked_at")
    return table("deletions", "Somebody asked to delete everything", columns, asked)
