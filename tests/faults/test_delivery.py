"""Sending once: the real program, killed between every two steps and answered in every bad way."""

import pytest

from tests.faults.matrix import CARELESS, PLATFORMS, ROWS
from tests.faults.table import delivery, shown_in
from tests.readme import README

pytestmark = pytest.mark.timeout(240)  # the first test waits for the whole matrix


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_alert_arrives_and_is_repeated_only_where_that_is_stated(outcomes, row, platform):
    outcome = outcomes[str(row)]

    assert not outcome.fault, f"{outcome.fault}\n{outcome.logs}"
    assert outcome.lost[platform] == row.lost[platform], outcome.logs
    assert outcome.repeated[platform] == row.repeated[platform], outcome.logs
    assert outcome.words[platform] == row.words, outcome.logs


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("row", [CARELESS], ids=str)
def test_a_program_that_confirms_before_it_sends_is_caught(outcomes, row, platform):
    outcome = outcomes[str(row)]

    assert not outcome.fault, f"{outcome.fault}\n{outcome.logs}"
    assert (outcome.lost[platform], outcome.repeated[platform]) == (row.lost[platform], 0), outcome.logs


def test_the_readme_shows_the_table_of_this_run(outcomes):
    shown = shown_in(README.read_text(encoding="utf-8"))

    assert shown == delivery(ROWS, outcomes), (
        "The delivery table in README.md is not the one of this run; if the run is right, "
        "write it there with: python -m tests.faults --write"
    )
