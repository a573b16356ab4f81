"""What other programs and people bring into this room, turned into clean values."""
