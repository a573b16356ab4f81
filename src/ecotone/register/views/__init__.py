"""The pages of the register: the list of people, one person, and a participant's way in."""
