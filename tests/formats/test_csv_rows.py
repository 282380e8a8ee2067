from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.csv_rows import (
    FEWER_CELLS,
    MORE_CELLS,
    NOT_CLOSED,
    NUL,
    csv_rows,
    holds_csv,
)
from real_desktop.formats.rows import NOT_UTF8
from tests.formats.packers import EVERY_WAY, PACKERS

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def rows_of(path):
    return [(row.number, dict(row.columns)) for row in csv_rows(path)]


@pytest.mark.parametrize(
    "text",
    [
        "prompt,response\nq,a b\n",
        "prompt;response\nq;a b\n",
        "prompt\tresponse\nq\ta b\n",
        "prompt,response\r\nq,a b\r\n",
        "prompt,response\rq,a b",
        "\ufeffprompt,response\nq,a b",
        '\ufeff"prompt","response"\n"q","a b"\n',
        " prompt , response \nq,a b\n",
    ],
)
@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.json", "x"])
@pytest.mark.parametrize("pack", EVERY_WAY)
def test_the_layout_is_recognised_whatever_the_name(file_of, text, name, pack):
    path = file_of(pack(text.encode()), name)
    assert holds_csv(text.encode())
    assert rows_of(path) == [(2, {"prompt": "q", "response": "a b"})]


@pytest.mark.parametrize(
    ("line", "separator"),
    [
        ("sep=;\r\n", ";"),
        ("\ufeffsep=;\n", ";"),
        ('"sep=;"\n', ";"),
        ("\n sep=|\n".replace(" ", ""), "|"),
        ("sep=\t\n", "\t"),
        ("sep=,\n", ","),
    ],
)
def test_the_line_of_excel_that_names_the_separator_is_no_record(file_of, line, separator):
    table = "a,b;c\n1,2;3\n" if separator == ";" else f"a{separator}b;c\n1{separator}2;3\n"
    start = line.count("\n") + 2
    names = ("a,b", "c") if separator == ";" else ("a", "b;c")
    values = ("1,2", "3") if separator == ";" else ("1", "2;3")
    path = file_of(line + table)
    assert holds_csv(path.read_bytes())
    assert rows_of(path) == [(start, dict(zip(names, values, strict=True)))]


@pytest.mark.parametrize("text", ["sep=;", "sep=;\n", "sep=;\na\n", "sep=;\na,b\n", "sep=x\na\n"])
def test_the_line_of_excel_alone_is_no_table(text):
    assert not holds_csv(text.encode())


def test_a_column_may_be_called_sep(file_of):
    assert rows_of(file_of("sep=,b\n1,2\n")) == [(2, {"sep=": "1", "b": "2"})]


def test_rows_are_named_by_the_line_they_begin_in(file_of):
    path = file_of('\n\na,b\n"1\n\n",2\n\n,,\n , \n3,"4\n"\n')
    assert rows_of(path) == [(4, {"a": "1\n\n", "b": "2"}), (10, {"a": "3", "b": "4\n"})]


def test_empty_cells_are_none_and_the_others_stand_as_they_are(file_of):
    path = file_of('a,b,c,d\n,"", x ,NaN\n')
    assert rows_of(path) == [(2, {"a": None, "b": None, "c": " x ", "d": "NaN"})]


def test_columns_without_a_name_are_called_by_their_place(file_of):
    path = file_of(",prompt,,text\n0,q,x,a\n")
    assert rows_of(path) == [(2, {"column 1": "0", "prompt": "q", "column 3": "x", "text": "a"})]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"1", FEWER_CELLS),
        (b"1,2,3", MORE_CELLS),
        (b"1,2,", MORE_CELLS),
        (b"caf\xe9,2", NOT_UTF8),
        (b"1,\xed\xa0\xbd", NOT_UTF8),
        (b"1,2\0", NUL),
    ],
)
def test_a_bad_row_is_rejected_alone(file_of, line, reason):
    first, bad, last = csv_rows(file_of(b'a,b\n"1\n1",2\n' + line + b"\n3,4\n"))
    assert (first.number, last.number) == (2, 5)
    assert bad.row == 4
    assert bad.reason == reason
    assert bad.excerpt[:1] == line.decode("utf-8", "replace")[:1]
    bad.excerpt.encode()


