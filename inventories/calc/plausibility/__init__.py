"""Which figures are unlikely: a pure look over the months of a year's sources. Nothing is refused here, only asked about."""
