"""A company's earnings: the reminder of a report, its result, and how the price took it."""
