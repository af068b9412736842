"""Site furniture is marked without moving a letter; headlines and real sentences stay."""

from __future__ import annotations

import pytest

from kg.read.boilerplate import layout

STORY = "The minister said on Monday that the talks would go on.\n\nShe gave no date for the next round.\n"


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in layout(text).boilerplate]


def test_a_section_name_above_the_headline_is_boilerplate_and_the_headline_is_not() -> None:
    text = "Politics\n\nMinister promises more talks\n\n" + STORY
    found = layout(text)
    assert marked(text) == ["Politics"]
    assert found.title is not None
    assert text[slice(*found.title)] == "Minister promises more talks"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below",
        "Read more: Inside the talks",
        "Sign up for our daily newsletter",
        "Share Tweet Email",
        "Facebook | Twitter | WhatsApp",
        "Related: What the envoys want",
        "Photo: Jane Roe / Getty Images",
        "(Reporting by Jane Roe; Editing by John Doe)",
        "Follow us on Twitter",
        "© 2019 The Bay Herald. All rights reserved.",
        "Most read",
        "5 min read",
    ],
)
def test_site_furniture_is_marked(line: str) -> None:
    assert marked(f"Minister promises talks\n\n{STORY}\n{line}\n\n{STORY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the talks collapsed.",
        "Related talks in Vienna were suspended on Friday.",
        "Follow-up talks are planned for June.",
        "Read more than once, the statement promises nothing.",
        "Advertisement spending fell, the ministry said.",
        "Sign the treaty now, the senator told reporters.",
        "The photo shows the two leaders in Hanoi.",
        "Reuters reported that the envoy had left.",
        "Save this agreement, the envoy pleaded.",
        "Comments by the envoy angered the North.",
        "Video of the launch was shown on state television.",
        "More talks are needed.",
        "He added: watch what they do.",
        "Like us, they want peace.",
    ],
)
def test_sentences_stay(line: str) -> None:
    assert marked(f"Minister promises talks\n\n{STORY}\n{line}\n\n{STORY}") == []


def test_the_last_word_of_a_wrapped_line_stays() -> None:
    text = "The company would not sell its\nadvertising.\n\nShares fell, said one trader in a\nvideo: live\n"
    assert marked(text) == []


def test_residue_of_publishing_systems_is_marked_inside_a_line() -> None:
    text = 'The envoy left on Monday.{slotads}\n\nShe will <b>not</b> return. <embed-card id="7"/>\n'
    assert marked(text) == ["{slotads}", "<b>", "</b>", '<embed-card id="7"/>']


def test_a_byline_gives_the_author() -> None:
    text = "Minister promises more talks\n\nBy Jane Roe and John Doe\n\n" + STORY
    assert layout(text).author == "Jane Roe and John Doe"
    assert marked(text) == ["By Jane Roe and John Doe"]


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "GENEVA (Agency) -- \n\n" + STORY,
        "Monday, March 3, 2018\n\n" + STORY,
        "A single line without a full stop",
        "The company's profits rose and its chairman\n\nresigned.\n",
    ],
)
def test_a_lead_a_dateline_or_a_date_is_no_headline(text: str) -> None:
    found = layout(text).title
    assert found is None or text[slice(*found)].startswith("The company's")


def test_a_headline_known_from_the_metadata_is_found_in_the_text() -> None:
    text = "World\n\nTalks go on.\n\n" + STORY
    found = layout(text, title="Talks go on.")
    assert found.title == (7, 19)
    assert [text[s:e] for s, e in found.boilerplate] == ["World"]


def test_a_million_characters_take_a_moment() -> None:
    text = "{" * 200_000 + "<a " * 100_000 + "[" * 200_000 + "share " * 50_000
    assert layout(text).boilerplate == ()
