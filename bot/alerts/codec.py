"""Cards, alerts and episodes as JSON and back, unchanged."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.alerts.alert import Alert
from bot.alerts.episode import Episode
from bot.cards import Card


def dump_card(card: Card) -> str:
    return _dump(card)


def load_card(text: str) -> Card:
    card: Card = _read(Card, json.loads(text))
    return card


def dump_alert(alert: Alert) -> str:
    return _dump(alert)


def load_alert(text: str) -> Alert:
    alert: Alert = _read(Alert, json.loads(text))
    return alert


def dump_episode(episode: Episode) -> str:
    return _dump(episode)


def load_episode(text: str) -> Episode:
    episode: Episode = _read(Episode, json.loads(text))
    return episode


def _dump(value: Any) -> str:
    """In ASCII, for half a character from outside has no UTF-8 and would keep an alert from being written down."""
    return json.dumps(_plain(value), separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Dataclasses become objects without their defaults; a class that shares a union says its name."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        shown = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) != f.default}
        return {"is": type(value).__name__, **shown}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, value: Any) -> Any:
    """The inverse of _plain for a hint."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return None if value is None and NoneType in inner else _read_one_of(inner, value)
    if origin is tuple:
        kinds = (inner[0],) * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(kind, one) for kind, one in zip(kinds, value, strict=True))
    if is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type]  # a dataclass is a type here
        return hint(**{name: _read(hints[name], one) for name, one in value.items() if name != "is"})  # type: ignore[operator]
    if isinstance(hint, type) and issubclass(hint, Enum | datetime | date):
        return hint.fromisoformat(value) if issubclass(hint, date) else hint(value)
    return value


def _read_one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    if isinstance(value, dict):
        return _read(next(kind for kind in kinds if getattr(kind, "__name__", "") == value["is"]), value)
    if isinstance(value, list):
        return _read(next(kind for kind in kinds if get_origin(kind) is tuple), value)
    return value
