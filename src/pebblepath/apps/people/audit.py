"""The record of who did what: every write, and every opening of a child's record, is one line."""

from __future__ import annotations

from collections.abc import Iterable

from pebblepath.apps.people.models import AuditLine, Child, Deed, User


def record(
    user: User | None, deed: Deed, about: str, *, ref: object = "", child: Child | None = None, by_name: str = ""
) -> AuditLine:
    """Write one line.

    Args:
        user: who did it; None for the system itself, and for who has no account.
        deed: what was done.
        about: the kind of thing it was done to, a noun in lower case.
        ref: which one: a public id or a page's address; never what somebody typed about a child.
        child: whose record it belongs to, if any.
        by_name: who did it, where there is no account: the name of a class link.
    """
    return AuditLine.objects.create(
        user=user, deed=deed, about=about, ref=str(ref)[:80], child=child, by_name=by_name[:80]
    )


def opened_on_one_page(
    user: User | None, about: str, ref: str, children: Iterable[Child], *, by_name: str = ""
) -> None:
    """A line for each child of whom a page with several told something; one query."""
    AuditLine.objects.bulk_create(
        AuditLine(user=user, deed=Deed.OPENED, about=about, ref=ref[:80], child=child, by_name=by_name[:80])
        for child in children
    )
