"""Messages in a circle: to whom one can write, what one may read, and how many wait."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Consent, Deed, Household, Member, Message, MessageReader, Role, Scope
from pebblepath.apps.people.waiting import AT_ONCE

MOST_LETTERS = 600


@dataclass(frozen=True)
class Group:
    """Some people who can be written to by one tap.

    Attributes:
        value: what the form sends.
        label: what the chip says.
        members: who is meant; their names stand on the chip.
    """

    value: str
    label: str
    members: Sequence[Member]

    @property
    def names(self) -> str:
        """Who is meant, in words."""
        return in_words([member.name for member in self.members])


def people_to_write_to(access: Access) -> list[Member]:
    """Everybody of the circle who has an account and may open the child's pages now, but oneself."""
    see = Consent.objects.in_force(timezone.now()).filter(member=OuterRef("pk"), scope=Scope.SEE)
    present = Member.objects.present().filter(Exists(see), child=access.child, user__isnull=False)
    return list(present.exclude(pk=access.member.pk).select_related("household").order_by("joined_at", "pk"))


def groups_of(access: Access, people: Sequence[Member]) -> list[Group]:
    """The chips: everyone, the therapists, home, school, then each person.

    The child reads only what is sent to her by name. Of a child with two homes, "home" is for a parent her own home
    alone; for who belongs to neither, each home has a chip of its own.
    """
    grown_ups = [person for person in people if person.role != Role.CHILD]
    groups = [
        Group("all", "Everyone, in both homes" if len(_homes([*people, access.member])) > 1 else "Everyone", grown_ups),
        Group("therapists", "Therapists", [person for person in people if person.role == Role.THERAPIST]),
        *_homes_to_write_to(access.member, [person for person in people if person.role == Role.FAMILY]),
        Group("school", "School", [person for person in people if person.role == Role.TEACHER]),
    ]
    return [group for group in groups if group.members]


def _homes_to_write_to(writer: Member, family: Sequence[Member]) -> list[Group]:
    homes = _homes(family)
    if writer.household_id is not None:
        return [Group("home", "Home", [m for m in family if m.household_id in {None, writer.household_id}])]
    if len(homes) < 2:
        return [Group("home", "Home", family)]
    return [
        Group(f"home{home.pk}", home.name, [m for m in family if m.household_id in {None, home.pk}]) for home in homes
    ]


def _homes(people: Iterable[Member]) -> list[Household]:
    return list(dict.fromkeys(person.household for person in people if person.household is not None))


def singles_of(people: Sequence[Member]) -> list[Group]:
    """A chip for each person."""
    return [Group(f"one{person.pk}", person.name, [person]) for person in people]


@transaction.atomic
def send(
    access: Access, id: uuid.UUID, words: str, readers: Iterable[Member], *, waited: dt.timedelta = AT_ONCE
) -> tuple[Message, bool]:
    """Send a message; sending the same one again (same id) changes nothing.

    Args:
        access: who writes, in which child's circle.
        id: made where it was written.
        words: up to 600 letters.
        readers: who may read it, from now on; nobody comes later.
        waited: how long ago it was written, where it waited for the network.

    Returns:
        The message, and whether it is new.

    Raises:
        NotPossible: the id belongs to somebody else's message.
    """
    written = {"child": access.child, "author": access.member, "words": words, "sent_at": timezone.now() - waited}
    message, new = Message.objects.get_or_create(id=id, defaults=written)
    if message.author_id != access.member.pk:
        raise NotPossible("This message couldn't be sent under its number. Please send it once more.")
    if new:
        wanted = {reader.pk: reader for reader in readers}.values()
        MessageReader.objects.bulk_create(MessageReader(message=message, member=reader) for reader in wanted)
        access.record(Deed.ADDED, "message", ref=message.id)
    return message, new


def readable_by(member: Member) -> QuerySet[Message]:
    """What somebody wrote or was sent, the newest first."""
    sent_to = MessageReader.objects.filter(message=OuterRef("pk"), member=member)
    mine = Message.objects.filter(Q(author=member) | Exists(sent_to), child=member.child_id)
    return mine.select_related("author").prefetch_related("readers__member").order_by("-sent_at", "-id")


def read_now(member: Member, messages: Iterable[Message]) -> set[uuid.UUID]:
    """Mark what is shown as read; which of them were new."""
    waiting = MessageReader.objects.filter(member=member, message__in=[m.pk for m in messages], read_at=None)
    new = set(waiting.values_list("message_id", flat=True))
    if new:
        waiting.update(read_at=timezone.now())
    return new


def unread_counts(accesses: Iterable[Access]) -> dict[int, int]:
    """How many messages wait for a person, by the child's key; one query however many children there are."""
    waiting = MessageReader.objects.filter(member__in=[access.member.pk for access in accesses], read_at=None)
    return dict(waiting.values_list("message__child").annotate(count=Count("pk")))


def with_unread(members: QuerySet[Member]) -> QuerySet[Member]:
    """Members with how many messages wait for them, as ``unread``, within the same query."""
    waiting = MessageReader.objects.filter(member=OuterRef("pk"), read_at=None).order_by().values("member")
    return members.annotate(unread=Coalesce(Subquery(waiting.annotate(count=Count("pk")).values("count")), 0))


def newest_unread(access: Access) -> Message | None:
    """The newest message that this person hasn't read; one query."""
    waiting = MessageReader.objects.filter(member=access.member, read_at=None).select_related("message__author")
    newest = waiting.order_by("-message__sent_at").first()
    return newest.message if newest else None


def who_reads(message: Message, me: Member) -> str:
    """Who can read a message, as a sentence for one reader; who left the circle reads no more."""
    there = [reader.member for reader in message.readers.all() if reader.member.left_at is None]
    others = [member.name for member in there if member.pk != me.pk]
    if message.author_id != me.pk:
        others.append(f"{message.author.name} (who wrote it)")
    return f"{in_words(['You', *others])} can read this."


def in_words(names: Sequence[str]) -> str:
    """Names as one says them: "Ana, Kai and Robin"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
