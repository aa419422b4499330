"""The calculation of one inventory: pure functions on exact decimals. Standard library only.

``python -m inventories.calc FILE`` recalculates an inventory document (``cfo-inventory/1``) and prints the result
document (``cfo-result/1``). The way of a figure: ``jsontext`` -> ``document`` -> ``emissions`` -> ``result``.
"""
