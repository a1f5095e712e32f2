"""A worker is dead when we listened for a whole lease and its beat stood still."""

from __future__ import annotations

from bot.alerts.dispatch.leases import LEASE, Leases

STEP = LEASE / 4


def test_a_beat_that_stands_still_for_a_lease_is_dead_and_one_that_goes_on_is_not():
    leases = Leases()
    told = [leases.ended({"still": 1, "alive": look}, 1000 + look * STEP) for look in range(6)]

    assert told == [[], [], [], [], [], ["still"]]


def test_a_beat_that_goes_on_after_a_pause_begins_a_new_lease():
    leases = Leases()

    told = [leases.ended({"w": 1 if look < 4 else 2}, 1000 + look * STEP) for look in range(10)]

    assert told == [[]] * 9 + [["w"]]


def test_after_we_stood_still_ourselves_every_lease_begins_anew():
    leases = Leases()
    leases.ended({"w": 1}, 1000)

    assert leases.ended({"w": 1}, 1000 + 3 * LEASE) == []
    assert leases.ended({"w": 1}, 1000 + 3 * LEASE + STEP) == []
