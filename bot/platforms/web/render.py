"""A card as a fragment of HTML: every text escaped, every part with its meaning, no script and no style."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.alerts.alert import Alert
from bot.cards import (
    Action,
    Card,
    Chart,
    Fact,
    Form,
    Link,
    Menu,
    Moment,
    Named,
    Origin,
    Piece,
    Table,
    Tone,
    Value,
    pieces,
)
from bot.platforms.web.inert import HERE, inert, visible
from bot.words import day, said, say

Address = Callable[[Chart], str]

_WORDS = {
    Tone.CATALYST: say("Catalyst"),
    Tone.RISK: say("Risk"),
    Tone.NOTE: say("Note"),
    Tone.TROUBLE: say("Trouble"),
}


def alert_html(alert: Alert, address: Address) -> str:
    """An alert as a message of the log, to be found by its fingerprint, and by those of the alerts it tells."""
    follows = (
        f'<p class="follows"><a href="#a-{inert(alert.follows)}">{inert(say("Follows an earlier alert"))}</a></p>'
        if alert.follows
        else ""
    )
    told = "".join(f'<span id="a-{inert(one)}"></span>' for one in alert.tells)
    body = f"{told}{_time(Moment(alert.at), 'clock')}{follows}{card_html(alert.card, address)}"
    return f'<div class="message" id="a-{inert(alert.fingerprint)}">{body}</div>'


def answer_html(card: Card, at: datetime, address: Address) -> str:
    """An answer to a command, for the eyes of the one who asked."""
    return f'<div class="message private">{_time(Moment(at), "clock")}{card_html(card, address)}</div>'


def card_html(card: Card, address: Address) -> str:
    """The card as an article; ``address`` tells where the picture of its chart will be found."""
    tone = _WORDS[card.tone]
    parts = [
        f'<p class="tone">{inert(tone)}</p><h3>{inert(card.title)}</h3>',
        f'<p class="lead">{inert(card.lead)}</p>' if card.lead else "",
        _facts(card.facts),
        _table(card.table) if card.table else "",
        _picture(card.chart, address) if card.chart else "",
        _origins(card.origins),
        f'<p class="note">{inert(card.note)}</p>' if card.note else "",
        _actions(card.actions, card.menu),
    ]
    label = inert(say("{tone}: {title}", tone=tone, title=card.title))
    return f'<article class="card" data-tone="{card.tone.value}" aria-label="{label}">{"".join(parts)}</article>'


def _facts(facts: tuple[Fact, ...]) -> str:
    shown = "".join(f"<div><dt>{inert(fact.name)}</dt><dd>{_value(fact.value)}</dd></div>" for fact in facts)
    return f"<dl>{shown}</dl>" if facts else ""


def _table(table: Table) -> str:
    """The first column names its row; the frame can be scrolled by keyboard where the screen is narrow."""
    heads = "".join(f'<th scope="col">{inert(name)}</th>' for name in table.columns)
    rows = "".join(f"<tr>{''.join(_cell(at, value) for at, value in enumerate(row))}</tr>" for row in table.rows)
    label = inert(say("Table: {columns}", columns=", ".join(table.columns)))
    inside = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="table" role="region" tabindex="0" aria-label="{label}">{inside}</div>'


def _cell(at: int, value: Value) -> str:
    return f"<td>{_value(value)}</td>" if at else f'<th scope="row">{_value(value)}</th>'


def _picture(chart: Chart, address: Address) -> str:
    image = f'<img src="{inert(address(chart))}" alt="{inert(chart.alt)}">'
    return f"<figure>{image}<figcaption>{inert(chart.title)}</figcaption></figure>"


def _origins(origins: tuple[Origin, ...]) -> str:
    shown = "".join(f"<li>{_origin(origin)}</li>" for origin in origins)
    return f'<ul class="origins" aria-label="{inert(say("Sources"))}">{shown}</ul>' if origins else ""


def _origin(origin: Origin) -> str:
    when = _piece(Moment(origin.as_of, origin.form))
    source = said(origin.source).replace(HERE, "")
    told = inert(say("{source}, as of {when}", source=source, when=HERE)).replace(HERE, when)
    if not origin.stale:
        return told
    return f'{told} <strong class="stale">{inert(say("stale: no answer from there since"))}</strong>'


def _actions(actions: tuple[Action, ...], menu: Menu | None) -> str:
    shown = "".join(map(_button, actions)) + (_menu(menu) if menu else "")
    return f'<div class="actions" role="group" aria-label="{inert(say("Actions"))}">{shown}</div>' if shown else ""


def _button(action: Action) -> str:
    attributes = f'type="button" class="{action.style.value}" data-line="{inert(action.line)}"'
    return f"<button {attributes}>{inert(visible(action.label, action.line))}</button>"


def _menu(menu: Menu) -> str:
    """A button that unfolds the choices after it; a select would run a line at the press of an arrow key."""
    label = inert(visible(menu.label, say("More")))
    choices = "".join(map(_button, menu.choices))
    return (
        f'<button type="button" class="menu" aria-expanded="false">{label}</button>'
        f'<div class="choices" role="group" aria-label="{label}" hidden="">{choices}</div>'
    )


def _value(value: Value) -> str:
    return "".join(_piece(part) for part in pieces(value))


def _piece(part: Piece) -> str:
    if isinstance(part, Moment):
        return _time(part, part.form.value)
    if isinstance(part, Link):
        shown = inert(visible(part.text, part.url))
        return f'<a href="{inert(part.url)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    return inert(part.id if isinstance(part, Named) else part)


def _time(moment: Moment, form: str) -> str:
    """A moment in words of UTC, and in the attributes what the page needs to put it into the reader's zone."""
    if moment.form is Form.DAY:
        return f'<time datetime="{moment.at:%Y-%m-%d}" data-form="{form}">{inert(day(moment.at))}</time>'
    shown = inert(say("{day}, {time:%H:%M} UTC", day=day(moment.at), time=moment.at))
    return f'<time datetime="{moment.at.isoformat()}" data-form="{form}">{shown}</time>'
