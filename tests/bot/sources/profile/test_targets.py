"""Targets: one analyst is no agreement, a thin mean is ours, mixed currencies are named."""

from __future__ import annotations

from bot.rating.profile import Absent
from bot.sources.profile.targets import NAMES, OWN_MEAN, read_targets
from tests.bot.sources.profile.payloads import AAAA, AT, summary


def read(**data):
    return read_targets(AAAA, summary(financialData=data), AT)


def test_targets_are_read_with_their_spread_over_the_price():
    told = read()

    assert [told[name].value for name in NAMES] == [26, 30, (30 - 22) / 20.0, 4, 2.1]
    assert told["target_mean"].unit == "USD/share"


def test_one_analysts_spread_of_zero_is_no_agreement():
    told = read(targetHighPrice=59, targetLowPrice=59, targetMeanPrice=59, numberOfAnalystOpinions=1)

    assert told["target_spread"] == Absent("one analyst alone has no spread")
    assert told["target_analysts"].value == 1


def test_nobody_is_a_count_of_zero_and_no_target():
    told = read(numberOfAnalystOpinions=0, targetHighPrice=0, targetLowPrice=0, targetMeanPrice=0)

    assert told["target_analysts"].value == 0
    assert isinstance(told["target_mean"], Absent)


def test_a_mean_yahoo_does_not_give_is_computed_from_its_counts_under_its_own_name():
    told = read(recommendationMean=None, recommendationKey="none")

    assert told["mean_rating"].value == (1 * 1 + 2 * 2 + 3 * 1) / 4
    assert told["mean_rating"].source == OWN_MEAN


def test_without_counts_nobody_recommends_it():
    told = read_targets(AAAA, summary(financialData={"recommendationMean": {}}, recommendationTrend=None), AT)

    assert told["mean_rating"] == Absent("nobody recommends it")


def test_targets_of_a_company_that_reports_in_another_currency_name_both():
    assert read(financialCurrency="JPY")["target_mean"].unit == "USD or JPY/share"


def test_targets_that_contradict_each_other_are_absent_with_the_reason():
    assert "contradict" in read(targetMeanPrice=99)["target_mean"].reason
