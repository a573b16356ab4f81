"""A programme as a project of the REFI-QDA standard, part by part."""
