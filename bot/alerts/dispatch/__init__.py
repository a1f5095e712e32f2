"""Sending once: admit, claim, send, confirm. Nothing is marked as told before the platform has confirmed."""

from bot.alerts.dispatch.worker import Dispatcher

__all__ = ["Dispatcher"]
