"""How large a file, its unpacked parts and its words may be."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED_BYTES = 40 * MEGABYTE
MOST_PARTS = 2_000
MOST_PAGES = 2_000
MOST_CHARACTERS = 4_000_000  # far more than a week of talk
