import io
import json
from collections import Counter
from dataclasses import dataclass, field

import pytest

from real_desktop import cli_output
from real_desktop.cli_output import drain, listed, print_json
from real_desktop.core.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def job(*reports):
    yield from reports
    return "done"


REPORTS = [
    Progress("Reading", detail="a.jsonl"),
    Progress("Reading", 5, None, "rows"),
    Progress("Embedding", 0, 10, "texts"),
    Progress("Embedding", 5, 10, "texts"),
    Progress("Embedding", 10, 10, "texts"),
]


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_a_job_is_run_to_its_result_and_shown_only_on_a_terminal(monkeypatch, capsys, stream):
    stderr = stream()
    monkeypatch.setattr(cli_output.sys, "stderr", stderr)
    assert drain(job(*REPORTS)) == "done"
    assert ("Embedding" in stderr.getvalue()) == stderr.isatty()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_an_error_closes_the_job(monkeypatch, stream):
    monkeypatch.setattr(cli_output.sys, "stderr", stream())
    closed = []

    def fails():
        try:
            yield Progress("Reading")
            raise KeyboardInterrupt
        finally:
            closed.append(True)

    with pytest.raises(KeyboardInterrupt):
        drain(fails())
    assert closed == [True]


def test_a_report_is_one_line_of_json(capsys):
    print_json({"rejected": {"a\nb": 1}, "name": "ü"})
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out) == {"rejected": {"a\nb": 1}, "name": "ü"}


@dataclass(slots=True)
class Report:
    rows: int = 3
    left_out: Counter[str] = field(default_factory=lambda: Counter({"tie": 2}))


def test_a_report_is_printed_with_its_counters(capsys):
    print_json(Report())
    assert json.loads(capsys.readouterr().out) == {"rows": 3, "left_out": {"tie": 2}}


def test_counts_stand_in_one_line():
    assert listed({"tie": 3, "skipped": 1_200}) == "3 tie, 1,200 skipped"
