"""From what the sources say to the rating's figures: one pure reader an origin, and the feed that asks them all."""
