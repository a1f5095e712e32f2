"""Ratings as people meet them: asked for, kept on record, put into words and pictures."""
