"""Discord: a card as embeds and buttons, slash commands from our commands, alerts posted once."""
