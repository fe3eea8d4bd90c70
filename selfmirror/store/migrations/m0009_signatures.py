"""Near copies: the MinHash signature of each note, by which the next that is like it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the table of signatures: 128 numbers of four bytes, the smallest byte first."""
    connection.execute("CREATE TABLE note_signature (path TEXT NOT NULL, signature BLOB NOT NULL)")
