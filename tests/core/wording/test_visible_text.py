"""What a reader sees of a template or a data file."""

from __future__ import annotations

from pebblepath.core.wording import check, visible_text


def test_only_what_a_reader_sees_of_a_page_is_checked():
    page = (
        '{% load i18n %}<p class="lazy {{ a }}">He is <strong>lazy</strong>.</p>\n{# naughty #}<!-- naughty -->\n'
        "<script>defiant()</script>{% comment %}brat{% endcomment %}<li>Refuses to sit</li>"
    )
    seen = visible_text(page, "html")
    assert len(seen) == len(page) and seen.count("\n") == page.count("\n")
    assert [one.text for one in check(seen)] == ["lazy", "Refuses to"]


def test_no_phrase_runs_from_one_block_into_the_next():
    assert check(visible_text("<li>non</li><li>compliant vendor website</li>", "html")) == []
    assert [one.text for one in check(visible_text("<b>non</b>-compliant", "html"))] != []


def test_of_toml_only_texts_are_checked():
    data = 'lazy = "He is stubborn."\n# naughty\nmore = ["one is\\n", """\nShe is\ndefiant."""]\nn = 3\n'
    seen = visible_text(data, "toml")
    assert len(seen) == len(data)
    assert [(one.text, data.count("\n", 0, one.start) + 1) for one in check(seen)] == [("stubborn", 1), ("defiant", 5)]


def test_any_other_text_is_read_as_it_is():
    assert visible_text("<p>He is lazy", "txt") == "<p>He is lazy"
