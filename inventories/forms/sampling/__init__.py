"""What a verifier types: the numbers of a draw, a pick, what was found, which papers are wanted."""
