"""The delivery table of the README, from what a run has shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from tests.faults.matrix import PLATFORMS, Outcome, Row
from tests.readme import table

_PLACE = re.compile("<!-- delivery -->\n(.*?)<!-- /delivery -->", re.DOTALL)
_COLUMNS = ["What is done to it", "Slack: lost", "repeated", "Discord: lost", "repeated"]


def shown_in(text: str) -> str:
    """What the README shows between the markers, "" when there is nothing."""
    found = _PLACE.search(text)
    return found[1].strip() if found else ""


def written_into(text: str, shown: str) -> str:
    """The README with the table between its markers."""
    return _PLACE.sub(lambda _found: f"<!-- delivery -->\n{shown}\n<!-- /delivery -->", text)


def delivery(rows: Sequence[Row], outcomes: Mapping[str, Outcome]) -> str:
    """A line for each kind of harm: its cases and the worst of their counts; “?” where one could not be played."""
    lines = []
    for what, alike in groupby(rows, key=lambda row: row.what):
        cases = list(alike)
        played = [outcomes[str(case)] for case in cases]
        counts = [
            "?" if any(one.fault for one in played) else str(max(getattr(one, count)[platform] for one in played))
            for platform in PLATFORMS
            for count in ("lost", "repeated")
        ]
        lines.append([f"{what}: {'; '.join(case.when for case in cases)}", *counts])
    return table(_COLUMNS, lines)
