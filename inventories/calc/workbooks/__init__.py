"""Workbooks that come in and go out: the places of our own template, rows and their sources, what a file would change."""
