"""Where things live: the home folder and what is inside it, and what ships with the package."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The person's folder; every file of selfmirror's own is below it."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "config.toml"

    @property
    def database(self) -> Path:
        return self.root / "mirror.duckdb"

    @property
    def lock(self) -> Path:
        return self.root / "mirror.lock"

    @property
    def spill(self) -> Path:
        """Where the database's engine puts for a moment what does not fit into memory."""
        return self.root / "spill"

    @property
    def journal(self) -> Path:
        return self.root / "journal"

    @property
    def methods(self) -> Path:
        return self.root / "methods"

    @property
    def index(self) -> Path:
        return self.root / "index"

    @property
    def history(self) -> Path:
        return self.root / "session_history"


def find_home(given: Path | None = None) -> Home:
    """The home folder: given, else `SELFMIRROR_HOME`, else the platform's user-data folder."""
    named = given or os.environ.get("SELFMIRROR_HOME")
    if named:
        return Home(Path(named).expanduser().absolute())
    import platformdirs

    return Home(Path(platformdirs.user_data_dir("selfmirror", appauthor=False)))


def shipped_methods() -> Path:
    """The folder of the guided methods: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent
    inside = package / "sessions"
    return inside if inside.is_dir() else package.parent / "sessions"


def write_atomically(path: Path, content: str) -> None:
    """Write a text file so that a reader sees the old one or the new one, never a part.

    Raises:
        OSError: the folder cannot be written or the disk is full; the old file is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create_atomically(path: Path, content: str) -> None:
    """Write a text file that was not there; of several processes that want the name, one gets it.

    Raises:
        FileExistsError: another process has the name.
        OSError: the folder cannot be written or the disk is full; nothing was left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.tmp")
    with draft.open("x", encoding="utf-8") as file:
        try:
            # Whoever made the draft owns the name, if nobody was done with it before.
            if path.exists():
                raise FileExistsError(path)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
        except (OSError, UnicodeError):
            draft.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in the folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
