"""Quotes as JSON inside a record, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from selfmirror.words.quote import Quote
from selfmirror.words.when import UNKNOWN_TIME, from_stored

Evidence = tuple[Quote, ...]


def evidence_json(evidence: Evidence) -> str:
    """Quotes with all that is known of their times."""
    return json.dumps(
        [
            {
                "utterance": quote.utterance,
                "text": quote.text,
                "source": quote.source,
                "day": quote.said.day.isoformat() if quote.said.day else None,
                "utc": quote.said.utc.isoformat() if quote.said.utc else None,
                "offset": quote.said.offset_minutes,
                "precision": quote.said.precision.value,
                "known": quote.said.source.value,
            }
            for quote in evidence
        ],
        ensure_ascii=False,
    )


def evidence_from(stored: str | None) -> Evidence:
    """The quotes back from their JSON; none where nothing is stored."""
    return tuple(_quote(entry) for entry in json.loads(stored or "[]"))


def _quote(entry: dict[str, Any]) -> Quote:
    day = date.fromisoformat(entry["day"]) if entry["day"] else None
    utc = datetime.fromisoformat(entry["utc"]) if entry["utc"] else None
    said = (
        from_stored(day, utc, entry["offset"], entry["precision"], entry["known"])
        if day
        else UNKNOWN_TIME
    )
    return Quote(entry["utterance"], entry["text"], said, entry["source"])
