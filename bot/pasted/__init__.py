"""What a pasted text holds: the symbols of a list, a table, a CSV file or a sentence."""
