"""The pages of coding: texts, the codebook, passages, and quotes on their way into print."""
