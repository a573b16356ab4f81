"""Plain functions that make legal test data by calling the operations people call."""
