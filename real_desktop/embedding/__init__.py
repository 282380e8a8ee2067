"""Texts to vectors. The only place that imports torch, and only inside worker processes."""
