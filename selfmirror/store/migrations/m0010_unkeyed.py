"""Words, passages and vectors without key indexes, which made every checkpoint write what grows with the store.

Their ids are hashes: a batch touches the whole index, and storing the last of 800,000 utterances cost seven times
as much as the first. That no id comes twice is seen to where rows are added, under the store's lease,
and looked at by `doctor`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES = {
    "utterance": """
        id TEXT NOT NULL, source TEXT NOT NULL, position INTEGER NOT NULL, parent TEXT,
        speaker TEXT NOT NULL, text TEXT NOT NULL, said_at TIMESTAMP, said_offset INTEGER,
        said_on DATE, precision TEXT NOT NULL, date_source TEXT NOT NULL,
        recorded_at TIMESTAMP NOT NULL, language TEXT NOT NULL, hash TEXT NOT NULL, run TEXT
    """,
    "passage": """
        id TEXT NOT NULL, utterance TEXT NOT NULL, first INTEGER NOT NULL,
        last INTEGER NOT NULL, text TEXT NOT NULL
    """,
    "embedding": "passage TEXT NOT NULL, model TEXT NOT NULL, vector FLOAT[] NOT NULL",
}


def apply(connection: DuckDBPyConnection) -> None:
    """Write the three tables anew."""
    for table, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE {table}_unkeyed ({columns})")
        connection.execute(f"INSERT INTO {table}_unkeyed SELECT * FROM {table}")  # noqa: S608 - names above
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE {table}_unkeyed RENAME TO {table}")
