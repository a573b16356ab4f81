"""Hearing people: instruments, conversations, and the frozen text of what was said."""
