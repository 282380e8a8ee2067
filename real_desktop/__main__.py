"""The entry: with a subcommand the command line, with files or with nothing the window.

Nothing is imported at the top, since an embedding process runs this module again.
"""


def main(arguments: "list[str] | None" = None) -> int:
    """Run the program and return its exit code."""
    import os
    import sys

    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in ([], ["demo"]):
        return _window([], is_demo=bool(given))
    from real_desktop import cli

    if given[0].startswith("-") or given[0] in cli.COMMANDS:
        return cli.run(given)
    missing = [name for name in given if not os.path.exists(name)]
    if missing:
        return cli.refuse_missing(missing[0])
    return _window(given, is_demo=False)


def _window(given: "list[str]", *, is_demo: bool) -> int:
    from real_desktop.gui.app import run

    return run(given, is_demo=is_demo)


if __name__ == "__main__":
    import sys

    sys.exit(main())
