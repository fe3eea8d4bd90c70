"""Opening DuckDB under the lease: one short connection, one transaction a batch."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError, StoreBusy
from selfmirror.paths import Home, sync_folder
from selfmirror.store.lease import lease
from selfmirror.store.migrations import migrate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from selfmirror.clock import Clock

    Connection = DuckDBPyConnection

_FOREIGN_LOCK = re.compile(r"[Cc]onflicting lock is held.*?PID (\d+)", re.DOTALL)
_NO_ROOM = re.compile(r"No space left|disk full|not enough (?:disk )?space|quota", re.IGNORECASE)
_NAME = "mirror"
_SPARING = {"memory_limit": "64MB", "checkpoint_threshold": "1MB"}
"""How the engine is set for storing much: little is kept in memory, and a large batch goes to its place at once,
not into the log first."""

_WAY_OUT = (
    "nothing was changed: put back a copy of it, or move it away; "
    "a new one takes in the journal again, but no imports or verdicts"
)
_QUIET: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class Store:
    """The dated records of one home.

    Nobody holds the file: `open` takes the lease, attaches the file to this process's empty engine,
    runs one transaction and detaches. Starting an engine for every transaction would cost 15 ms
    more. Parsing, embedding and model calls happen outside it.
    """

    def __init__(
        self,
        home: Home,
        clock: Clock,
        wait: float = 10.0,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.home = home
        self.clock = clock
        self._wait = wait
        self._tell = tell
        # The first lease leaves its lock file behind: with one, this home is not new.
        self._used = home.lock.exists()
        self._migrated = False
        self._engine: Connection | None = None
        self._attached = 0

    @contextmanager
    def leased(self) -> Iterator[None]:
        """The lease without a connection, for what lies beside the database; `open` fits inside.

        Raises:
            StoreBusy: another process held the store for too long.
            MirrorError: the home cannot be written.
        """
        self.prepare_home()
        with lease(self.home.lock, self._wait), _interruptible():
            yield

    @contextmanager
    def open(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, rolled back when it raises.

        Raises:
            StoreBusy: another process held the store for too long.
            MirrorError: the home cannot be written, the disk is full, or the file is not a
                readable database.
        """
        with self.leased():
            connection = self._connect()
            try:
                with _transaction(connection):
                    yield connection
            except _of_the_disk() as error:
                # What such an error leaves in memory is not to be trusted: the file is.
                self._stop_engine()
                raise self._unwritten(error) from error
            finally:
                self._leave(connection)

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """Let the engine keep little in memory while the block stores much.

        Raises:
            StoreBusy: another process held the store for too long.
        """
        with self.open() as db:
            for name, value in _SPARING.items():
                db.execute(f"SET {name} = '{value}'")
        try:
            yield
        finally:
            # Another thread may be at the engine: it is touched under the lease alone.
            with suppress(StoreBusy), self.leased():
                if self._engine is not None:
                    for name in _SPARING:
                        self._engine.execute(f"RESET {name}")

    def compact(self) -> None:
        """Write the database anew without the freed blocks, which still hold removed words, and swap it in.

        Raises:
            StoreBusy: another process held the store for too long.
        """
        path = self.home.database
        with self.leased():
            fresh = self._clear_fresh()
            with new_engine(self.home.spill) as connection:
                for name, file in (("worn", path), ("fresh", fresh)):
                    quoted = str(file).replace("'", "''")
                    connection.execute(f"ATTACH '{quoted}' AS {name}")
                connection.execute("CHECKPOINT worn")
                connection.execute("COPY FROM DATABASE worn TO fresh")
                connection.execute("CHECKPOINT fresh")
            self._swap_in(fresh)

    def _make(self) -> None:
        """Make an empty store of the newest schema whole, so that a crash leaves none or one that opens."""
        import duckdb

        fresh = self._clear_fresh()
        try:
            with duckdb.connect(str(fresh), config=_QUIET) as connection:
                migrate(connection, self.clock)
        except _of_the_disk() as error:
            raise self._unwritten(error) from error
        self._swap_in(fresh)

    def _clear_fresh(self) -> Path:
        """Where a store is written before it is swapped in, without what a crash left there."""
        fresh = self.home.database.with_suffix(".fresh")
        fresh.unlink(missing_ok=True)
        _log_of(fresh).unlink(missing_ok=True)
        return fresh

    def _swap_in(self, fresh: Path) -> None:
        with fresh.open("rb+") as written:
            os.fsync(written.fileno())
        fresh.replace(self.home.database)
        sync_folder(self.home.root)

    def prepare_home(self) -> None:
        """Make the home's folder where there is none.

        Raises:
            MirrorError: it cannot be made.
        """
        root = self.home.root
        if root.is_dir():
            return
        if root.exists():
            raise MirrorError(f"the home {root} is a file, not a folder; give --home")
        try:
            root.mkdir(parents=True, mode=0o700, exist_ok=True)
        except OSError as error:
            reason = error.strerror or "it cannot be made"
            raise MirrorError(f"the home {root} cannot be made: {reason}; give --home") from None

    def _connect(self) -> Connection:
        """A connection to a file of the newest schema; `_leave` ends it."""
        import duckdb

        try:
            if not self._is_there():
                _log_of(self.home.database).unlink(missing_ok=True)
                self._make()
                self._migrated = True
            connection = self._attach()
        except duckdb.Error as error:
            self._stop_engine()
            raise self._unopened(error) from error
        try:
            if not self._migrated:
                migrate(connection, self.clock)
                self._migrated = True
        except _of_the_disk() as error:
            self._leave(connection)
            raise self._unwritten(error) from error
        except BaseException:
            self._leave(connection)
            raise
        return connection

    def _is_there(self) -> bool:
        """Whether there is a file; one that is missing from a home that was used is told of.

        Raises:
            MirrorError: it is empty, which a store of ours never is.
        """
        with suppress(FileNotFoundError):
            if self.home.database.stat().st_size:
                return True
            raise MirrorError(
                f"the store {self.home.database} cannot be opened: it is an empty file; {_WAY_OUT}"
            )
        if _holds_any(self.home.index) or (self._used and _holds_any(self.home.journal)):
            self._tell(
                f"the store {self.home.database} was missing and is made anew: the journal comes "
                "back, but no imports, verdicts or corrections; import again, or put back a copy of it"
            )
        return False

    def _attach(self) -> Connection:
        import duckdb

        if self._engine is None:
            # A killed process may have left what it could not hold in memory.
            shutil.rmtree(self.home.spill, ignore_errors=True)
            self._engine = new_engine(self.home.spill)
        quoted = str(self.home.database).replace("'", "''")
        deadline = time.monotonic() + self._wait
        while not self._attached:
            try:
                self._engine.execute(f"ATTACH '{quoted}' AS {_NAME} (ROW_GROUP_SIZE 16384)")
                break
            except duckdb.IOException as error:
                # Somebody else's program has the file open: it takes no lease, but may soon be done.
                if not _FOREIGN_LOCK.search(str(error)) or time.monotonic() >= deadline:
                    raise
                time.sleep(0.1)
        self._attached += 1
        connection = self._engine.cursor()
        connection.execute(f"USE {_NAME}")
        return connection

    def _leave(self, connection: Connection) -> None:
        """End a connection, and let go of the file with the last one."""
        import duckdb

        connection.close()
        self._attached = max(self._attached - 1, 0)
        if self._attached or self._engine is None:
            return
        try:
            self._engine.execute(f"DETACH {_NAME}")
        except duckdb.Error:
            # What was committed is in the write-ahead log; a new engine reads it from there.
            self._stop_engine()

    def _stop_engine(self) -> None:
        if self._engine is not None:
            self._engine.close()
        self._engine, self._attached = None, 0

    def _unopened(self, error: Exception) -> MirrorError:
        foreign = _FOREIGN_LOCK.search(str(error))
        if foreign:
            return StoreBusy(
                f"the store is held by pid {foreign[1]}, another program that has "
                f"{self.home.database} open; close it and try again"
            )
        if _NO_ROOM.search(str(error)):
            return self._unwritten(error)
        if "Permission denied" in str(error):
            return MirrorError(
                f"the store {self.home.database} cannot be opened: permission denied; see to its rights"
            )
        return MirrorError(
            f"the store {self.home.database} cannot be opened: {_first_line(error)}; {_WAY_OUT}"
        )

    def _unwritten(self, error: Exception) -> MirrorError:
        if _NO_ROOM.search(str(error)):
            return MirrorError(
                f"the disk of {self.home.root} is full; nothing acknowledged was lost: "
                "free some room and run it again"
            )
        return MirrorError(f"the store {self.home.database} cannot be used: {_first_line(error)}")


def new_engine(spill: Path) -> Connection:
    """An engine that holds nothing; what does not fit into memory goes to `spill`. Starting one takes 15 ms."""
    import duckdb

    return duckdb.connect(config={**_QUIET, "temp_directory": str(spill)})


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C in the middle of a query, which the engine reports as an error of its own."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    import duckdb

    connection.begin()
    try:
        yield
    except BaseException:
        # After a failed write DuckDB has rolled back already, and says so.
        with suppress(duckdb.Error):
            connection.rollback()
        raise
    connection.commit()


def _of_the_disk() -> tuple[type[Exception], ...]:
    """What DuckDB raises when the file or its disk fails, rather than the question put to it."""
    import duckdb

    return (
        duckdb.IOException,
        duckdb.TransactionException,
        duckdb.SerializationException,
        duckdb.InternalException,
        duckdb.FatalException,
    )


def _holds_any(folder: Path) -> bool:
    """Whether there is a file in the folder or below it."""
    return any(names for _, _, names in os.walk(folder))


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
