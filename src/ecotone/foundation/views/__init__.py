"""The pages of the foundation, a module for each subject."""
