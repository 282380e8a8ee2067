"""Measurements on real labels, run by hand."""
