"""The demo: a dated story through the real store, rounds and dispatch, offline."""
