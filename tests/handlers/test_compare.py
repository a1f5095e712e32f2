"""/compare: two to five stocks side by side; one that is not known spoils nothing."""

from tests.whole import facts, rows


async def test_each_stock_has_a_column_and_each_factor_a_row(club):
    club.know("APLD")
    club.know("RKLB", momentum=-0.4, mean_200=38.0)

    card = await club.type("compare APLD, RKLB")

    assert card.table.columns == ("", "APLD", "RKLB")
    told = {row[0]: row[1:] for row in rows(card)}
    assert told["Rating"] == ("Buy", "Hold")
    assert told["trend"] == ("+1.4", "-2.0")
    assert card.lead.startswith("APLD Buy 58.4; RKLB Hold ")
    for column in (0, 1):
        points = [float(row[column]) for name, row in list(told.items())[5:]]
        assert round(50 + sum(points), 1) == float(told["Score"][column])


async def test_a_stock_without_an_answer_is_named_beside_the_others(club):
    club.know("APLD")

    card = await club.type("compare APLD TINY")

    assert card.table.columns == ("", "APLD")
    assert "no profile of TINY" in facts(card)["TINY"]


async def test_a_stock_that_is_not_rated_has_no_score_in_the_table(club):
    club.know("APLD")
    club.know("RKLB", price=0.5)

    card = await club.type("compare APLD RKLB")

    told = {row[0]: row[1:] for row in rows(card)}
    assert told["Rating"][1] == "Not rated"
    assert told["Score"][1] == ""
    assert "RKLB is not rated" in card.lead


async def test_one_or_six_stocks_are_refused_with_the_next_step(club):
    for line in ("compare APLD", "compare A B C D E F", "compare APLD APLD"):
        assert "Name 2 to 5 stocks" in (await club.type(line)).lead