def test_a_quote_that_is_not_closed_takes_the_rest(file_of):
    first, bad = csv_rows(file_of('a,b\n1,2\n1,"2\n3,4\n'))
    assert first.columns == {"a": "1", "b": "2"}
    assert bad == RejectedRow(3, NOT_CLOSED, '1,"2')


def test_long_cells_are_read(file_of):
    text = "é" * 1_000_000
    assert rows_of(file_of(f'a,b\n{text},"{text}"\n')) == [(2, {"a": text, "b": text})]


@pytest.mark.parametrize("quote", ["", '"'])
def test_memory_stays_under_three_times_the_largest_row(file_of, quote):
    size = 20_000_000
    path = file_of(f"a,b\n1,{quote}{'x' * size}{quote}\n1,2\n")
    tracemalloc.start()
    try:
        assert sum(1 for _ in csv_rows(path)) == 2
        assert tracemalloc.get_traced_memory()[1] < 3.1 * size
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b,a\n1,2,3\n", "found 2 columns called a"),
        (b"caf\xe9,b\n1,2\n", "expected UTF-8 text, found bytes that are not UTF-8"),
    ],
)
def test_names_that_cannot_be_used_refuse_the_file(file_of, content, sentence):
    with pytest.raises(UserError) as caught:
        list(csv_rows(file_of(content, "x.csv")))
    assert str(caught.value) == f"x.csv: {sentence}"


@pytest.mark.parametrize(
    ("head", "is_csv"),
    [
        (b"a,b\n", True),
        (b"a;b", True),
        (b"\xef\xbb\xbfa\tb\n", True),
        (b"\n\n a,b\n", True),
        (b'prompt,response\np,"{""a"": 1}"\np,"\n{\n[1,\n{"\n', True),
        (b"a\n1\n", False),
        (b"a,\n", False),
        (b",,\n", False),
        (b'"a,b\n', False),
        (b"a,b\0\n", False),
        (b"a\0,\0b\0", False),
        (b'{"a": 1, "b": 2}\n', False),
        (b'[{"a": 1, "b": 2}]', False),
        (b'not, json\n{"a": 1}\n', False),
        (b'"a": 1, "b": 2}\n {"a": 1, "b": 2}\n', False),
        (b"", False),
    ],
)
def test_csv_is_recognised_by_its_first_bytes(head, is_csv):
    assert holds_csv(head) is is_csv


@given(table=st.lists(st.tuples(TEXT, TEXT), min_size=1), delimiter=st.sampled_from(",;\t"))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_text_is_kept_as_it_stands(file_of, table, delimiter):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([("q", "a"), *table])
    filled = [cells for cells in table if any(cell.strip() for cell in cells)]
    found = [tuple(columns.values()) for _, columns in rows_of(file_of(file.getvalue()))]
    assert found == filled


SMALL = 'prompt,response_1,response_2\r\né,"a ""b""\n",c\r\nq;,"d",😀\r\n'.encode()


def test_a_table_cut_at_any_byte_gives_the_rows_before_the_cut(file_of):
    whole = list(csv_rows(file_of(SMALL)))
    reasons = set()
    for end in range(SMALL.index(b"\n") + 1, len(SMALL)):
        found = list(csv_rows(file_of(SMALL[:end])))
        assert len(found) <= len(whole)
        assert found[:-1] == whole[: max(len(found) - 1, 0)]
        reasons.update(row.reason for row in found if isinstance(row, RejectedRow))
    assert reasons == {FEWER_CELLS, NOT_CLOSED, NOT_UTF8}


@pytest.mark.parametrize("packing", PACKERS)
def test_a_packed_table_cut_at_any_byte_says_so(file_of, packing):
    whole, packed = list(csv_rows(file_of(SMALL))), PACKERS[packing](SMALL)
    for end in range(6, len(packed)):
        found, sentence = rows_and_refusal(file_of(packed[:end], "x.csv"))
        if sentence is None:
            last = found.pop()
            assert (last.reason, last.excerpt) == (f"the {packing} data breaks off", "")
            assert found == whole[: len(found)]
        else:
            assert sentence == f"x.csv: the {packing} data breaks off"
    assert packing in ("bzip2", "zstd") or len(found) == len(whole)


def rows_and_refusal(path):
    try:
        return list(csv_rows(path)), None
    except UserError as error:
        return [], str(error)
