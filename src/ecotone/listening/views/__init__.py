"""The pages of listening: each participant's own pages, and the hub's list."""
