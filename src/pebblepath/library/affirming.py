"""Words that no card may use, each with what to write instead.

This is the house style for cards and articles; it is stricter than ``core.wording``, which checks everybody's texts.
"""

from __future__ import annotations

import re

UNWANTED: dict[str, str] = {
    r"sits? still|sitting still|stays? seated|remains? seated": "say how the child takes part",
    r"eye contact": "say how the child shows interest",
    r"quiet hands|hands down|whole body listening": "let the body move",
    r"compl(?:y|ies|iant|iance)|obeys?|obedient": "say what the child chooses",
    r"behave[sd]?|good (?:boy|girl)": "say what the child does",
    r"tantrums?|meltdowns?|naughty|bad behaviou?r|acting out": "say what it may be telling us",
    r"deficits?|disorders?|dysfunctions?|delayed|delays": "say what is hard and what helps",
    r"low[- ]functioning|suffers?|special needs": "say what helps",
    r"normal|normally|age[- ]appropriate|milestones?|percentiles?": "leave norms out",
    r"refus(?:e|es|ed|al)|lazy|fussy|picky|attention[- ]seeking|manipulative": "say what the child tells us",
    r"zones of regulation|green zone|red zone|blue zone|yellow zone": "use plain words for feelings",
    r"must|has to|have to|should": "offer, do not order",
    r"fix(?:es|ed|ing)?|cure[sd]?": "say what gets easier",
}
_ANY = re.compile("|".join(rf"\b(?P<n{i}>{pattern})\b" for i, pattern in enumerate(UNWANTED)), re.IGNORECASE)


def unwanted_wording(text: str) -> tuple[str, str] | None:
    """The first unwanted words in a text with what to write instead, or None."""
    found = _ANY.search(text)
    if found is None:
        return None
    advice = next(advice for i, advice in enumerate(UNWANTED.values()) if found.group(f"n{i}") is not None)
    return found.group(0), advice
