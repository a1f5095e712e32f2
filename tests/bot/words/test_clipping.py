"""Long texts cut to their room."""

from hypothesis import given
from hypothesis import strategies as st

from bot import words


@given(st.text(max_size=50), st.integers(1, 60))
def test_clipped_text_never_passes_its_limit_and_short_text_is_whole(text, limit):
    clipped = words.clipped(text, limit)

    assert len(clipped) <= limit
    assert clipped == text if len(text) <= limit else clipped.endswith("…")
