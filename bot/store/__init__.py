"""Where watchlists, episodes, the outbox and the notification log live: Redis, and nothing but Redis."""
