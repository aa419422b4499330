"""Bring the application up on a machine that has nothing but Python: what bin/demo, bin/manage and bin/test share.

Runs on the machine's own Python and its standard library, except application.py, which runs in the environment made.
"""
