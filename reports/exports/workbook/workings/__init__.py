"""The sheet of workings: each source whose method is more than amount × factor, its parameters and its formulas."""
