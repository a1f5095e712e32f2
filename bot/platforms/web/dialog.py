"""A dialog as a fragment of HTML: one form, a section for each page, a place beside each field for what is wrong."""

from __future__ import annotations

from bot.dialogs import Choice, Dialog, Field, File, Page, People, Pick, Time, Write
from bot.pasted.file import ENDINGS, MOST_BYTES
from bot.platforms.web.inert import HERE, inert, visible
from bot.words import say


def dialog_html(dialog: Dialog) -> str:
    """To be opened by the page, one at a time: what its elements are called is known within one dialog only."""
    many = len(dialog.pages) > 1
    lead = f'<p class="lead">{inert(dialog.lead)}</p>' if dialog.lead else ""
    pages = "".join(
        _page(page, at) if many else "".join(map(_field, page.fields)) for at, page in enumerate(dialog.pages)
    )
    submit = inert(visible(dialog.submit, say("Save")))
    return (
        f'<dialog class="asks" data-command="{inert(dialog.command)}" data-about="{inert(dialog.about)}" '
        f'aria-labelledby="asks-title"><form novalidate="">'
        f'<h2 id="asks-title">{inert(visible(dialog.title, say("Answer")))}</h2>'
        f'<div class="pages">{lead}{pages}</div>'
        f'<p class="problem" role="alert"></p>'
        f'<div class="actions"><button type="submit" class="primary">{submit}</button>'
        f'<button type="button" class="cancel">{inert(say("Cancel"))}</button></div>'
        "</form></dialog>"
    )


def _page(page: Page, at: int) -> str:
    fields = "".join(map(_field, page.fields))
    heading = f'<h3 id="page-{at}">{inert(page.title)}</h3>'
    return f'<section aria-labelledby="page-{at}">{heading}{fields}</section>'


def _field(one: Field) -> str:
    """Its name, what helps, what is answered with, what is wrong."""
    help = _help(one)
    told = f'<p class="help" id="f-{one.name}-help">{help}</p>' if help else ""
    wrong = f'<p class="wrong" id="f-{one.name}-wrong" hidden=""></p>'
    described = (
        f'aria-describedby="f-{one.name}-wrong f-{one.name}-help"'
        if help
        else (f'aria-describedby="f-{one.name}-wrong"')
    )
    required = ' data-required=""' if one.required else ""
    label = inert(visible(one.label, one.name))
    about = f'class="field" data-field="{one.name}" data-kind="{_kind(one)}"{required}'
    if isinstance(one, Pick) and one.several:
        boxes = "".join(_box(one, choice) for choice in one.choices)
        return f"<fieldset {about} {described}><legend>{label}</legend>{told}<div>{boxes}</div>{wrong}</fieldset>"
    named = f'<label for="f-{one.name}">{label}</label>'
    return f"<div {about}>{named}{told}{_control(one, described)}{wrong}</div>"


def _help(one: Field) -> str:
    if isinstance(one, Time):
        place = '<span class="zone"></span>'
        return inert(say("In your time zone{zone}.", zone=HERE)).replace(
            HERE, place
        )  # its own help is for who can only write
    if isinstance(one, Write) and one.example:
        return inert(
            say("{help}, such as {example}", help=one.help, example=one.example)
            if one.help
            else say("Such as {example}", example=one.example)
        )
    if isinstance(one, People):
        ids = say("User ids, with blanks between them") if one.several else say("A user id")
        return inert(say("{help}. {ids}", help=one.help, ids=ids) if one.help else ids)
    return inert(one.help)


def _kind(one: Field) -> str:
    """How the page reads the answer."""
    if isinstance(one, Time):
        return "time"
    if isinstance(one, File):
        return "file"
    if isinstance(one, Pick) and one.several:
        return "boxes"
    return "words" if isinstance(one, People) and one.several else "text"


def _control(one: Field, described: str) -> str:
    about = f'id="f-{one.name}" name="{one.name}" {described}' + (' aria-required="true"' if one.required else "")
    match one:
        case Pick():
            empty = "" if one.required and one.value else f'<option value="">{inert(say("Not chosen"))}</option>'
            options = "".join(_option(one, choice) for choice in one.choices)
            return f"<select {about}>{empty}{options}</select>"
        case File():
            accepted = ",".join(f".{ending}" for ending in ENDINGS)
            return f'<input type="file" {about} accept="{accepted}" data-most="{MOST_BYTES}">'
        case Time():
            return f'<input type="datetime-local" {about} data-at="{inert(" ".join(one.value))}">'
        case Write(long=True):
            text = "\n".join(inert(line) for answer in one.value for line in answer.split("\n"))
            return f'<textarea {about} rows="4">\n{text}</textarea>'  # a parser drops the first newline
        case Write(suggests="listed" | "watched"):
            asks = f'data-suggests="{one.suggests}" list="f-{one.name}-list"'
            return f'{_line(one, f"{about} {asks}")}<datalist id="f-{one.name}-list"></datalist>'
        case _:
            return _line(one, about)


def _line(one: Field, about: str) -> str:
    return f'<input type="text" {about} value="{inert(" ".join(one.value))}" autocomplete="off" spellcheck="false">'


def _option(one: Pick, choice: Choice) -> str:
    chosen = ' selected=""' if choice.value in one.value else ""
    return f'<option value="{inert(choice.value)}"{chosen}>{inert(visible(choice.label, choice.value))}</option>'


def _box(one: Pick, choice: Choice) -> str:
    chosen = ' checked=""' if choice.value in one.value else ""
    box = f'<input type="checkbox" name="{one.name}" value="{inert(choice.value)}"{chosen}>'
    return f"<label>{box} {inert(visible(choice.label, choice.value))}</label>"
