"""The instruments: pure computation, no database, no web, no clock.

Every instrument takes frozen dataclasses and returns frozen dataclasses, and the same
input with the same seed gives the same bytes.
"""
