"""The rule set: its sums, its id, and that code and file speak of the same things."""

from __future__ import annotations

import pytest

from bot.rating.factors import FACTORS
from bot.rating.rules import FILE, read_rules
from tests.bot.rating.company import PLAIN, RULES

TEXT = FILE.read_text(encoding="utf-8")


def test_weights_and_shares_add_up():
    assert sum(factor.weight for factor in RULES.factors.values()) == pytest.approx(1)
    assert all(sum(factor.signals.values()) == pytest.approx(1) for factor in RULES.factors.values())


def test_code_and_file_know_the_same_factors_signals_and_inputs():
    assert [factor.name for factor in FACTORS] == list(RULES.factors)
    for factor in FACTORS:
        assert [signal.name for signal in factor.signals] == list(RULES.factors[factor.name].signals)
        assert all({*signal.inputs, *signal.stand_ins} <= set(RULES.inputs) for signal in factor.signals)
    assert set(PLAIN) == set(RULES.inputs)


def test_the_id_changes_with_the_file(tmp_path):
    changed = tmp_path / "rules.toml"
    changed.write_text(TEXT.replace("buy_at = 55.0", "buy_at = 56.0"), encoding="utf-8")

    assert read_rules(changed).id != RULES.id
    assert read_rules(changed).id.startswith("minnow-1-")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [("weight = 14", "weight = 15", "add up to 100"), ("growth = 0.30", "growth = 0.40", "add up to 1")],
)
def test_weights_that_do_not_add_up_are_refused(tmp_path, old, new, says):
    broken = tmp_path / "rules.toml"
    broken.write_text(TEXT.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ValueError, match=says):
        read_rules(broken)
