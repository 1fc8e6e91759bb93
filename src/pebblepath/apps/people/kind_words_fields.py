"""Fields beside which kinder and plainer words are offered as one types."""

from __future__ import annotations

from typing import Any

from django import forms

from pebblepath.apps.people.kind_words import hints_of

ATTRIBUTE = "data-kind-words"


def offering(*checks: str, **attrs: object) -> dict[str, Any]:
    """What a widget's ``attrs`` need, so that the script offers better words as one types.

    Args:
        checks: of `kind_words.CHECKS`.
        attrs: the widget's other attributes.
    """
    return {**attrs, ATTRIBUTE: " ".join(checks)}


class KindWords(forms.Textarea):
    """A field where a therapist writes: what stands in it already is looked at, with or without script."""

    template_name = "kind_words_field.html"

    def __init__(self, *checks: str, rows: int = 3) -> None:
        self.checks = checks
        super().__init__(offering(*checks, rows=rows))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field, and what is found in it."""
        context = super().get_context(name, value, attrs)
        written = context["widget"]["value"] or ""
        return context | {"found": hints_of(written, self.checks) if written.strip() else None}
