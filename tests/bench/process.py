"""A program that has just started, within this one: yfinance keeps its session and its folder for the process."""

from __future__ import annotations


def forget_yfinance() -> None:
    """yfinance as it is after its import: no session, no crumb, and no folder opened yet."""
    from yfinance.cache import _CookieCacheManager, _TzCacheManager
    from yfinance.data import SingletonMeta

    SingletonMeta._instances.clear()
    _CookieCacheManager._Cookie_cache = None
    _TzCacheManager._tz_cache = None
