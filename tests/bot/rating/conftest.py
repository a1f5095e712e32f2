"""How often a property is tried: 100 times as a rule, 1,000 with ``--hypothesis-profile=nightly``."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("nightly", max_examples=1000)
