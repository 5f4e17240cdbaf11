"""Who and what exists, and the legal moves that alone may change it.

A move keeps every stock, every integral and every account as it goes; nothing is ever recounted to find a number. Moves
and the decisions on them are rules: they know neither the clock nor luck, and `world` is a named tuple of tables.
"""
