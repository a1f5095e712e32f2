"""The vendors who answer feeds, one file each, and the feeds made of feeds."""
