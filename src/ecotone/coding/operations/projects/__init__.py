"""Bringing a project of another program, taking it in part by part, and undoing that."""
