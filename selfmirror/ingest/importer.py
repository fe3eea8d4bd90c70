"""Folders and exports become utterances, and every file is accounted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.settings import ImportSettings
    from selfmirror.store.database import Store
    from selfmirror.words.when import When


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person said about the files: whose they are, their project, their date."""

    project: str | None = None
    me: tuple[str, ...] = ()
    given: When | None = None
    dry_run: bool = False


class Importer:
    """Runs imports, shows their receipts and takes them back."""

    def __init__(self, store: Store, clock: Clock, settings: ImportSettings) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings

    def run(self, paths: Sequence[Path], options: ImportOptions, progress: Callable[[str], None]) -> object:
        raise NotImplementedError
