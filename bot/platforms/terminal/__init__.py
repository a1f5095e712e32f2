"""The terminal: a card as text, a typed line as a command, alerts as printed lines."""
