"""Professional learning across the divide between schools and universities."""
