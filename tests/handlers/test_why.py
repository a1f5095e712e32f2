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


async def test_every_input_of_the_rules_is_on_some_page(club):
    club.know("APLD")

    found = await pages(club)

    shown = {row[0] for card in found for row in rows(card)}
    assert {row.label for row in read_rules().inputs.values() if row.name in VALUES} <= shown
    assert found[0].lead.startswith("Rows 1 to 30 of ")
    assert found[-1].lead.endswith(".")
    assert "more" not in found[-1].lead


async def test_a_row_has_value_day_source_and_points(club):
    club.know("APLD")

    growth = next(row for row in rows(await club.type("why APLD")) if row[0] == "revenue growth, year on year")

    assert growth[1] == "22.0 %"
    assert isinstance(growth[2], Moment)
    assert growth[3:] == ("SEC", "+0.8")


async def test_the_sums_of_the_factors_add_up_to_the_score(club):
    club.know("APLD", mean_rating=1.5, short_shares=9e6)

    found = await pages(club)

    sums = [float(row[4]) for card in found for row in rows(card) if str(row[0]).isupper() and row[4]]
    assert found[0].title == f"APLD: why Buy {50 + sum(sums):.1f}"


async def test_what_is_not_known_says_why_and_what_it_costs(club):
    club.know("APLD", lost={"capex": "not among the figures it files", "guidance": "guidance is not read"})

    told = [row for card in await pages(club) for row in rows(card)]
    found = {row[0]: row for row in told}

    assert found["capital spending, last twelve months"][1] == "not known: not among the figures it files"
    assert found["guidance or contract news"][4] == "0.0, not known"
    costs = [row[4] for row in told if row[0] == "cash and short-term investments"]
    assert "-1.9, the worst" in costs


async def test_a_page_that_is_not_there_is_said(club):
    club.know("APLD")

    assert "is not a page" in (await club.type("why APLD two")).lead
    assert "There are" in (await club.type("why APLD 9")).lead
