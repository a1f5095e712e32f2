"""Commands, one file each; each is found by its place, no list to extend."""
