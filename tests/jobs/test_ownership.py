"""Ownership: purchases of a day in one alert, stakes and institutions by their own identity, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, load_card
from bot.cards import Link, Tone
from bot.market.feeds import AboutAnother, Missing, Unavailable
from bot.market.filing import Filing
from bot.market.ownership import Holder, Holding, Insider, InsiderReport, Institutions, Purchase, StakeReport
from bot.market.ticker import Ticker
from bot.owners.seen import MOST, Bought, Seen, Stake
from bot.sources.recorded import Recorded
from jobs.ownership import RECENT, WATCHER, ask, judge, word
from tests.whole import SetClock, facts, rows

APLD = Ticker("APLD")
AT = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CEO, CHAIR = Insider("DOE JANE", ("Chief Executive Officer", "director")), Insider("ROE RICHARD", ("director",))
Q3, Q4 = date(2025, 9, 30), date(2025, 12, 31)


def filing(number: int, form: str = "4", *, after: timedelta = HOUR) -> Filing:
    return Filing(
        ticker=APLD, accession=f"0001144879-26-{number:06d}", form=form, accepted=AT + after,
        filed=(AT + after).date(), link=f"https://www.sec.gov/{number}.xml",
    )  # fmt: skip


def purchase(shares: float = 10_000, price: float | None = 5.0, day: date = date(2026, 1, 14)) -> Purchase:
    return Purchase(day, shares, price, "Common Stock")


def bought(paper: Filing, *purchases: Purchase, who: tuple[Insider, ...] = (CEO,), **other) -> Bought:
    told = {"purchases": purchases or (purchase(),), "owners": who, "by_plan": False, "codes": ("P",), **other}
    return Bought(
        paper, InsiderReport(as_of=paper.accepted, source="SEC", ticker=APLD, accession=paper.accession, **told)
    )


def stake(paper: Filing, *holders: Holder) -> Stake:
    held = holders or (Holder("Big Index Advisors", 0.0748, 1_200_000),)
    return Stake(
        paper,
        StakeReport(as_of=paper.accepted, source="SEC", ticker=APLD, accession=paper.accession, holders=held),
    )


def holding(name: str = "A Fund", period: date = Q4, change: float | None = 0.5, share: float | None = 0.03) -> Holding:
    return Holding(name, period, 2_000_000, share, change)


def listed(*holdings: Holding, at: datetime = AT) -> Institutions:
    return Institutions(as_of=at, source="Yahoo Finance", ticker=APLD, holdings=holdings)


def seen(*told: Bought | Stake, papers: tuple[Filing, ...] = (), institutions="not asked just now") -> Seen:
    """A look at these papers and at those that were not read."""
    return Seen(
        APLD, (*(one.filing for one in told), *papers),
        tuple(one for one in told if isinstance(one, Bought)), tuple(one for one in told if isinstance(one, Stake)),
        institutions,
    )  # fmt: skip


class Desk:
    """Looks one after another, with the episodes kept between them; the first saw nothing."""

    def __init__(self, first: Seen | None = None):
        self.episodes = {}
        assert self.look(first or seen(institutions=listed(holding(period=Q3))), AT) == ()

    def look(self, what: Seen, now: datetime = AT + 2 * DAY):
        judged = judge(what, self.episodes, now)
        self.episodes |= {one.name: one for one in judged.moved}
        return judged.occurrences


# Insiders


def test_a_purchase_is_told_with_role_shares_price_and_value():
    (one,) = Desk().look(seen(bought(filing(1))))
    card = word(one.what)

    assert card.title == "APLD: DOE JANE (Chief Executive Officer and director) bought 10,000 shares for $50,000"
    assert card.lead == "Bought on 14 January 2026, filed on 15 January 2026."
    assert rows(card) == (
        ("DOE JANE", "Chief Executive Officer and director", "14 January 2026", "10,000", "$5.00", "$50,000"),
    )
    assert facts(card)["Filings"] == (Link("4 0001144879-26-000001", "https://www.sec.gov/1.xml"),)
    assert facts(card)["Evidence"] == "C (mixed) for insiders' purchases"
    assert "Code P covers private purchases too" in card.note
    assert (one.name, one.severity, one.size) == ("0001144879-26-000001", Severity.NORMAL, 50_000)
    assert card.tone is Tone.CATALYST
    assert card.origins[0].as_of == AT + HOUR
    assert load_card(dump_card(card)) == card


def test_the_forms_of_one_day_become_one_alert_and_those_of_two_days_two():
    one_day = [bought(filing(1)), bought(filing(2, after=2 * HOUR), purchase(4_000, 6.0), who=(CHAIR,))]
    other = bought(filing(3, after=DAY))

    first, second = Desk().look(seen(*one_day, other))

    assert word(first.what).title == "APLD: 2 insiders bought 14,000 shares for $74,000"
    assert len(rows(word(first.what))) == 2
    assert first.name == "0001144879-26-000001 0001144879-26-000002"
    assert second.name == "0001144879-26-000003"


def test_a_form_is_told_once_and_one_that_comes_later_the_same_day_by_itself():
    desk = Desk()
    early, late = bought(filing(1)), bought(filing(2, after=3 * HOUR), who=(CHAIR,))

    assert len(desk.look(seen(early), AT + HOUR)) == 1
    assert [one.name for one in desk.look(seen(early, late), AT + 3 * HOUR)] == ["0001144879-26-000002"]
    assert not judge(seen(early, late), desk.episodes, AT + 4 * HOUR).moved


def test_grants_in_great_number_hide_no_purchase():
    grants = tuple(filing(number, after=HOUR * 2) for number in range(10, 40))

    (one,) = Desk().look(seen(bought(filing(1)), papers=grants))
    assert one.name == "0001144879-26-000001"


def test_what_was_on_the_list_at_the_first_look_is_the_baseline_even_if_it_could_not_be_read_then():
    desk = Desk(seen(papers=(filing(1, after=-HOUR),)))

    assert desk.look(seen(bought(filing(1, after=-HOUR)))) == ()
    assert len(desk.look(seen(bought(filing(1, after=-HOUR)), bought(filing(2))))) == 1


def test_a_form_that_could_not_be_read_is_told_when_it_can_be():
    desk = Desk()

    assert desk.look(seen(papers=(filing(1),)), AT + HOUR) == ()
    assert len(desk.look(seen(bought(filing(1))), AT + 2 * HOUR)) == 1


@pytest.mark.parametrize(
    ("plans", "told", "severity"),
    [
        ((True,), "yes", Severity.QUIET),
        ((False,), "no", Severity.NORMAL),
        ((None,), "not told", Severity.NORMAL),
        ((True, None), "partly, or not told by each form", Severity.NORMAL),
    ],
)
def test_a_plan_is_flagged_and_arrives_quietly(plans, told, severity):
    forms = [bought(filing(number), purchase(1_000 * number), by_plan=plan) for number, plan in enumerate(plans, 1)]
    (one,) = Desk().look(seen(*forms))

    assert facts(word(one.what))["Under a 10b5-1 plan"] == told
    assert one.severity is severity


def test_an_amendment_is_told_apart_and_quietly():
    plain, amended = Desk().look(seen(bought(filing(1)), bought(filing(2, "4/A"))))

    assert plain.severity is Severity.NORMAL
    assert amended.severity is Severity.QUIET
    assert word(amended.what).title.endswith("(amended)")
    assert word(amended.what).lead.endswith("amending an earlier form.")


def test_a_price_that_is_not_told_is_no_zero_and_makes_no_sum():
    (one,) = Desk().look(seen(bought(filing(1), purchase(), purchase(5_000, None))))
    card = word(one.what)

    assert card.title.endswith("bought 15,000 shares")
    assert rows(card)[1][4:] == ("not told", "not told")
    assert one.size == 0


def test_one_purchase_reported_by_two_owners_is_pointed_out():
    both = [bought(filing(1)), bought(filing(2), who=(CHAIR,))]
    apart = [bought(filing(1)), bought(filing(2), purchase(9_000), who=(CHAIR,))]

    assert "may be one purchase" in facts(word(Desk().look(seen(*both))[0].what))["Mind"]
    assert "Mind" not in facts(word(Desk().look(seen(*apart))[0].what))


def test_other_transactions_of_the_form_are_named_and_owners_of_one_form_counted_once():
    form = bought(filing(1), who=(CEO, CHAIR), codes=("A", "M", "P", "Z"))
    card = word(Desk().look(seen(form))[0].what)

    assert facts(card)["Also in these forms"] == "a grant (A), an exercise (M), code Z"
    assert "DOE JANE (Chief Executive Officer and director) and 1 other bought 10,000" in card.title


def test_a_form_without_a_name_and_one_of_many_purchases_stay_readable():
    days = [purchase(day=date(2026, 1, number)) for number in range(1, 14)]
    card = word(Desk().look(seen(bought(filing(1), *days, who=())))[0].what)

    assert card.title.startswith("APLD: an insider bought 130,000 shares")
    assert card.lead.startswith("Bought from 1 January 2026 to 13 January 2026")
    assert (len(rows(card)), rows(card)[-1][0]) == (11, "and 3 purchases more")


# Stakes


@pytest.mark.parametrize(
    ("form", "severity", "words"),
    [
        ("SC 13D", Severity.NORMAL, "may seek influence"),
        ("SCHEDULE 13D", Severity.NORMAL, "may seek influence"),
        ("SC 13G", Severity.QUIET, "seeks no influence"),
        ("SCHEDULE 13G/A", Severity.QUIET, "falls under 5 %"),
        ("SCHEDULE 13D/A", Severity.QUIET, "falls under 5 %"),
    ],
)
def test_a_stake_is_told_by_its_accession_number(form, severity, words):
    (one,) = Desk().look(seen(stake(filing(1, form))))
    card = word(one.what)

    assert (one.name, one.severity, one.size) == ("0001144879-26-000001", severity, 7.48)
    assert card.title == f"APLD: Big Index Advisors reports 7.5 % ({form})"
    assert words in card.lead
    assert rows(card) == (("Big Index Advisors", "7.5 %", "1.2 million"),)
    assert load_card(dump_card(card)) == card


def test_a_schedule_that_cannot_be_read_is_told_by_its_form():
    why = "The SEC has this Schedule 13D or 13G only as a page for people, not as figures."
    (one,) = Desk().look(seen(Stake(filing(1, "SC 13D"), why)))
    card = word(one.what)

    assert card.title == "APLD: a holder of more than 5 % reports (SC 13D)"
    assert facts(card)["Who"].startswith("not read: The SEC has this Schedule 13D or 13G only as a page")
    assert facts(card)["Filing"][0] == Link("SC 13D", "https://www.sec.gov/1.xml")
    assert card.table is None


def test_a_sold_stake_is_a_true_zero_and_silence_is_said():
    gone = word(Desk().look(seen(stake(filing(1, "SC 13G/A"), Holder("A Fund", 0.0, 0.0))))[0].what)
    silent = word(Desk().look(seen(stake(filing(1, "SC 13G"), Holder("A Fund", None, None))))[0].what)

    assert rows(gone) == (("A Fund", "0.0 %", "0"),)
    assert silent.title == "APLD: A Fund reports a stake (SC 13G)"
    assert rows(silent) == (("A Fund", "not told", "not told"),)


def test_a_stake_is_told_once():
    desk, told = Desk(), seen(stake(filing(1, "SC 13G")))

    assert len(desk.look(told)) == 1
    assert not judge(told, desk.episodes, AT + 2 * DAY).moved


# Institutions


def quarter(desk, *holdings, after=DAY):
    return desk.look(seen(institutions=listed(*holdings, at=AT + after)), AT + after)


def test_a_new_quarter_with_a_large_change_is_told_quietly_with_its_period():
    (one,) = quarter(Desk(), holding(), holding("B Fund", change=0.01))
    card = word(one.what)

    assert card.title == "APLD: A Fund raised its holding by 50.0 %"
    assert card.lead == (
        "As held on 31 December 2025 (filed by law no later than 17 February 2026); "
        "the vendor does not say on which day a report was filed, within its 45 days."
    )
    assert rows(card) == (("A Fund", "+50.0 %", "2.0 million", "3.0 %", "31 December 2025"),)
    assert one.severity is Severity.QUIET
    assert "lean" in card.note
    assert card.origins[0].as_of == datetime(2025, 12, 31, tzinfo=UTC)
    assert load_card(dump_card(card)) == card


def test_several_in_one_look_are_one_alert_and_each_is_told_once():
    desk = Desk()
    (one,) = quarter(desk, holding(), holding("B Fund", change=-0.4))

    assert word(one.what).title == "APLD: 2 institutions changed their holdings by a quarter or more"
    assert quarter(desk, holding(), holding("B Fund", change=-0.4), after=2 * DAY) == ()
    (later,) = quarter(desk, holding(), holding("C Fund", change=-0.3), after=3 * DAY)
    assert word(later.what).title == "APLD: C Fund cut its holding by 30.0 %"
    assert quarter(desk, holding(), holding("B Fund", change=-0.4), after=4 * DAY) == ()


@pytest.mark.parametrize(
    "small",
    [holding(change=0.24), holding(share=0.009), holding(change=None), holding(share=None), holding(change=0.0)],
)
def test_a_small_an_unknown_or_no_change_is_not_told(small):
    desk = Desk()

    assert quarter(desk, small) == ()
    assert quarter(desk, small, after=2 * DAY) == ()


def test_an_older_quarter_that_turns_up_is_no_news():
    desk = Desk(seen(institutions=listed(holding())))

    assert quarter(desk, holding(), holding("Old Fund", period=Q3)) == ()


def test_lost_lists_move_nothing():
    desk = Desk(seen(institutions=listed(holding())))

    assert not judge(seen(), desk.episodes, AT + DAY).moved
    assert not judge(seen(institutions=listed(holding("B Fund"), at=AT - DAY)), desk.episodes, AT).moved


# What it asks


class Sec(Recorded):
    """A recording whose papers fail as a test says."""

    failures: dict = {}  # noqa: RUF012  # replaced, never changed

    async def insider_report(self, filing):
        if filing.accession in self.failures:
            raise self.failures[filing.accession]
        return await super().insider_report(filing)

    async def stake_report(self, filing):
        if filing.accession in self.failures:
            raise self.failures[filing.accession]
        return await super().stake_report(filing)


def asked(market, now=AT + 2 * HOUR):
    return ask(APLD, filings=market, owners=market, holders=market, clock=SetClock(now))


async def test_young_papers_are_read_and_old_ones_are_not():
    market = Sec()
    old = filing(1, after=-RECENT)
    young = bought(filing(2))
    market.tell(old, young.filing, filing(3, "10-Q"), filing(4, "SCHEDULE 13G"))
    market.tell_company(bought(old).report, young.report, stake(filing(4, "SCHEDULE 13G")).report)

    told = await asked(market)

    assert {one.accession[-1] for one in told.papers} == {"1", "2", "4"}
    assert told.bought == (young,)
    assert [one.filing.form for one in told.stakes] == ["SCHEDULE 13G"]
    assert told.unread == ()


async def test_what_cannot_be_read_is_said_and_what_is_about_another_company_is_left_out():
    market = Sec()
    papers = [filing(1), filing(2, "SC 13D"), filing(3, "SC 13G"), filing(4, "SC 13G"), filing(5)]
    market.tell(*papers)
    numbers = [one.accession for one in papers]
    market.failures = {
        numbers[0]: Missing("The SEC has this Form 4 only as a page for people, not as figures."),
        numbers[1]: AboutAnother("This SC 13D is about another company's shares."),
        numbers[2]: Unavailable("The SEC does not answer."),
        numbers[3]: Missing("The SEC has this one only as a page."),
    }
    market.tell_company(bought(papers[4], codes=("A",), purchases=()).report)

    told = await asked(market)

    assert told.bought == ()
    assert [(one.filing.accession, one.report) for one in told.stakes] == [
        (numbers[3], "The SEC has this one only as a page.")
    ]
    assert "The SEC has this Form 4 only as a page for people, not as figures." in told.unread


async def test_no_more_papers_are_read_in_a_round_than_the_limit():
    market = Sec()
    market.tell(*(filing(number) for number in range(MOST + 20)))

    told = await asked(market)
    assert len(told.papers) == MOST + 20
    assert len(told.unread) == MOST


async def test_institutions_are_asked_for_while_the_market_is_open_and_stand_alone_without_the_sec():
    market = Recorded()
    market.tell_company(listed(holding()))

    told = await asked(market)
    assert told.papers == "There is no APLD in the recording."
    assert told.institutions == listed(holding())
    with pytest.raises(Missing, match="no APLD"):
        await asked(market, AT - 8 * HOUR)


async def test_with_the_sec_off_it_is_as_silent_as_the_others():
    market = Recorded()
    market.out = AT

    with pytest.raises(Unavailable, match="does not answer"):
        await asked(market)


async def test_in_the_program_purchases_of_a_day_arrive_once(club):
    club.price("APLD", 10)
    await club.type("/watch APLD")
    assert await club.round(WATCHER.name) == []

    club.clock.pass_by(hours=1)
    for number, who in ((1, CEO), (2, CHAIR)):
        club.filing("APLD", "4", number=number)
        paper = replace(filing(number), accession=f"0000000000-26-{number:06d}")
        club.market.tell_company(bought(paper, purchase(1_000 * number), who=(who,)).report)

    assert await club.round(WATCHER.name) == ["APLD: 2 insiders bought 3,000 shares for $15,000"]
    assert await club.round(WATCHER.name) == []
