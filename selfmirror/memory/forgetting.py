"""Forgetting: a belief and the words it rests on, everywhere in the home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from selfmirror.memory.claim import sign_of
from selfmirror.memory.consolidation import fold_stale
from selfmirror.store import beliefs as stored
from selfmirror.store.nudges import forget_nudges
from selfmirror.store.sessions import forget_in_sessions
from selfmirror.store.utterances import get_utterances
from selfmirror.words.identity import text_hash
from selfmirror.words.traces import holds_trace

if TYPE_CHECKING:
    from selfmirror.memory.belief import Belief
    from selfmirror.store.database import Store

Redact = Callable[[Sequence[str], datetime], list[Path]]


def forget_belief(store: Store, known: Belief, redact: Redact | None, now: datetime) -> list[str]:
    """Remove the belief, its utterances and every repetition of them; the paths of changed files.

    The files go first, for they are the truth; the database is then written anew, for its freed
    blocks still hold the words.
    """
    with store.open() as db:
        quoted = sorted({q.utterance for q in known.evidence})
        utterances = get_utterances(db, sorted({*quoted, *stored.repetitions(db, quoted)}))
    texts = sorted({u.text for u in utterances.values()})
    if not any(known.statement in text for text in texts):
        texts.append(known.statement)
    changed = redact(texts, now) if redact else []
    hashes = {key: text_hash(u.text) for key, u in utterances.items()}
    with store.open() as db:
        forget_in_sessions(db, sorted(hashes), lambda text: holds_trace(text, texts))
        forget_nudges(db, known.slot, lambda text: holds_trace(text, texts))
        stored.forget_verdicts(db, known.slot, known.kind.value, sign_of(known.polarity))
        stored.forget(db, known.slot, hashes, now)
    fold_stale(store)
    store.compact()
    return [str(path) for path in changed]
