"""Examining the store and its followers, and mending them without a model."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError
from selfmirror.search.ports import IndexBroken, IndexUnreachable
from selfmirror.store.consistency import Fault, count_records, faults, mend

if TYPE_CHECKING:
    from selfmirror.paths import Home
    from selfmirror.search.finder import Counts, Search
    from selfmirror.store.database import Store

_REPAIR = "run `selfmirror doctor --repair`"


@dataclass(frozen=True, slots=True)
class Check:
    """One part that was looked at; `fix` says how to mend it, empty where nothing is wrong."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, and how much there is of everything."""

    checks: tuple[Check, ...]
    counts: dict[str, int]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


class Doctor:
    """Looks at every part of a home; changes nothing but what any command would catch up."""

    def __init__(self, home: Home, store: Store, search: Search) -> None:
        self._home = home
        self._store = store
        self._search = search

    def examine(self) -> Examination:
        """Check the home, the store, the records, the journal and the indexes."""
        counts = dict.fromkeys(("utterances", "passages", "vectors", "lexical", "beliefs"), 0)
        checks = [self._writable(), self._journal()]
        try:
            self._search.catch_up(_silent, embed_at_most=0)
            with self._store.open() as db:
                records, wrong = count_records(db), faults(db)
        except MirrorError as error:
            return Examination((*checks, Check("store", ok=False, detail=str(error))), counts)
        except OSError as error:
            return Examination((*checks, _barred(error)), counts)
        counts |= {name: records[name] for name in ("utterances", "beliefs")}
        checks.append(Check("store", ok=True, detail=f"schema {records['schema']}"))
        checks.append(_records(wrong))
        checks += self._indexes(counts)
        return Examination(tuple(checks), counts)

    def repair(self, progress: Callable[[str], None]) -> list[str]:
        """Mend the records and make the indexes anew; say of each part what was and what is.

        No model is called: vectors are those kept in DuckDB. Killed at any point, the next
        command goes on from there.

        Raises:
            MirrorError: the store cannot be opened; nothing was changed.
        """
        with self._store.open() as db:
            wrong = faults(db)
            mend(db)
        before = self._sizes()
        self._search.rebuild(progress)
        after = self._sizes()
        with self._store.open() as db:
            left = faults(db)
        return [
            f"records: {_rows(wrong)} at fault before, {_rows(left)} now",
            *(f"{name}: {before[name]} before, {after[name]} now" for name in before),
        ]

    def _sizes(self) -> dict[str, str]:
        try:
            counts = self._search.counts()
        except (IndexBroken, IndexUnreachable) as error:
            return {"word index": f"not readable ({error})", "vector index": "not known"}
        return {"word index": str(counts.lexical), "vector index": str(counts.vectors)}

    def _writable(self) -> Check:
        root = self._home.root
        try:
            root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=root) as probe:
                probe.write(b"room")
                probe.flush()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            fix = "see to its rights and its disk, or give --home"
            return Check("home", ok=False, detail=f"{root}: {reason}", fix=fix)
        return Check("home", ok=True, detail=f"{root} can be written")

    def _journal(self) -> Check:
        folder = self._home.journal
        if not folder.exists():
            return Check("journal", ok=True, detail="nothing written yet")
        files, barred = 0, list[str]()
        walk = os.walk(folder, onerror=lambda error: barred.append(str(error.filename)))
        for place, _, names in walk:
            for name in names:
                files += 1
                path = os.path.join(place, name)  # noqa: PTH118 - os.walk gives strings, by the thousand
                if not os.access(path, os.R_OK):
                    barred.append(path)
        if barred:
            detail = f"{len(barred)} cannot be read, the first is {barred[0]}"
            return Check("journal", ok=False, detail=detail, fix="see to their rights")
        return Check("journal", ok=True, detail=f"{files} files can be read")

    def _indexes(self, counts: dict[str, int]) -> Iterator[Check]:
        try:
            sizes = self._search.counts()
        except IndexUnreachable as error:
            fix = "start the server, or set index.chroma to embedded"
            yield Check("vector index", ok=False, detail=str(error), fix=fix)
            return
        except IndexBroken as error:
            yield Check("indexes", ok=False, detail=str(error), fix=_REPAIR)
            return
        except OSError as error:
            yield _barred(error)
            return
        counts |= {
            "passages": sizes.passages,
            "lexical": sizes.lexical,
            "vectors": sizes.vectors,
        }
        yield _same("word index", sizes.lexical, sizes.passages, "passages")
        yield self._meaning(sizes)
        if self._search.model:
            yield _same("vector index", sizes.vectors, sizes.embedded, "embeddings")

    def _meaning(self, sizes: Counts) -> Check:
        model = self._search.model
        if not model:
            return Check("embeddings", ok=True, detail="no model here: search by words alone")
        waiting = f", {sizes.waiting} wait for the next import or `watch`" if sizes.waiting else ""
        made = f"{sizes.made} of {sizes.passages} by {model} so far{waiting}"
        detail = f"{sizes.embedded} by {sizes.searched}{waiting}"
        if sizes.searched != model:
            detail = f"searched are {sizes.embedded} by {sizes.searched}; {made}"
        return Check("embeddings", ok=True, detail=detail)


def _silent(_: str) -> None:
    return None


def _barred(error: OSError) -> Check:
    detail = f"{error.filename or 'a file'}: {error.strerror or type(error).__name__}"
    return Check("indexes", ok=False, detail=detail, fix="see to its rights and its disk")


def _rows(wrong: list[Fault]) -> int:
    return sum(fault.rows for fault in wrong)


def _records(wrong: list[Fault]) -> Check:
    if not wrong:
        return Check("records", ok=True, detail="all agree")
    detail = "; ".join(f"{fault.rows} × {fault.name}" for fault in wrong)
    return Check("records", ok=False, detail=detail, fix=_REPAIR)


def _same(name: str, indexed: int, stored: int, what: str) -> Check:
    ok = indexed == stored
    detail = f"{indexed} of {stored} {what}"
    return Check(name, ok=ok, detail=detail, fix="" if ok else _REPAIR)
