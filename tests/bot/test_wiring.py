"""Definitions are found, needs are filled by type."""

import types

import pytest

from bot import wiring


class Part:
    pass


async def asks(ticker: str, *, part: Part) -> None: ...


def test_a_need_is_filled_by_its_type():
    part = Part()

    assert wiring.supply(asks, {Part: part}) == {"part": part}


def test_a_need_that_nothing_provides_is_named():
    with pytest.raises(LookupError, match="asks needs part: Part"):
        wiring.supply(asks, {})


def test_two_definitions_of_one_name_are_refused(tmp_path, monkeypatch):
    room = tmp_path / "a_room"
    room.mkdir()
    (room / "__init__.py").write_text("")
    for name in ("one", "two"):
        (room / f"{name}.py").write_text(
            "class Thing:\n    name = 'same'\n"
            if name == "one"
            else "from a_room.one import Thing as T\nsame = T()\nother = T()\n"
        )
    monkeypatch.syspath_prepend(tmp_path)
    package = __import__("a_room")

    assert isinstance(package, types.ModuleType)
    from a_room.one import Thing

    with pytest.raises(ValueError, match="'same'"):
        wiring.find(package, Thing)


def test_what_a_function_needs_is_read_once():
    async def asks(*, number: int) -> None: ...

    assert wiring.needs(asks) == {"number": int}
    assert wiring.needs(asks) is wiring.needs(asks)
