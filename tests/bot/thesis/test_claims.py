"""The article's claims: each has a pillar, and a figure only where a metric has one of that name."""

from __future__ import annotations

from bot.thesis.claims import CLAIMS, Finding
from bot.thesis.pillars import PILLARS

FIGURES = {
    condition.figure
    for pillar in PILLARS
    for metric in pillar.metrics
    for side in (metric.supports, metric.challenges)
    for group in side
    for condition in group
}


def test_every_claim_belongs_to_a_pillar():
    assert {one.pillar for one in CLAIMS} == {pillar.name for pillar in PILLARS}


def test_every_figure_beside_a_claim_is_measured():
    assert {one.figure for one in CLAIMS if one.figure} <= FIGURES | {"size_premium"}


def test_what_was_checked_says_what_was_found_and_where():
    for one in CLAIMS:
        if one.finding is not Finding.OPINION:
            assert one.then
            assert one.source


def test_three_cuts_were_not_what_the_market_priced():
    cuts = next(one for one in CLAIMS if one.name == "cuts")

    assert (cuts.stated, cuts.finding) == (3.0, Finding.DIFFERS)
    assert "2.2 cuts on 14 January 2026 and 1.9 on the 15th" in cuts.then
