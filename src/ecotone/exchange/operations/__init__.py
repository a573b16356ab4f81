"""What changes matching rounds, matches and the rules about pairs."""
