"""The thesis monitor: six pillars measured against fixed levels, and a headline; computes only."""
