"""Minnow: what watchers and commands share; this package knows neither."""

__version__ = "0.1.0"
