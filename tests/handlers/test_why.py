"""/why: every figure with its value, day, source and points; a page at a time, none left out."""

from bot.cards import Moment
from bot.rating.rules import read_rules
from tests.company import VALUES
from tests.whole import rows


async def pages(club):
    card = await club.type("why APLD")
    cards = [card]
    while any(action.label == "More" for action in card.actions):
        card = await club.press(card, "More")
        cards.append(card)
    return cards


def said(value: object) -> str:
    """A cell as one text."""
    parts = value if isinstance(value, tuple) else (value,)
    return "".join(part if isinstance(part, str) else "…" for part in parts)


async def test_every_input_of_the_rules_is_on_some_page_with_its_value(club):
    club.know("APLD")

    found = await pages(club)

    shown = " ".join(f"{said(row[0])} {said(row[1])}" for card in found for row in rows(card))
    assert [name for name in VALUES if read_rules().inputs[name].label not in shown] == []
    assert found[0].lead.startswith("Rows 1 to 20 of ")
    assert "more" not in found[-1].lead


async def test_a_row_has_its_figures_with_day_and_source_and_its_points(club):
    club.know("APLD")

    question, figures, points = rows(await club.type("why APLD"))[3]

    assert question == "earned 0.10 a share, 0.09 expected"
    assert said(figures) == (
        "earnings per share reported $0.1000 a share, earnings per share expected $0.0900 a share (…, Yahoo Finance); "
        "price $30.00 a share (…, Yahoo Finance)"
    )
    assert [piece.at.day for piece in figures if isinstance(piece, Moment)] == [6, 14]
    assert points == "+0.1"


async def test_the_sums_of_the_factors_add_up_to_the_score(club):
    club.know("APLD", mean_rating=1.5, short_shares=9e6)

    found = await pages(club)

    sums = [float(row[2]) for card in found for row in rows(card) if str(row[0]).isupper() and row[2]]
    assert found[0].title == f"APLD: why Buy {50 + sum(sums):.1f}"


async def test_what_is_not_known_says_why_and_what_it_costs(club):
    club.know("APLD", lost={"capex": "not among the figures it files", "guidance": "guidance is not read"})

    found = {row[0]: row[1:] for card in await pages(club) for row in rows(card)}

    figures, points = found["runway"]
    assert said(figures).startswith("cash and short-term investments $160.0 million, operating cash flow")
    assert said(figures).endswith("; capital spending, last twelve months not known: not among the figures it files")
    assert points == "-1.9, the worst"
    assert found["guidance"] == (("guidance or contract news not known: guidance is not read",), "0.0, not known")


async def test_what_is_not_rated_is_named_without_a_score(club):
    club.know("APLD", lost={"price": "the source does not answer"})

    assert (await club.type("why APLD")).title == "APLD: why Not rated"


async def test_a_page_that_is_not_there_is_said(club):
    club.know("APLD")

    assert "is not a page" in (await club.type("why APLD two")).lead
    assert "There are" in (await club.type("why APLD 9")).lead
