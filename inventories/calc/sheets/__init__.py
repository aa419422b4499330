"""Small calculation sheets: an amount of a month from what an official has in hand. Standard library only.

A sheet turns inputs (lamps, readings, cylinders …) into an amount in the unit of a source, with its working step by
step. The way of an amount: ``catalogue`` (which sheet) -> ``reading`` (what may be typed) -> the sheet's own function
-> ``working`` (exact fractions, rounded once to 9 places half-even). Sheets have nothing to do with emission factors.
"""
