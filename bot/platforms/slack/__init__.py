"""Slack: a card as blocks, a slash command as a typed line, alerts as messages that are never posted twice unseen."""
