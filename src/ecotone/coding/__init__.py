"""Reading closely: a codebook, and who marked which passage with which code and pole."""
