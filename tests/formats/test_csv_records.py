from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from real_desktop.formats.csv_records import MOST_CELLS, CsvRecords

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TRICKY = st.text(alphabet='a",;\t\r\n é')
TABLE = st.lists(st.lists(TEXT | TRICKY, min_size=2, max_size=4), min_size=1, max_size=5)


def records_of(text, delimiter=","):
    return list(CsvRecords(io.StringIO(text, newline=""), delimiter))


def cells_of(text, delimiter=","):
    return [list(record.cells) for record in records_of(text, delimiter)]


@given(
    table=TABLE,
    delimiter=st.sampled_from(",;\t"),
    style=st.sampled_from(
        [("\r\n", csv.QUOTE_MINIMAL), ("\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_ALL)]
    ),
)
def test_what_the_csv_module_writes_comes_back(table, delimiter, style):
    end, quoting = style
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows(table)
    assert cells_of(file.getvalue(), delimiter) == table


@given(text=st.text(alphabet='ab", \n'))
@example('"a"b"c",d"e"\n')
@example('"a""",""\n""""')
def test_any_text_is_read_as_the_csv_module_reads_it(text):
    expected = [row or [""] for row in csv.reader(io.StringIO(text, newline=""))]
    assert cells_of(text) == expected


def test_a_record_knows_where_it_begins_and_how():
    first, second, third = records_of('a,b\n"1\n2","\n\n"\nx,y\n')
    assert (first.line, second.line, third.line) == (1, 2, 6)
    assert second.cells == ("1\n2", "\n\n")
    assert (second.source, third.source) == ('"1', "x,y")
    assert not any(record.is_open for record in (first, second, third))


def test_a_quote_that_is_never_closed_is_told():
    closed, still_open = records_of('a,b\n1,"2\n3\n')
    assert not closed.is_open
    assert still_open.is_open
    assert still_open.cells == ("1", "2\n3\n")


@pytest.mark.parametrize("text", ["", "a,b", "a,b\n", "a,b\r\n", "a,b\r"])
def test_the_last_line_end_may_be_missing(text):
    assert cells_of(text) == ([["a", "b"]] if text else [])


def test_the_next_line_is_known_while_a_record_is_awaited():
    def lines():
        yield 'a,"\n'
        yield '",c\n'
        raise EOFError

    records = CsvRecords(lines(), ",")
    assert next(records).cells == ("a", "\n", "c")
    with pytest.raises(EOFError):
        next(records)
    assert records.next_line == 3


def test_cells_without_end_are_not_kept():
    long, short = records_of("," * (2 * MOST_CELLS) + "\nx,y\n")
    assert len(long.cells) == MOST_CELLS
    assert short.cells == ("x", "y")
