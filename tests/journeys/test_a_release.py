"""A morning of the employment report, by two replicas at the moments that the schedules plan; and two quiet days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.calendar import Event, calendar
from bot.market.readings import months_from
from bot.serve import Watch

DUE = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)  # half past eight in New York
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def levels(last: date, newest: float = 50):
    """Payrolls that grow by 50 thousand a month, and by ``newest`` in the last."""
    told = [(months_from(last, -back), 160_000.0 - 50 * (back - 1)) for back in range(1, 40)]
    return sorted([*told, (last, 160_000.0 + newest)])


class Morning:
    """The club at the planned moments of its macro watchers; each is offered to two replicas."""

    def __init__(self, club) -> None:
        self.club = club
        self.replicas = [Watch(club.minnow, lambda: None) for _ in range(2)]
        self.arrived: list[tuple[datetime, str]] = []
        self.rounds = 0

    async def live(self, start: datetime, end: datetime, *names: str, happens=None) -> None:
        """From one moment to another; ``happens`` is told the time before each round."""
        schedules = {name: self.club.minnow.watchers[name].schedule for name in names}
        planned = {name: one.following(start) for name, one in schedules.items()}
        while (at := min(planned.values())) <= end:
            self.club.clock.at = at
            if happens is not None:
                happens(at)
            for name in [name for name in names if planned[name] == at]:
                self.rounds += 1
                for replica in self.replicas:
                    await replica.fire(name, schedules[name].latest(at))
                planned[name] = schedules[name].following(at)
            await self._deliver(at)

    async def _deliver(self, at: datetime) -> None:
        before = len(self.club.inbox.sent)
        await self.club.minnow.dispatcher({"web": self.club.inbox}, "worker").drain()
        self.arrived += [(at, card.title) for _, card in self.club.inbox.sent[before:]]


@pytest.fixture
async def morning(club):
    """A club that watches a stock, an hour before the report; FRED states its day."""
    club.clock.at = DUE - timedelta(hours=1)
    club.price("APLD", 30)
    await club.type("watch APLD")
    days = [date(2026, 11, 6), date(2026, 12, 4), date(2027, 1, 8)]
    club.market.tell_calendar(calendar().with_stated(Event.JOBS, days, "FRED"))
    club.labor(payrolls=levels(OCTOBER))
    assert await club.round("labor_release") == []
    return Morning(club)


async def test_a_report_is_told_at_the_first_look_after_it_and_once_by_all_replicas(morning):
    club, asked, labor = morning.club, [], morning.club.market.labor

    async def counted():
        asked.append(club.clock.at)
        return await labor()

    club.market.labor = counted

    def happens(at: datetime) -> None:
        club.labor(payrolls=levels(NOVEMBER, 120) if at >= DUE + timedelta(seconds=7) else levels(OCTOBER))

    await morning.live(DUE - timedelta(minutes=1), DUE + timedelta(hours=8), "labor_release", happens=happens)

    assert morning.arrived == [
        (DUE + timedelta(seconds=20), "Payrolls rose by 120,000 jobs in November 2026")
    ]  # fmt: skip
    assert len(asked) == len(set(asked)) == morning.rounds > 50


async def test_a_report_that_is_late_is_said_to_be_after_eighteen_minutes_and_told_when_it_comes(morning):
    club = morning.club

    def happens(at: datetime) -> None:
        club.labor(payrolls=levels(NOVEMBER, -30) if at >= DUE + timedelta(hours=2) else levels(OCTOBER))

    await morning.live(DUE - timedelta(minutes=1), DUE + timedelta(hours=8), "labor_release", happens=happens)

    assert [title for _, title in morning.arrived] == [
        "Late: employment report of November 2026",
        "Payrolls fell by 30,000 jobs in November 2026",
    ]
    (late, _), (told, _) = morning.arrived
    assert late == DUE + timedelta(minutes=18)
    assert DUE + timedelta(hours=2) <= told <= DUE + timedelta(hours=2, minutes=15)


async def test_a_report_that_is_moved_is_not_late_on_its_old_day(morning):
    club = morning.club
    days = [date(2026, 11, 6), date(2026, 12, 16)]
    club.market.tell_calendar(calendar().with_stated(Event.JOBS, days, "FRED"))

    def happens(at: datetime) -> None:
        club.labor(payrolls=levels(OCTOBER))

    await morning.live(DUE - timedelta(minutes=1), DUE + timedelta(days=3), "labor_release", happens=happens)

    assert morning.arrived == []


async def test_two_days_in_which_nothing_happens_are_silent(morning):
    club = morning.club
    names = ("labor_release", "job_openings", "jobless_claims", "fed_decision", "rate_repricing", "yield_curve")
    monday = datetime(2026, 12, 14, 15, tzinfo=UTC)

    def happens(at: datetime) -> None:
        club.labor(payrolls=levels(NOVEMBER), openings=levels(OCTOBER), unemployment=levels(NOVEMBER))
        club.rates(3.88, 3.88)
        day = at.date()
        for name in ("DGS2", "DGS10", "DFEDTARU"):
            club.series(name, [(day - timedelta(days=back), 4.0 + (name == "DGS10")) for back in range(80)][::-1])
        club.series("ICSA", [(date(2026, 12, 5) - timedelta(weeks=back), 210_000) for back in range(60)][::-1])

    club.clock.at = monday
    happens(monday)
    for name in names:
        await club.round(name)
    before = len(club.inbox.sent)
    await morning.live(monday, monday + timedelta(hours=48), *names, happens=happens)

    assert len(club.inbox.sent) == before
    assert morning.rounds > 300
    last = await club.minnow.store.rounds.last()
    assert all(last[name].asked == 1 and last[name].unanswered == 0 for name in names)
