"""A Redis of our own: chosen, started on a data folder, watched over, ended; or joined where one runs already."""

from bot.store.embedded.folder import OneServe, StoreRefused
from bot.store.embedded.process import Embedded
from bot.store.embedded.program import Program, bundled

__all__ = ["Embedded", "OneServe", "Program", "StoreRefused", "bundled"]
