"""What the program can do, with no screen: open, import, embed, select, judge, undo, export."""
