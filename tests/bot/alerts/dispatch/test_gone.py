"""A place that is gone for a week is forgotten; one that may work again never is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.alerts.admission import admit_all
from bot.alerts.dispatch.gone import GONE_FOR
from bot.alerts.ports import NotifyError


async def test_a_place_that_is_gone_is_told_once_and_forgotten_after_a_week(program, home):
    program.place.answers = [(False, NotifyError("It is gone.", permanent=True, gone=True))]
    await program.happens("one")
    await program.happens("two")
    await program.deliver()
    assert program.titles == ["Alerts cannot reach a channel you set up"]
    assert (await program.outbox.broken())[0].gone

    program.clock.at += GONE_FOR - timedelta(minutes=5)
    await program.deliver()
    await admit_all(program.outbox, program.watchlists, program.book, program.clock.at)
    assert len(await program.outbox.broken()) == 1
    program.clock.at += timedelta(minutes=5)
    await program.turn()

    assert await program.outbox.broken() == []
    assert (await program.watchlists.watchlist(home)).tickers == ()
    await program.happens("three")
    await program.deliver()
    assert len(program.titles) == 1
    assert await program.outbox.waiting() == 0


@pytest.mark.parametrize("way", ["refused only", "used again"])
async def test_a_place_that_may_work_again_is_never_forgotten(program, home, way):
    program.place.answers = [(False, NotifyError("No.", permanent=True, gone=way == "used again"))]
    await program.happens("one")
    await program.deliver()
    if way == "used again":
        await program.outbox.repair(home, program.clock.at)

    program.clock.at += 2 * GONE_FOR
    await program.turn()

    assert len(await program.outbox.broken()) == 1
    assert (await program.watchlists.watchlist(home)).tickers
