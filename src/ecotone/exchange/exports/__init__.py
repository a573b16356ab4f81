"""The exchange in the words and addresses of the pages that show it."""
