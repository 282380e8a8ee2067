"""Everything Qt. Widgets show and ask; they decide nothing."""
