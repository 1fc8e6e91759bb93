"""What grown-ups can set up on a child's screens, and the way out that they hold."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from pebblepath.apps.myspace.models import Board, BoardItem, DayItem, OwnPhoto, Pictured, Setup
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Child, Deed, Household, Role

MOST_ON_A_BOARD = 6
MOST_IN_A_DAY = 12
MISSES = 5
REST = dt.timedelta(minutes=5)


def setup_of(child: Child) -> Setup:
    """How her screens are set up; as usual where nobody changed anything (then it isn't kept yet)."""
    return Setup.objects.filter(child=child).first() or Setup(child=child)


@transaction.atomic
def keep_setup(access: Access, setup: Setup, *, pin: str = "", no_pin: bool = False) -> None:
    """Keep how her screens look and are moved through.

    Args:
        access: who sets it up.
        setup: everything but the PIN.
        pin: a new PIN for the way out; empty leaves the old one.
        no_pin: take the PIN away.
    """
    if pin or no_pin:
        setup.pin = make_password(pin) if pin else ""
        setup.pin_misses, setup.pin_rests_until = 0, None
    setup.save()
    audit.record(access.user, Deed.CHANGED, "my space", child=access.child)


def record_device(access: Access) -> None:
    """Somebody said in which home a device is used; the device alone keeps which."""
    audit.record(access.user, Deed.CHANGED, "my space", ref="device", child=access.child)


def open_gate(access: Access, pin: str, now: dt.datetime) -> None:
    """Let a grown-up out of My space by the PIN; where there is none, at once.

    Raises:
        NotPossible: the PIN isn't the right one, or there were too many tries.
    """
    setup = Setup.objects.filter(child=access.child).first()
    fault = _try_pin(setup, pin, now) if setup and setup.pin else ""
    if fault:
        raise NotPossible(fault)
    audit.record(access.user, Deed.LEFT, "my space", child=access.child)


def record_left(access: Access, at: dt.datetime) -> None:
    """Somebody got out by the PIN while there was no network: the phone looked at it, and tells now.

    Args:
        access: the child's, whose My space it was.
        at: when it was, by the phone; the line itself stands where it arrives, as all lines do.
    """
    ref = at.astimezone(access.child.zone).isoformat(timespec="minutes")
    audit.record(access.user, Deed.LEFT, "my space, without network", ref=ref, child=access.child)


@transaction.atomic
def _try_pin(setup: Setup, pin: str, now: dt.datetime) -> str:
    """What is wrong with a PIN, nothing if it opens. A miss is counted whatever becomes of the request."""
    setup = Setup.objects.select_for_update().get(pk=setup.pk)
    if setup.pin_rests_until and now < setup.pin_rests_until:
        return "The lock rests for a few minutes. A new PIN can be made from a grown-up’s own account."
    right = check_password(pin, setup.pin)
    setup.pin_misses = 0 if right else setup.pin_misses + 1
    setup.pin_rests_until = None
    if setup.pin_misses >= MISSES:
        setup.pin_misses, setup.pin_rests_until = 0, now + REST
    setup.save(update_fields=["pin_misses", "pin_rests_until"])
    return "" if right else "That isn’t the PIN. A new one can be made from a grown-up’s own account."


def own_home(access: Access) -> Household | None:
    """The home that something new is for unless both are meant: a parent's own, of a child with two.

    What therapists make is for every home, and so is all where there is one.
    """
    home = access.member.household
    is_one_of_two = access.member.role == Role.FAMILY and home is not None and access.child.households.count() > 1
    return home if is_one_of_two else None


@transaction.atomic
def make_board(access: Access, board: Board, *, for_both: bool = False) -> Board:
    """Make a board; its pictures come one by one.

    Args:
        access: who sets it up.
        board: its name, not yet kept.
        for_both: it is for both homes, not for the maker's alone.
    """
    board.child, board.made_by = access.child, access.user
    board.household = None if for_both else own_home(access)
    board.save()
    audit.record(access.user, Deed.ADDED, "board", ref=board.pk, child=access.child)
    return board


@transaction.atomic
def end_board(access: Access, board: Board) -> None:
    """Take a board away; what was chosen from it stays told."""
    board.ended_at = timezone.now()
    board.save(update_fields=["ended_at"])
    audit.record(access.user, Deed.REMOVED, "board", ref=board.pk, child=access.child)


@transaction.atomic
def add_to_board(access: Access, board: Board, item: BoardItem, *, jpeg: bytes = b"") -> BoardItem:
    """Put one more picture on a board.

    Args:
        access: who sets it up.
        board: which board.
        item: the picture, not yet kept.
        jpeg: an own photo that stands in place of the symbol; empty: none.

    Raises:
        NotPossible: the board is full.
    """
    there = list(board.items.select_for_update())
    if len(there) >= MOST_ON_A_BOARD:
        raise NotPossible(f"A board holds {MOST_ON_A_BOARD} pictures. Take one off first.")
    item.board, item.place, item.photo = board, _behind(there), _own_photo(access, jpeg, board.household)
    item.save()
    audit.record(access.user, Deed.ADDED, "board picture", ref=item.pk, child=access.child)
    return item


@transaction.atomic
def add_to_day(access: Access, item: DayItem, *, jpeg: bytes = b"", for_both: bool = False) -> DayItem:
    """Put one more thing into her day, at the end.

    Args:
        access: who sets it up.
        item: the thing, not yet kept.
        jpeg: an own photo that stands in place of the symbol; empty: none.
        for_both: it is for both homes, not for the maker's alone.

    Raises:
        NotPossible: the day is full.
    """
    there = list(DayItem.objects.select_for_update().filter(child=access.child))
    today = access.child.today()
    item.household = None if for_both else own_home(access)
    if _fullest([one for one in there if one.is_on(today)], item.household) >= MOST_IN_A_DAY:
        raise NotPossible(
            f"A day holds {MOST_IN_A_DAY} pictures, so that it can be seen at a glance. Take one off first."
        )
    item.child, item.place, item.photo = access.child, _behind(there), _own_photo(access, jpeg, item.household)
    item.on = today if item.when == "once" else None
    item.save()
    audit.record(access.user, Deed.ADDED, "my day", ref=item.pk, child=access.child)
    return item


def _fullest(day: list[DayItem], home: Household | None) -> int:
    """How many things the day has in a home; where every home is meant, in the one with the most."""
    homes = {one.household_id for one in day} if home is None else {home.pk}
    return max((sum(one.household_id in {None, home} for one in day) for home in homes), default=0)


def _own_photo(access: Access, jpeg: bytes, home: Household | None) -> OwnPhoto | None:
    if not jpeg:
        return None
    return OwnPhoto.objects.create(child=access.child, jpeg=jpeg, by=access.user, household=home)


def _behind(there: list[BoardItem] | list[DayItem]) -> int:
    return max((one.place for one in there), default=-1) + 1


@transaction.atomic
def move_earlier(access: Access, item: Pictured, others: list[Pictured]) -> None:
    """Let a picture change places with the one before it.

    Args:
        access: who sets it up.
        item: which picture.
        others: all of the board or the day in their order, the picture among them.
    """
    order = [one.pk for one in others]
    at = order.index(item.pk)
    if at:
        others[at - 1], others[at] = others[at], others[at - 1]
    for place, one in enumerate(others):
        one.place = place
        one.save(update_fields=["place"])
    audit.record(access.user, Deed.CHANGED, "my pictures", ref=item.pk, child=access.child)


@transaction.atomic
def take_off(access: Access, item: Pictured) -> None:
    """Take a picture off a board or out of the day; an own photo goes with it."""
    pk, photo = item.pk, item.photo
    item.delete()
    if photo is not None:
        photo.delete()
    audit.record(access.user, Deed.REMOVED, "my pictures", ref=pk, child=access.child)
