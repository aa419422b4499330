"""Numbers in, SVG out: the same charts for page and PDF. Standard library only."""
