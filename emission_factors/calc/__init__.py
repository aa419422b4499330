"""Units, gases, warming potentials and factors as plain immutable data. Standard library only."""
