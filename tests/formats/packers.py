"""Ways to pack the files of tests."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKERS = {"gzip": gzip.compress, "zstd": zstd.compress, "bzip2": bz2.compress, "xz": lzma.compress}
"""By what the messages call them."""

EVERY_WAY = [bytes, *PACKERS.values()]
"""The plain bytes too."""


def checked_zstd(content):
    """zstd data with a checksum, as the command of this name writes it."""
    return zstd.compress(content, options={zstd.CompressionParameter.checksum_flag: 1})


def wide_zstd(content, window_log):
    """zstd data that needs a window of 2 ** window_log bytes."""
    options = {
        zstd.CompressionParameter.window_log: window_log,
        zstd.CompressionParameter.content_size_flag: 0,
    }
    packer = zstd.ZstdCompressor(options=options)
    return packer.compress(content) + packer.flush()


def wide_xz(content, dictionary):
    """xz data that needs a dictionary of so many bytes."""
    return lzma.compress(content, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": dictionary}])
