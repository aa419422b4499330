"""What a verifier looks at and what follows from it: the draw, the projection, the coverage. Standard library only."""
