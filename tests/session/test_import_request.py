from pathlib import Path

from real_desktop.formats.naming import Naming
from real_desktop.session.import_request import ImportRequest

A, B = Path("a.jsonl"), Path("b.jsonl")


def test_a_file_that_was_taken_away_is_back_when_it_is_added_again():
    request = ImportRequest((A, B)).without(B)
    assert request.left_out == {B}
    assert request.with_files([B]) == ImportRequest((A, B))


def test_columns_of_responses_put_the_chosen_format_aside():
    request = ImportRequest((A,)).read_as("wide").with_naming(Naming("q", ("x", "y")))
    assert request.format_name is None
    assert request.naming.responses == ("x", "y")


def test_a_column_of_the_prompt_goes_together_with_a_format():
    request = ImportRequest((A,)).read_as("wide").with_naming(Naming("q"))
    assert (request.format_name, request.naming.prompt) == ("wide", "q")


def test_a_format_puts_the_chosen_columns_of_responses_aside():
    request = ImportRequest((A,), naming=Naming("q", ("x",))).read_as("long")
    assert request.naming == Naming("q")
    assert request.read_as(None).format_name is None
