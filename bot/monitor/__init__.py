"""How the thesis is told: its card, a pillar in full, what changed, the claims beside today, the picture over time."""
