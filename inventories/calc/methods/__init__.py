"""The calculation methods, one module per method or family: their parameters as data and their formula."""
