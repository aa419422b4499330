"""Files that people hand in: what they are by content, whether a scanner objects, and where their bytes lie."""
