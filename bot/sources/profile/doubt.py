"""Whether a company's newest report voices substantial doubt that it can go on: its own sentences, read strictly.

Most reports name the phrase only to say what is evaluated, or that there is none. A sentence counts as doubt where its
verb says so and nothing in it takes that back, as none where it plainly denies or only asks; any other is not known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime

from bot.market.feeds import Missing, NoAnswer
from bot.market.filing import Filing
from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin, unanswered
from bot.words import filled, later

SOURCE = "SEC"
REPORTS = ("10-K", "10-Q", "10-KT", "10-QT")
MOST, LONGEST = 12, 600  # sentences kept, and characters of each
PHRASE = re.compile(r"substantial\s+doubt", re.IGNORECASE)
_STATEMENTS = re.compile(r"balance sheets?|statements? of financial (position|condition)", re.IGNORECASE)
_HIDDEN = re.compile(r"<ix:header\b.*?</ix:header>|<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"[.;!?](?=\s)")
_AGGREGATE = re.compile(r",? (?:when )?considered in the aggregate,?", re.IGNORECASE)
_VERB = re.compile(
    r"\b(raises?|raised|raising|creates?|casts?|is|are|remains?|exists?|expresse[sd]|indicates?) "
    r"(?:(?:a|that|there|is|the|existence|of|significant) ){0,4}substantial doubt\b"
    r"|\bsubstantial doubt [^.;,]{0,120}\b(exists|remains|is raised)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\b(no|whether|if|could|may|might|would|should|unless|until|alleviat\w*|mitigat\w*|evaluat\w*|assess\w*"
    r"|previous\w*|prior|formerly|longer|resolved|removed|any|when|future|not (?:raise|exist|believe|identif\w+))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\bno (?:conditions?|events?|facts?|circumstances?)\b[^.;,]{0,80} substantial doubt|\bno substantial doubt"
    r"|\bnot (?:raise|create|cast)(?: any| a)? substantial doubt"
    r"|\bnot believe (?:that )?there (?:is|are) (?:any )?substantial doubt"
    r"|\balleviat\w+ (?:the |any |such |this )?substantial doubt|\bsubstantial doubt\b[^.;,]{0,60} alleviated\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:could|may|might|would) (?:\w+ )?(?:raise|create|cast) (?:a )?substantial doubt"
    r"|\bwhether\b[^.;]{0,250} substantial doubt",
    re.IGNORECASE,
)
_FOUND = re.compile(r"\b(conclu|determined|found|believes?)", re.IGNORECASE)  # it says what came of the question


def newest_report(filings: Sequence[Filing], at: datetime) -> Filing | None:
    """The newest yearly or quarterly report; amendments hold parts only and are left out."""
    reports = [one for one in filings if one.form in REPORTS and one.accepted <= at]
    return max(reports, key=lambda one: (one.accepted, one.accession), default=None)


def sentences(body: bytes) -> Sequence[str]:
    """The sentences of a document that name the phrase, as a person reads them; for worker threads.

    Raises Missing for a cover whose statements, and whatever doubt goes with them, stand in another document.
    """
    seen = html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", body.decode("utf-8", "replace"))))
    told = " ".join(seen.split())
    if not _STATEMENTS.search(told):
        raise Missing(later("the statements of its newest report stand in another document"))
    found: dict[str, None] = {}
    for phrase in PHRASE.finditer(told):
        before = [end.end() for end in _END.finditer(told, max(phrase.start() - LONGEST, 0), phrase.start())]
        after = _END.search(told, phrase.end(), phrase.end() + LONGEST)
        start = before[-1] if before else max(phrase.start() - LONGEST, 0)
        found[told[start : after.end() if after else phrase.end() + LONGEST].strip()] = None
    return list(found)


def read_doubt(filing: Filing | None, told: Sequence[str] | NoAnswer | None) -> Figure | Absent:
    """``told`` are the report's sentences. Yes, no, or not known with the reason; dated by the report."""
    if filing is None:
        return Absent(later("no yearly or quarterly report of it is listed in a year"))
    if told is None or isinstance(told, NoAnswer):
        return unanswered(told) if told else Absent(later("the words of its newest report are not read yet"))
    verdicts = [verdict(one) for one in told]
    if True in verdicts:
        return Origin(SOURCE, filing.accepted).figure(value=True, unit="yes/no")
    if None in verdicts:
        return Absent(
            filled(
                later("its {form} speaks of substantial doubt in words that are not understood here"), form=filing.form
            )
        )
    return Origin(SOURCE, filing.accepted).figure(value=False, unit="yes/no")


def verdict(sentence: str) -> bool | None:
    """Whether a sentence voices doubt; None where it is not plain."""
    told = _AGGREGATE.sub("", sentence)
    if _VERB.search(told) and not _TAKEN_BACK.search(told):
        return True
    denied = _DENIED.search(told) or (_ASKED.search(told) and not _FOUND.search(told))
    return False if denied else None
