"""Who owns a company: what insiders buy, who reports five percent, and what institutions change."""
