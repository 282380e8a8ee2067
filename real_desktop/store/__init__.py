"""The project file: schema, migrations, one connection on one thread."""
