"""The register in the words, pictures and files of those who read it."""
