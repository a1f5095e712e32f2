"""`python -m tests.faults` plays every row and prints the delivery table; with --write it goes into the README."""

from __future__ import annotations

import asyncio
import sys

from tests.faults.matrix import ROWS, play_all
from tests.faults.table import delivery, written_into
from tests.readme import README


def main() -> int:
    outcomes = asyncio.run(play_all(ROWS))
    shown = delivery(ROWS, outcomes)
    sys.stdout.write(f"{shown}\n")
    for name, outcome in outcomes.items():
        if outcome.fault:
            sys.stderr.write(f"{name}: {outcome.fault}\n{outcome.logs}\n")
    if "--write" in sys.argv[1:] and "?" not in shown:
        README.write_text(written_into(README.read_text(encoding="utf-8"), shown), encoding="utf-8")
    return int(any(outcome.fault for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
