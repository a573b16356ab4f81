"""A project of another program: what it holds, set beside the programme as it is."""
