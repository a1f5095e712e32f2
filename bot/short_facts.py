"""Short interest in words and as a picture: what the command and the watcher both show."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Chart, Level, Series
from bot.market.short_interest import CAP_DAYS, FloatShares, ShortInterest
from bot.words import count, day, listed, percent


def days(short: ShortInterest) -> str:
    """Days to cover in words; FINRA's clamp is not a figure."""
    if short.days_to_cover >= CAP_DAYS:
        return "no figure: hardly a share was traded"
    return "1 or fewer" if short.days_are_clamped else f"{short.days_to_cover:.2f}"


def days_and_volume(short: ShortInterest) -> str:
    """Days to cover with the volume they stand on."""
    said = days(short)
    return said if short.days_to_cover >= CAP_DAYS else f"{said}, at {count(short.average_volume)} shares traded a day"


def share_of_float(short: ShortInterest, floating: FloatShares | str) -> str:
    """How the share comes about, with both counts and both dates; ``floating`` may say why it is not known."""
    if isinstance(floating, str):
        return f"not known: {floating}"
    if floating.shares <= 0:
        return "not known: the float is told as zero"
    if short.split:
        return f"not computed: the shares were split, and the float was told {day(floating.as_of)}"
    return (
        f"{percent(short.shares / floating.shares)}: {count(short.shares)} short ({day(short.settlement)}) of "
        f"{count(floating.shares)} in the float (as told {day(floating.as_of)})"
    )


def bars(kept: Sequence[ShortInterest], levels: Sequence[Level] = ()) -> Chart | None:
    """A bar for each settlement since the last split, with the levels in their reach; None where there is but one."""
    since = max((n for n, one in enumerate(kept) if one.split), default=0)
    points = tuple((one.settlement, float(one.shares)) for one in kept[since:])
    if len(points) < 2:
        return None
    highest = max(shares for _, shares in points)
    told = listed([f"{count(shares)} on {day(settled)}" for settled, shares in points])
    return Chart(
        title=f"{kept[-1].ticker}: shares short at each settlement",
        alt=f"Shares short: {told}.",
        series=(Series("Shares short", points),),
        levels=tuple(level for level in levels if 0 < level.value <= 1.5 * highest),
        unit="shares",
        bars=True,
    )
