"""A parent's page and a clinician's file tell the same story from the same numbers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cast import Cast, tell
from pebblepath.apps.insights.answers import answer_for
from pebblepath.core.evidence import what_helps
from pebblepath.core.exchange.moments_csv import parse_moments


def test_the_exported_file_gives_the_numbers_of_the_page(as_, cast: Cast):
    for day in range(30):
        who, setting = ("lopez", "school") if day % 3 else ("ana", "home")
        used = [cast.cushion] if day % 2 else []
        step = (day * 7 + 2 * len(used)) % 5
        told = cast.access(getattr(cast, who))
        tell(told, cast.circle_time, step=step, setting=setting, hours_ago=24 * (40 - day), strategies=used)
    kept = {(e["setting"]): e for e in answer_for(cast.circle_time).result["effects"]}
    url = reverse("take_out", args=[cast.mia.public_id])
    table = as_(cast.robin).get(url, {"goal": cast.circle_time.public_id}).content.decode()
    found = what_helps(parse_moments(table).moments)
    assert {effect.setting for effect in found.effects} == set(kept) == {"home", "school"}
    for effect in found.effects:
        page = kept[effect.setting]
        for name, value in effect.to_json().items():
            if name not in {"strategy", "setting", "verdict"}:
                # The draws behind "better" and "steps" follow the order of the observers' names: they move by 0.0001.
                assert page[name] == pytest.approx(value, abs=1e-3), name
        assert page["verdict"] == effect.verdict
