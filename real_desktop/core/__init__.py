"""What the data means: records, similarity, strategies, labels. Python and numpy only."""
