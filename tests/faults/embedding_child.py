"""The program's `embed` with an encoder that keeps a log.

Run as `python -m tests.faults.embedding_child PROJECT LOG fake|packaged`; it says `READY` when
it begins.
"""

import sys
from pathlib import Path

from tests.faults.logging_encoder import BATCH_TEXTS, logging_loader


def embedder_of(kind, log):
    from real_desktop.core.progress import drained
    from real_desktop.session.embedding import Embedder, EmbedOptions, embedder_for
    from real_desktop.session.models import packaged_model
    from tests.session.working import FAKE

    options = EmbedOptions("cpu", "float32")
    if kind == "fake":
        return Embedder(FAKE, logging_loader(log), options)
    packaged = embedder_for(drained(packaged_model()), options)
    return Embedder(packaged.folder, logging_loader(log, packaged.loader), options)


def main(project, log, kind):
    from real_desktop import cli
    from real_desktop.session import embedding, project_model
    from tests.session.working import done

    embedding.BATCH_TEXTS = BATCH_TEXTS
    embedder = embedder_of(kind, Path(log))
    project_model.project_embedder = lambda *_: done(embedder)
    print("READY", flush=True)
    return cli.run(["embed", project, "--json"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
