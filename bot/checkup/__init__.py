"""What works and what to do, as a table: what is set up, and what answers now."""
