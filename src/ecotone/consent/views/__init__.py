"""The pages of consent: the hub's register, and each participant's own page."""
