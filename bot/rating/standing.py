"""A Standing is what is remembered of a rating between two closes: small, frozen, handed in and handed back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from bot.rating.figures import Figures
from bot.rating.grade import Grade


@dataclass(frozen=True)
class Standing:
    """``grade`` is shown; ``call`` is the last real call behind it (None before the first).

    ``session`` and ``at`` are the last close counted, ``changed`` the session of the last change of call;
    ``pending`` stands for ``closes`` closes in a row; ``basis`` are the figures the call last stood on.
    """

    grade: Grade
    call: Grade | None
    session: date
    at: datetime
    changed: date
    ruleset: str
    pending: Grade | None = None
    closes: int = 0
    basis: Figures | None = None

    def to_json(self) -> str:
        """A line for the store; a few kilobytes."""
        told = asdict(self)
        return json.dumps(told, default=lambda kept: kept.isoformat(), sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> Standing:
        """What :meth:`to_json` wrote. ValueError or KeyError for anything else."""
        told = json.loads(line)
        basis = told["basis"]
        return cls(
            grade=Grade(told["grade"]),
            call=Grade(told["call"]) if told["call"] else None,
            session=date.fromisoformat(told["session"]),
            at=datetime.fromisoformat(told["at"]),
            changed=date.fromisoformat(told["changed"]),
            ruleset=told["ruleset"],
            pending=Grade(told["pending"]) if told["pending"] else None,
            closes=told["closes"],
            basis=basis
            and Figures(
                at=datetime.fromisoformat(basis["at"]),
                values=basis["values"],
                ages=basis["ages"],
                missing=basis["missing"],
                phrases=basis["phrases"],
                conflicts=tuple((flag, why) for flag, why in basis["conflicts"]),
            ),
        )
