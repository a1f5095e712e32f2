"""What is set up: what works without a key, and what runs out."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.checkup.configured import calendar, macro
from bot.checkup.table import State, written
from bot.settings import read_settings

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)


def by_name(rows):
    return {row.what: row for row in rows}


def test_public_sources_work_without_a_key_and_say_that_they_are_slower():
    rows = by_name(macro(read_settings({})))

    assert {row.state for row in rows.values()} == {State.OK}
    assert rows["FRED"].said == "no key: works, at a slower pace, and without the days of releases"
    assert rows["FRED"].next_step == "set FRED_API_KEY (free)"
    assert rows["BLS"].said == "no key: works, at a slower pace, 25 requests a day"
    assert rows["New York Fed"].said == "needs no key"


def test_with_keys_there_is_nothing_to_do_and_no_key_is_shown():
    keys = {"FRED_API_KEY": "f" * 32, "BLS_API_KEY": "b" * 32}
    rows = macro(read_settings(keys))

    assert not any(row.next_step for row in rows)
    assert not any(key in written(rows) for key in keys.values())


def test_a_table_that_has_run_out_is_a_warning_unless_fred_states_the_days():
    without = calendar(read_settings({}), NOW)
    with_key = calendar(read_settings({"FRED_API_KEY": "f" * 32}), NOW)
    later = calendar(read_settings({"FRED_API_KEY": "f" * 32}), datetime(2027, 11, 1, tzinfo=UTC))

    assert (without.state, with_key.state, later.state) == (State.WARNING, State.OK, State.WARNING)
    assert "THE TABLE OF BLS RELEASES HAS RUN OUT" in without.said
    assert "THE TABLE OF FED MEETINGS RUNS OUT" in later.said
