"""What the program is called where the system keeps its folders."""

APP_NAME = "REAL Desktop"
