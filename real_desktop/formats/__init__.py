"""Files in and files out: one small module a format, one registry for each."""
