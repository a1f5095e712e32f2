"""The dialog about how a channel is told: from its wishes to fields, and from the answers to words that are kept."""

from __future__ import annotations

from collections.abc import Mapping

from bot.alerts.setting import (
    CAP,
    DIGESTS,
    EDITORS,
    KIND,
    LEAST,
    LOUD,
    MENTION,
    QUIET,
    SETTINGS,
    STYLE,
    URGENT,
    State,
    unsaid,
    wished,
)
from bot.alerts.wishes import Wishes
from bot.cards import Card
from bot.dialogs import Choice, Dialog, Field, Filled, Misfilled, Page, People, Pick, Write
from bot.watchers import Kinds
from bot.words import clipped, later, listed, said, say

PAGES = ("kinds", "times", "manner")
_GROUPS = ("company", "market")
_LABELS = {
    ("company", State.ON): later("About companies, with a sound"),
    ("company", State.SILENT): later("About companies, silently"),
    ("market", State.ON): later("About the market, with a sound"),
    ("market", State.SILENT): later("About the market, silently"),
}
_CHOICES = {
    URGENT: (Choice("pass", say("pass quiet hours and the cap")), Choice("wait", say("wait like the others"))),
    STYLE: (
        Choice("threads", say("in the alert's thread, its message updated")),
        Choice("new", say("as new messages")),
    ),
    LOUD: (
        Choice("urgent", say("with urgent alerts alone")),
        Choice("all", say("with every alert that makes a sound")),
    ),
}


def wish_dialog(wishes: Wishes, kinds: Kinds, card: Card, page: str = "") -> Dialog:
    """All pages, or the one that was asked for."""
    made = {
        "kinds": Page(say("Kinds of alert"), "alerts kinds", _kind_fields(wishes, kinds)),
        "times": Page(say("Times"), "alerts times", _time_fields(wishes)),
        "manner": Page(say("Manner"), "alerts manner", _manner_fields(wishes, kinds)),
    }
    return Dialog(
        command="alerts",
        title=say("How this channel is told"),
        pages=(made[page],) if page else tuple(made.values()),
        card=card,
    )


def _kind_fields(wishes: Wishes, kinds: Kinds) -> tuple[Field, ...]:
    fields = []
    for group in _GROUPS:
        members = _members(group, kinds)
        choices = tuple(Choice(kind, _read(kind)) for kind in members)
        for state in (State.ON, State.SILENT):
            chosen = tuple(kind for kind in members if wishes.state(kind) is state)
            other = say("Off is what is chosen neither here nor silently.") if state is State.ON else ""
            label = said(_LABELS[group, state])
            fields.append(
                Pick(name=f"{group}_{state}", label=label, help=other, value=chosen, choices=choices, several=True)
            )
    return tuple(fields)


def _members(group: str, kinds: Kinds) -> tuple[str, ...]:
    return tuple(kind for kind in kinds.names if (kind in kinds.company) is (group == "company"))


def _time_fields(wishes: Wishes) -> tuple[Field, ...]:
    quiet, digests = str(wishes.quiet or ""), str(wishes.digests or "")
    return (
        Write(name=QUIET, label=say("Quiet hours"), help=say("Held then, one digest after"),
              value=_kept(quiet), example="22:00-07:00 Europe/Berlin"),
        Write(name=DIGESTS, label=say("Digests"), help=say("Up to three times of day and a time zone"),
              value=_kept(digests), example="08:30 16:30 America/New_York"),
        Write(name=CAP, label=say("Most messages an hour"), help=say("What is over it comes as one digest"),
              value=_kept(str(wishes.cap or "")), example="12"),
        _two(URGENT, say("Urgent alerts"), "pass" if wishes.urgent_pass else "wait"),
    )  # fmt: skip


def _manner_fields(wishes: Wishes, kinds: Kinds) -> tuple[Field, ...]:
    least = "\n".join(
        f"{_read(kind)} {wishes.least[kind]:g} {said(kinds.units[kind])}"
        for kind in kinds.units
        if kind in wishes.least
    )
    known = next(iter(kinds.units), "")
    example = f"{_read(known)} 15 {said(kinds.units[known])}" if known else ""
    return (
        _two(STYLE, say("Follow-ups"), "new" if wishes.apart else "threads"),
        Write(name="least", label=say("Only larger ones"),
              help=say("A line for each kind: its name and the smallest size told"),
              value=_kept(least), example=example, long=True),
        People(name=MENTION, label=say("Mention"), help=say("A person, a role or a user group"),
               value=_kept(wishes.mention)),
        _two(LOUD, say("Mention them"), "all" if wishes.all_mentioned else "urgent"),
        People(name=EDITORS, label=say("Who may change this"), help=say("As well as people who manage the channel"),
               value=wishes.editors, several=True),
    )  # fmt: skip


def _read(kind: str) -> str:
    """A kind as people read it."""
    return said(kind.replace("_", " "))


def _kept(word: str) -> tuple[str, ...]:
    return (word,) if word else ()


def _two(setting: str, label: str, value: str) -> Pick:
    return Pick(name=setting, label=label, value=(value,), choices=_CHOICES[setting], required=True)


def words(filled: Filled, wishes: Wishes, kinds: Kinds, author: str) -> Mapping[str, str]:
    """The word to keep for each setting on the pages that were filled. Misfilled names every field that is wrong."""
    found: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, answers in filled.items():
        try:
            if name in SETTINGS and not (name == EDITORS and set(answers) == set(wishes.editors)):
                found[name] = wished(name, " ".join(answers) or unsaid(name), author)
            elif name == "least":
                found.update(_least("\n".join(answers), kinds))
        except ValueError as error:
            wrong[name] = str(error)
    for group in _GROUPS:
        if f"{group}_{State.ON}" in filled or f"{group}_{State.SILENT}" in filled:
            heard = set(filled.get(f"{group}_{State.ON}", ()))
            silent = set(filled.get(f"{group}_{State.SILENT}", ()))
            if both := sorted(heard & silent):
                wrong[f"{group}_{State.SILENT}"] = say(
                    "{both} cannot be both with a sound and silent; choose one.", both=listed(both)
                )
            for kind in _members(group, kinds):
                found[KIND + kind] = "" if kind in heard else "silent" if kind in silent else "off"
    if wrong:
        raise Misfilled(wrong)
    return found


def _least(text: str, kinds: Kinds) -> Mapping[str, str]:
    """Every kind with a unit: its smallest size, "" for those that no line names. ValueError."""
    found = dict.fromkeys((LEAST + kind for kind in kinds.units), "")
    written = {_plain(name): kind for kind in kinds.units for name in (kind, _read(kind))}
    for line in filter(None, map(str.strip, text.splitlines())):
        name = next(filter(_plain(line).startswith, written), "")
        if not name:
            raise ValueError(
                say(
                    "“{line}” begins with no kind that has a size; there are {kinds}.",
                    line=clipped(line, 40),
                    kinds=listed(list(kinds.units)),
                )
            )
        kind = written[name]
        found[LEAST + kind] = wished(LEAST + kind, without_unit(line[len(name) :], kinds.units[kind]), "")
    return found


def _plain(text: str) -> str:
    return text.lower().replace("-", " ").replace("_", " ")


def without_unit(text: str, unit: str) -> str:
    """“15 %” as “15”; the unit as it is read here, or in English."""
    word, units = text.strip().lower(), (said(unit).lower(), unit.lower())
    for tail in [tail for one in units for tail in (one, one.split()[0])]:
        word = word.removesuffix(tail).strip()
    return word
