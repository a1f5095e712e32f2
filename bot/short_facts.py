"""Short interest in words and as a picture: what the command and the watcher both show."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Chart, Level, Series
from bot.market.short_interest import CAP_DAYS, FloatShares, ShortInterest
from bot.words import count, day, listed, percent, say


def days(short: ShortInterest) -> str:
    """Days to cover in words; FINRA's clamp is not a figure."""
    if short.days_to_cover >= CAP_DAYS:
        return say("no figure: hardly a share was traded")
    return say("1 or fewer") if short.days_are_clamped else f"{short.days_to_cover:.2f}"


def days_and_volume(short: ShortInterest) -> str:
    """Days to cover with the volume they stand on."""
    covered, volume = days(short), count(short.average_volume)
    return (
        covered
        if short.days_to_cover >= CAP_DAYS
        else say("{covered}, at {volume} shares traded a day", covered=covered, volume=volume)
    )


def share_of_float(short: ShortInterest, floating: FloatShares | str) -> str:
    """How the share comes about, with both counts and both dates; ``floating`` may say why it is not known."""
    if isinstance(floating, str):
        return say("not known: {reason}", reason=floating)
    if floating.shares <= 0:
        return say("not known: the float is told as zero")
    if short.split:
        return say("not computed: the shares were split, and the float was told {as_of}", as_of=day(floating.as_of))
    return say(
        "{share}: {short} short ({settlement}) of {floating} in the float (as told {told})",
        share=percent(short.shares / floating.shares),
        short=count(short.shares),
        settlement=day(short.settlement),
        floating=count(floating.shares),
        told=day(floating.as_of),
    )


def bars(kept: Sequence[ShortInterest], levels: Sequence[Level] = ()) -> Chart | None:
    """A bar for each settlement since the last split, with the levels in their reach; None where there is but one."""
    since = max((n for n, one in enumerate(kept) if one.split), default=0)
    points = tuple((one.settlement, float(one.shares)) for one in kept[since:])
    if len(points) < 2:
        return None
    highest = max(shares for _, shares in points)
    told = listed(
        [say("{shares} on {settled}", shares=count(shares), settled=day(settled)) for settled, shares in points]
    )
    return Chart(
        title=say("{ticker}: shares short at each settlement", ticker=kept[-1].ticker),
        alt=say("Shares short: {told}.", told=told),
        series=(Series(say("Shares short"), points),),
        levels=tuple(level for level in levels if 0 < level.value <= 1.5 * highest),
        unit=say("shares"),
        bars=True,
    )
