"""Errors that are written for the person in front of the screen."""


class UserError(Exception):
    """Something the person can understand and mend; its text is shown as it is.

    Any other exception that reaches the top is a bug: it is logged with its traceback.
    """
