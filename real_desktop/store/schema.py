"""The tables of a project file. They are public: people open them with any SQL tool."""

from __future__ import annotations

APPLICATION_ID = 0x5245414C  # "REAL"

TABLES = """
CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    app_version TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    format TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'complete')),
    counts TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE rejected_rows (
    import_id INTEGER NOT NULL REFERENCES imports(id),
    row INTEGER NOT NULL,
    reason TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    PRIMARY KEY (import_id, row)
) STRICT;

CREATE TABLE prompts (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    import_id INTEGER NOT NULL REFERENCES imports(id),
    messages TEXT NOT NULL,
    split_group TEXT NOT NULL,
    source_file TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    meta TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE responses (
    id INTEGER PRIMARY KEY,
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    import_id INTEGER NOT NULL REFERENCES imports(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    model TEXT,
    score REAL,
    meta TEXT NOT NULL DEFAULT '{}',
    UNIQUE (prompt_id, position)
) STRICT;

CREATE TABLE embedding_models (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    max_tokens INTEGER NOT NULL,
    precision TEXT NOT NULL,
    long_text TEXT NOT NULL,
    device TEXT NOT NULL,
    created_at TEXT NOT NULL,
    app_version TEXT NOT NULL,
    UNIQUE (fingerprint, precision, long_text)
) STRICT;

CREATE TABLE embeddings (
    text_hash TEXT NOT NULL,
    model_id INTEGER NOT NULL REFERENCES embedding_models(id),
    vector BLOB NOT NULL,
    tokens INTEGER NOT NULL,
    PRIMARY KEY (text_hash, model_id)
) STRICT;

CREATE TABLE embedding_failures (
    text_hash TEXT NOT NULL,
    model_id INTEGER NOT NULL REFERENCES embedding_models(id),
    reason TEXT NOT NULL,
    PRIMARY KEY (text_hash, model_id)
) STRICT;

CREATE TABLE selections (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    strategy TEXT NOT NULL,
    params TEXT NOT NULL,
    seed INTEGER NOT NULL,
    model_id INTEGER REFERENCES embedding_models(id),
    created_at TEXT NOT NULL,
    app_version TEXT NOT NULL
) STRICT;

CREATE TABLE pairs (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    selection_id INTEGER NOT NULL REFERENCES selections(id),
    prompt_id INTEGER NOT NULL REFERENCES prompts(id),
    response_a INTEGER NOT NULL REFERENCES responses(id),
    response_b INTEGER NOT NULL REFERENCES responses(id),
    similarity REAL,
    rank INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('selected', 'control', 'repeat', 'gold', 'imported')),
    position INTEGER NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (selection_id, position),
    CHECK (response_a <> response_b)
) STRICT;

CREATE TABLE annotators (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'source'))
) STRICT;

CREATE TABLE queue (
    annotator_id INTEGER NOT NULL REFERENCES annotators(id),
    pair_id INTEGER NOT NULL REFERENCES pairs(id),
    position INTEGER NOT NULL,
    shown_left TEXT CHECK (shown_left IN ('a', 'b')),
    first_shown_at TEXT,
    PRIMARY KEY (annotator_id, pair_id),
    UNIQUE (annotator_id, position)
) STRICT;

CREATE TABLE guidelines (
    version INTEGER PRIMARY KEY,
    markdown TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    origin_seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    annotator_id INTEGER NOT NULL REFERENCES annotators(id),
    pair_id INTEGER NOT NULL REFERENCES pairs(id),
    kind TEXT NOT NULL CHECK (kind IN ('judge', 'skip', 'flag', 'comment', 'undo', 'redo')),
    outcome TEXT CHECK (outcome IN ('a', 'b', 'tie', 'both_bad')),
    shown_left TEXT CHECK (shown_left IN ('a', 'b')),
    strength INTEGER,
    reasons TEXT,
    comment TEXT,
    reverts TEXT REFERENCES events(uuid),
    guideline_version INTEGER REFERENCES guidelines(version),
    active_ms INTEGER,
    elapsed_ms INTEGER,
    layout TEXT,
    flags TEXT,
    digest TEXT NOT NULL,
    CHECK ((kind = 'judge') = (outcome IS NOT NULL)),
    CHECK ((kind IN ('undo', 'redo')) = (reverts IS NOT NULL))
) STRICT;
"""

CHARACTERS = "length(trim(text, char(9, 10, 13, 32)))"
"""How long a text is without the white space around it: 0 for a blank one, which is no text."""

INDEXES = f"""
CREATE INDEX prompts_import ON prompts(import_id);
CREATE INDEX responses_import ON responses(import_id);
CREATE INDEX responses_text_hash ON responses(text_hash, import_id, {CHARACTERS});
CREATE INDEX embeddings_model ON embeddings(model_id);
CREATE INDEX pairs_prompt ON pairs(prompt_id);
CREATE INDEX pairs_response_a ON pairs(response_a);
CREATE INDEX pairs_response_b ON pairs(response_b);
CREATE INDEX queue_pair ON queue(pair_id);
CREATE INDEX events_pair ON events(pair_id, annotator_id);
CREATE INDEX events_order ON events(origin_seq);
CREATE INDEX events_reverts ON events(reverts);
"""
"""That of the text hashes holds what decides whether a text is to be embedded, so that a million
responses are looked through without reading their texts.
"""

LABELS_VIEW = """
CREATE VIEW labels AS
WITH last_revert AS (
    SELECT reverts, kind, row_number() OVER (
        PARTITION BY reverts ORDER BY origin_seq DESC, origin DESC, uuid DESC
    ) AS newest_first
    FROM events WHERE kind IN ('undo', 'redo')
),
standing AS (
    SELECT events.*, row_number() OVER (
        PARTITION BY annotator_id, pair_id
        ORDER BY origin_seq DESC, origin DESC, events.uuid DESC
    ) AS newest_first
    FROM events LEFT JOIN last_revert
      ON last_revert.reverts = events.uuid AND last_revert.newest_first = 1
    WHERE events.kind IN ('judge', 'skip', 'flag')
      AND (last_revert.kind IS NULL OR last_revert.kind = 'redo')
)
SELECT pair_id, annotator_id, kind, outcome, shown_left, strength, reasons, comment,
       guideline_version, active_ms, elapsed_ms, layout, flags, at,
       origin, origin_seq, uuid AS event_uuid
FROM standing WHERE newest_first = 1
"""


def statements() -> list[str]:
    """Every statement that makes an empty project, in order."""
    scripts = (TABLES, INDEXES, LABELS_VIEW)
    return [part.strip() for script in scripts for part in script.split(";") if part.strip()]
