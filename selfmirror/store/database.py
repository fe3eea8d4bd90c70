"""Opening DuckDB under the lease: one short connection, one transaction a batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError
from selfmirror.paths import Home
from selfmirror.store.lease import lease
from selfmirror.store.migrations import migrate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from selfmirror.clock import Clock

    Connection = DuckDBPyConnection


class Store:
    """The dated records of one home.

    Nobody holds a connection: `open` takes the lease, opens the file, runs one transaction and
    closes. Parsing, embedding and model calls happen outside it.
    """

    def __init__(self, home: Home, clock: Clock, wait: float = 10.0) -> None:
        self.home = home
        self.clock = clock
        self._wait = wait
        self._migrated = False

    @contextmanager
    def open(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, rolled back when it raises.

        Raises:
            StoreBusy: another process held the store for too long.
            MirrorError: the home cannot be written, or the file is not a readable database.
        """
        self._prepare_home()
        with lease(self.home.lock, self._wait):
            connection = self._connect()
            try:
                if not self._migrated:
                    migrate(connection, self.clock)
                    self._migrated = True
                connection.begin()
                try:
                    yield connection
                except BaseException:
                    connection.rollback()
                    raise
                connection.commit()
            finally:
                connection.close()

    def _prepare_home(self) -> None:
        root = self.home.root
        if root.is_dir():
            return
        try:
            root.mkdir(parents=True, mode=0o700)
        except OSError as error:
            reason = error.strerror or "it cannot be made"
            raise MirrorError(f"the home {root} cannot be made: {reason}; give --home") from None

    def _connect(self) -> Connection:
        import duckdb

        try:
            return duckdb.connect(str(self.home.database))
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise MirrorError(
                f"the store {self.home.database} cannot be opened: {first}; run `selfmirror doctor`"
            ) from None
