from __future__ import annotations

import io
from random import Random

import pyarrow as pa
import pytest
from pyarrow import ipc

from real_desktop.formats.arrow_layout import Layout, layout_of, unpacked_size

TABLE = pa.table({"a": ["x" * 1_000] * 10, "b": pa.array(["one"] * 10).dictionary_encode()})


def messages(compression):
    file = io.BytesIO()
    options = ipc.IpcWriteOptions(compression=compression)
    with ipc.new_stream(file, TABLE.schema, options=options) as writer:
        writer.write_table(TABLE)
    file.seek(0)
    for message in ipc.MessageReader.open_stream(file):
        yield message.type, message.metadata.to_pybytes(), message.body.to_pybytes()


@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_the_size_of_a_body_and_what_becomes_of_it_are_known(compression):
    found = {}
    for kind, metadata, body in messages(compression):
        layout = layout_of(metadata)
        assert layout.size == len(body)
        assert layout.is_packed is (compression is not None and kind != "schema")
        found[kind] = unpacked_size(layout, body)
    assert list(found) == ["schema", "dictionary", "record batch"]
    assert found["schema"] == 0
    assert 10_000 < found["record batch"] < 11_000


def test_what_is_no_message_is_refused_and_nothing_else_is_raised():
    whole = [metadata for _, metadata, _ in messages("zstd")]
    random, outcomes = Random(1), set()
    for metadata in whole * 300:
        damaged = bytearray(metadata)
        damaged[random.randrange(len(damaged))] = random.randrange(256)
        try:
            outcomes.add(type(layout_of(bytes(damaged[: random.randrange(4, 2_000)]))))
        except ValueError:
            outcomes.add(ValueError)
    assert outcomes == {Layout, ValueError}
    for content in (b"", b"\xff" * 64):
        with pytest.raises(ValueError, match="no message"):
            layout_of(content)
