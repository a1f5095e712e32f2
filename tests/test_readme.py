"""The README is true."""

import pytest

from tests.readme import PARTS, README, part


@pytest.mark.parametrize("name", PARTS)
def test_a_generated_part_is_what_the_code_says(name):
    assert part(README.read_text(encoding="utf-8"), name) == PARTS[name](), "run: python -m tests.readme"
