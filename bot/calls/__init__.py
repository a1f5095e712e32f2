"""What was said of a ticker and when: the question that is rated, and the calls on record; computes only."""
