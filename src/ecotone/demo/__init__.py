"""The paper's story as data, in our own words, and a synthetic region to measure with."""
