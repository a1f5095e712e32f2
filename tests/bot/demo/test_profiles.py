"""The story's companies: three have a verdict, the others say what is not known, and facts are told from inventions."""

from bot.demo.profiles import CLOSES, CONSTRUCTED, read_profiles
from bot.rating.gates import Effect
from bot.rating.grade import Grade
from bot.rating.profile import Figure
from bot.rating.rating import rate
from bot.rating.rules import read_rules

JANUARY = {"APLD": Grade.BUY, "RKLB": Grade.HOLD, "ACHR": Grade.SELL}


def test_three_companies_are_rated_and_the_others_are_not_for_want_of_evidence():
    first = {known.ticker.symbol: rate(known.profile, None) for known in read_profiles()[:7]}

    assert {name: rating.grade for name, rating in first.items() if rating.grade is not Grade.NOT_RATED} == JANUARY
    assert {name for name, rating in first.items() if rating.grade is Grade.NOT_RATED} == {
        "OPEN",
        "SMR",
        "AXTI",
        "GLBE",
    }
    assert all(
        any(gate.effect is Effect.NOT_RATED for gate in rating.gates)
        for rating in first.values()
        if rating.grade is Grade.NOT_RATED
    )


def test_only_figures_of_prices_are_called_facts():
    kinds = read_rules().inputs

    for known in read_profiles():
        told = {name: figure for name, figure in known.profile.figures.items() if isinstance(figure, Figure)}
        facts = {name for name, figure in told.items() if figure.source == CLOSES}
        assert facts
        assert all(kinds[name].kind == "price" for name in facts)
        assert {told[name].source for name in set(told) - facts} <= {CONSTRUCTED}
