"""A dated quote: what carries every claim."""

from dataclasses import dataclass

from selfmirror.words.when import When


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of one utterance, when it was said, and a readable name of its source."""

    utterance: str
    text: str
    said: When
    source: str

    def as_json(self) -> dict[str, str | None]:
        """The contract's form: `said_at`, `quote`, `source`, and the utterance's id."""
        return {
            "said_at": self.said.iso(),
            "quote": self.text,
            "source": self.source,
            "utterance": self.utterance,
        }
