"""What is known of files by their content: which one is the same, and which one repeats another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from selfmirror.ingest.identify import note_source
from selfmirror.ingest.near import Near, NearNotes
from selfmirror.store.imports import KnownFile

# Kept with a file beside what the person said of it.
_FOLLOWS = "follows"


class Copies:
    """The files that were read to their end, by path and by content.

    Two notes with the same content are one when their times are the same, or when one has no time:
    then the time that is known is the note's. The same words at two known times were said twice; one
    without a time follows that of them whose id comes first, in whatever order they are met.
    """

    def __init__(
        self,
        known: Mapping[str, KnownFile],
        signatures: Callable[[], Mapping[str, bytes]] = dict,
    ) -> None:
        self._by_path = dict(known)
        self._near = NearNotes(signatures)
        self._by_hash: dict[str, dict[str, KnownFile]] = defaultdict(dict)
        for file in known.values():
            self._by_hash[file.hash][file.path] = file

    def at(self, path: str) -> KnownFile | None:
        """What is known of a path."""
        return self._by_path.get(path)

    def learn(self, file: KnownFile) -> None:
        """Know a file from now on."""
        before = self._by_path.get(file.path)
        if before is not None:
            self._by_hash[before.hash].pop(file.path, None)
        self._by_path[file.path] = file
        self._by_hash[file.hash][file.path] = file

    def sign(self, path: str, signature: bytes | None) -> None:
        """Know the note at a path by this signature from now on, or by none."""
        self._near.learn(path, signature)

    def nearest(self, signature: bytes, besides: Iterable[str]) -> Near | None:
        """The note that one with this signature nearly repeats, other than those at these paths."""
        return self._near.nearest(signature, besides)

    def may_be_of(self, path: str, said: str | None) -> bool:
        """Whether the note at a path has this time, or one of the two has none."""
        file = self._by_path.get(path)
        known = file is not None and file.dated and said is not None
        return not known or (file is not None and file.note == note_source(file.hash, said))

    def same_export(self, file_hash: str, path: str) -> KnownFile | None:
        """Another path with the same content, whose words carry their own times."""
        return next((f for f in self._others(file_hash, path) if f.note is None), None)

    def same_note(self, file_hash: str, path: str, said: str | None) -> KnownFile | None:
        """Another path with the same note: of the same time, or of any time if this one has none."""
        source = note_source(file_hash, said)
        others = self._others(file_hash, path)
        same = [f for f in others if f.note == source or (said is None and f.dated)]
        return min(
            same, key=lambda f: (not f.dated, _follows(f), f.note or "", f.path), default=None
        )

    def led_by(self, file_hash: str, path: str, source: str) -> tuple[KnownFile, ...]:
        """Other paths with the same note and no time of their own that take that of this dated one."""
        others = (f for f in self._others(file_hash, path) if f.note)
        return tuple(f for f in others if not f.dated or (_follows(f) and (f.note or "") > source))

    def _others(self, file_hash: str, path: str) -> list[KnownFile]:
        return [f for f in self._by_hash.get(file_hash, {}).values() if f.path != path]


def following(copy: KnownFile) -> KnownFile:
    """A copy without a time of its own that has another's."""
    return replace(copy, said={**copy.said, _FOLLOWS: True})


def _follows(file: KnownFile) -> bool:
    return bool(file.said.get(_FOLLOWS))
