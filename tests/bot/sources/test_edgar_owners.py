"""Form 4 and Schedules 13D and 13G: purchases and stakes, and nothing that merely looks like one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import AboutAnother, Missing
from bot.market.filing import Filing
from bot.market.ownership import Holder, Insider, Purchase
from bot.market.ticker import Ticker
from bot.sources.edgar_owners import plain, read_insider, read_stake, trim_insider, trim_stake

CIK = 1144879
LINK = f"https://www.sec.gov/Archives/edgar/data/{CIK}/000114487926000001/xslF345X05/form4.xml"


def filing(form="4", link=LINK):
    return Filing(
        ticker=Ticker("APLD"), accession="0001144879-26-000001", form=form, link=link,
        accepted=datetime(2026, 1, 6, 21, tzinfo=UTC), filed=date(2026, 1, 6),
    )  # fmt: skip


def transaction(code="P", shares="10000", price="5.43", way="A", day="2026-01-05"):
    return (
        f"<nonDerivativeTransaction><securityTitle><value>Common Stock</value></securityTitle>"
        f"<transactionDate><value>{day}</value></transactionDate>"
        f"<transactionCoding><transactionCode>{code}</transactionCode></transactionCoding><transactionAmounts>"
        f"<transactionShares><value>{shares}</value></transactionShares>"
        f"<transactionPricePerShare>{price and f'<value>{price}</value>'}<footnoteId id='F1'/>"
        f"</transactionPricePerShare>"
        f"<transactionAcquiredDisposedCode><value>{way}</value></transactionAcquiredDisposedCode></transactionAmounts>"
        f"</nonDerivativeTransaction>"
    )


def owner(name="DOE JANE", **flags):
    told = "".join(f"<{flag}>{value}</{flag}>" for flag, value in flags.items())
    return (
        f"<reportingOwner><reportingOwnerId><rptOwnerName>{name}</rptOwnerName></reportingOwnerId>"
        f"<reportingOwnerRelationship>{told}</reportingOwnerRelationship></reportingOwner>"
    )


DIRECTOR = owner(isDirector="1")


def form(*transactions, owners=(DIRECTOR,), issuer=CIK, more=""):
    return (
        f"<?xml version='1.0'?><ownershipDocument><issuer><issuerCik>{issuer:010d}</issuerCik></issuer>"
        f"{''.join(owners)}{more}<nonDerivativeTable>{''.join(transactions)}</nonDerivativeTable></ownershipDocument>"
    ).encode()


def insider(*transactions, **other):
    kept = json.loads(json.dumps(trim_insider(form(*transactions, **other))))  # as the shelf keeps it
    return read_insider(filing(), kept)


# Form 4


def test_the_list_leads_to_a_page_and_the_figures_stand_beside_it():
    folder = f"https://www.sec.gov/Archives/edgar/data/{CIK}/000114487926000001"

    assert plain(filing(link=LINK)) == f"{folder}/form4.xml"
    assert plain(filing(link=f"{folder}/form4.xml")) == f"{folder}/form4.xml"
    assert plain(filing(link=f"{folder}/xslSCHEDULE_13G_X01/primary_doc.xml")) == f"{folder}/primary_doc.xml"
    with pytest.raises(Missing, match="The SEC has this SC 13G only as a page for people"):
        plain(filing("SC 13G", f"{folder}/sc13g.htm"))


def test_a_purchase_is_told_with_who_bought():
    told = insider(transaction(), owners=[owner(isDirector="1", isOfficer="true", officerTitle="CEO")])

    assert told.purchases == (Purchase(date(2026, 1, 5), 10_000, 5.43, "Common Stock"),)
    assert told.owners == (Insider("DOE JANE", ("CEO", "director")),)
    assert (told.accession, told.as_of) == ("0001144879-26-000001", datetime(2026, 1, 6, 21, tzinfo=UTC))


@pytest.mark.parametrize("code", ["A", "M", "F", "S", "G", "J", "X", ""])
def test_grants_exercises_and_other_codes_are_no_purchases(code):
    told = insider(transaction(code))

    assert told.purchases == ()
    assert told.codes == ((code,) if code else ())


@pytest.mark.parametrize("odd", [{"way": "D"}, {"shares": "0"}, {"shares": ""}, {"shares": "-5"}, {"day": "soon"}])
def test_what_cannot_be_counted_is_no_purchase(odd):
    assert insider(transaction(**odd)).purchases == ()


@pytest.mark.parametrize("price", ["", "0", "see note", "inf"])
def test_a_price_in_a_footnote_is_not_a_zero(price):
    (one,) = insider(transaction(price=price)).purchases

    assert (one.price, one.value) == (None, None)


def test_an_option_bought_is_no_share_bought():
    option = transaction().replace("nonDerivativeTransaction", "derivativeTransaction")

    assert insider(more=f"<derivativeTable>{option}</derivativeTable>").purchases == ()


@pytest.mark.parametrize(
    ("more", "by_plan"),
    [
        ("<aff10b5One>1</aff10b5One>", True),
        ("<aff10b5One>true</aff10b5One>", True),
        ("<aff10b5One>0</aff10b5One>", False),
        ("<aff10b5One>0</aff10b5One><footnotes><footnote>no Rule 10b5-1 plan</footnote></footnotes>", False),
        ("<footnotes><footnote id='F1'>Under a Rule 10b5-1 trading plan.</footnote></footnotes>", True),
        ("", None),
    ],
)
def test_a_plan_is_told_as_far_as_the_form_tells_it(more, by_plan):
    assert insider(transaction(), more=more).by_plan is by_plan


def test_every_owner_of_a_form_is_named_and_the_purchase_counts_once():
    fund = owner("A FUND LP", isTenPercentOwner="1")
    told = insider(transaction(), owners=[fund, owner("ITS MANAGER", isOther="1", otherText="manager of the fund")])

    assert told.owners == (
        Insider("A FUND LP", ("owner of 10 % or more",)), Insider("ITS MANAGER", ("manager of the fund",)),
    )  # fmt: skip
    assert len(told.purchases) == 1


def test_a_form_about_another_company_is_not_told():
    with pytest.raises(AboutAnother, match="another company"):
        insider(transaction(), issuer=320193)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>4</title></head><body><p>Form 4</p></body></html>",
        b"<!DOCTYPE html><html><body>down for maintenance<br></body></html>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><ownershipDocument>&a;</ownershipDocument>",
        b"", b"not XML", b"\xff\xfe\x00", b"<ownershipDocument>",
    ],
)  # fmt: skip
def test_a_page_or_a_text_is_missing_in_one_sentence(body):
    with pytest.raises(Missing, match=r"^The SEC has this Form 4 only as a page for people, not as figures\.$"):
        trim_insider(body)


def test_a_form_that_names_no_issuer_is_missing():
    kept = trim_insider(b"<ownershipDocument/>")

    with pytest.raises(Missing, match="does not say whose shares"):
        read_insider(filing(), kept)


def test_a_name_is_cut_and_its_markup_stays_words():
    (who,) = insider(transaction(), owners=[owner("<b>@everyone</b> " + "x" * 500)]).owners

    assert who.name.startswith("@everyone x")
    assert len(who.name) == 120


# Schedules


def schedule_g(percent="7.48", issuer=CIK, name="Big Index Advisors"):
    return (
        f"<edgarSubmission xmlns='http://www.sec.gov/edgar/schedule13g'><formData><coverPageHeader><issuerInfo>"
        f"<issuerCik>{issuer:010d}</issuerCik></issuerInfo></coverPageHeader><coverPageHeaderReportingPersonDetails>"
        f"<reportingPersonName>{name}</reportingPersonName>"
        f"<reportingPersonBeneficiallyOwnedAggregateNumberOfShares>1,200,000</reportingPersonBeneficiallyOwnedAggregateNumberOfShares>"
        f"<classPercent>{percent}</classPercent></coverPageHeaderReportingPersonDetails></formData></edgarSubmission>"
    ).encode()


def stake(body, form="SCHEDULE 13G"):
    return read_stake(filing(form), json.loads(json.dumps(trim_stake(body)))).holders


def test_a_stake_is_told_as_a_fraction():
    assert stake(schedule_g()) == (Holder("Big Index Advisors", pytest.approx(0.0748), 1_200_000),)


def test_a_holder_who_sold_out_reports_a_true_zero_and_silence_is_none():
    assert stake(schedule_g("0.0"))[0].share == 0
    assert stake(schedule_g(""))[0].share is None


def test_the_other_schedule_has_other_names_for_the_same():
    body = (
        f"<edgarSubmission><formData><coverPageHeader><issuerInfo><issuerCIK>{CIK}</issuerCIK></issuerInfo>"
        f"</coverPageHeader><reportingPersons><reportingPersonInfo><reportingPersonCIK>7</reportingPersonCIK>"
        f"<reportingPersonName>An Activist LP</reportingPersonName><aggregateAmountOwned>500000</aggregateAmountOwned>"
        f"<percentOfClass>9.9</percentOfClass></reportingPersonInfo></reportingPersons></formData></edgarSubmission>"
    ).encode()

    assert stake(body, "SCHEDULE 13D") == (Holder("An Activist LP", pytest.approx(0.099), 500_000),)


def test_a_schedule_that_the_company_filed_about_another_is_not_told():
    with pytest.raises(AboutAnother):
        stake(schedule_g(issuer=1755953))


def test_an_older_schedule_is_a_text_and_missing():
    with pytest.raises(Missing, match="only as a page"):
        trim_stake(b"<HTML><P>SCHEDULE 13G<BR></HTML>")
