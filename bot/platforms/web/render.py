"""A card as a fragment of HTML: every text escaped, every part with its meaning, no script and no style."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable
from datetime import datetime

from bot.alerts.alert import Alert
from bot.cards import Action, Card, Chart, Fact, Form, Link, Moment, Origin, Piece, Table, Value, pieces
from bot.words import day

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Address = Callable[[Chart], str]


def alert_html(alert: Alert, address: Address) -> str:
    """An alert as a message of the log, to be found by its fingerprint."""
    follows = (
        f'<p class="follows"><a href="#a-{_text(alert.follows)}">Follows an earlier alert</a></p>'
        if alert.follows
        else ""
    )
    body = f"{_time(Moment(alert.at), 'clock')}{follows}{card_html(alert.card, address)}"
    return f'<div class="message" id="a-{_text(alert.fingerprint)}">{body}</div>'


def answer_html(card: Card, at: datetime, address: Address) -> str:
    """An answer to a command, for the eyes of the one who asked."""
    return f'<div class="message private">{_time(Moment(at), "clock")}{card_html(card, address)}</div>'


def card_html(card: Card, address: Address) -> str:
    """The card as an article; ``address`` tells where the picture of its chart will be found."""
    tone = card.tone.value
    parts = [
        f'<p class="tone">{tone.capitalize()}</p><h3>{_text(card.title)}</h3>',
        f'<p class="lead">{_text(card.lead)}</p>' if card.lead else "",
        _facts(card.facts),
        _table(card.table) if card.table else "",
        _picture(card.chart, address) if card.chart else "",
        _origins(card.origins),
        f'<p class="note">{_text(card.note)}</p>' if card.note else "",
        _actions(card.actions),
    ]
    label = _text(f"{tone.capitalize()}: {card.title}")
    return f'<article class="card" data-tone="{tone}" aria-label="{label}">{"".join(parts)}</article>'


def _text(text: str) -> str:
    """``text`` for an element or a quoted attribute: no markup, no control character, no change of direction."""
    plain = "".join(letter if letter.isprintable() else _unprintable(letter) for letter in text)
    return html.escape(plain, quote=True)


def _visible(text: str, otherwise: str) -> str:
    """A link or a button without a word could not be seen or pressed."""
    return text if any(letter.isprintable() and not letter.isspace() for letter in text) else otherwise


def _unprintable(letter: str) -> str:
    if letter.isspace():
        return " "
    return "" if letter in _BIDI or unicodedata.category(letter) in ("Cc", "Cs") else letter


def _facts(facts: tuple[Fact, ...]) -> str:
    shown = "".join(f"<div><dt>{_text(fact.name)}</dt><dd>{_value(fact.value)}</dd></div>" for fact in facts)
    return f"<dl>{shown}</dl>" if facts else ""


def _table(table: Table) -> str:
    """The first column names its row; the frame can be scrolled by keyboard where the screen is narrow."""
    heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in table.columns)
    rows = "".join(f"<tr>{''.join(_cell(at, value) for at, value in enumerate(row))}</tr>" for row in table.rows)
    label = _text(f"Table: {', '.join(table.columns)}")
    inside = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="table" role="region" tabindex="0" aria-label="{label}">{inside}</div>'


def _cell(at: int, value: Value) -> str:
    return f"<td>{_value(value)}</td>" if at else f'<th scope="row">{_value(value)}</th>'


def _picture(chart: Chart, address: Address) -> str:
    image = f'<img src="{_text(address(chart))}" alt="{_text(chart.alt)}">'
    return f"<figure>{image}<figcaption>{_text(chart.title)}</figcaption></figure>"


def _origins(origins: tuple[Origin, ...]) -> str:
    shown = "".join(f"<li>{_origin(origin)}</li>" for origin in origins)
    return f'<ul class="origins" aria-label="Sources">{shown}</ul>' if origins else ""


def _origin(origin: Origin) -> str:
    when = _piece(Moment(origin.as_of, origin.form))
    lost = ' <strong class="stale">stale: no answer from there since</strong>' if origin.stale else ""
    return f"{_text(origin.source)}, as of {when}{lost}"


def _actions(actions: tuple[Action, ...]) -> str:
    shown = "".join(map(_button, actions))
    return f'<div class="actions" role="group" aria-label="Actions">{shown}</div>' if actions else ""


def _button(action: Action) -> str:
    attributes = f'type="button" class="{action.style.value}" data-line="{_text(action.line)}"'
    return f"<button {attributes}>{_text(_visible(action.label, action.line))}</button>"


def _value(value: Value) -> str:
    return "".join(_piece(part) for part in pieces(value))


def _piece(part: Piece) -> str:
    if isinstance(part, Moment):
        return _time(part, part.form.value)
    if isinstance(part, Link):
        shown = _text(_visible(part.text, part.url))
        return f'<a href="{_text(part.url)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    return _text(part)


def _time(moment: Moment, form: str) -> str:
    """A moment in words of UTC, and in the attributes what the page needs to put it into the reader's zone."""
    if moment.form is Form.DAY:
        return f'<time datetime="{moment.at:%Y-%m-%d}" data-form="{form}">{day(moment.at)}</time>'
    shown = f"{day(moment.at)}, {moment.at:%H:%M} UTC"
    return f'<time datetime="{moment.at.isoformat()}" data-form="{form}">{shown}</time>'
