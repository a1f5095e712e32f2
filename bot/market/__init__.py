"""The investor's nouns: pure values, no clock, no wire."""
