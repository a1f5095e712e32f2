"""Lists as people write them."""

import pytest

from bot import words


def test_lists():
    assert [words.listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(("last", "shown"), [("or", "a, b or c"), ("then", "a, b then c")])
def test_the_last_word_of_a_list_may_be_another(last, shown):
    assert words.listed(["a", "b", "c"], last) == shown
