"""Documents and files that leave the house."""
