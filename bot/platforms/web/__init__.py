"""A chat channel in the browser, served by the program itself on this machine alone."""
