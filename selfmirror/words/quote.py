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

    @property
    def named(self) -> str:
        """The name of its source where it says more than the quote itself."""
        return name_beside(self.source, self.text)

    def as_json(self) -> dict[str, str | None]:
        """The contract's form: `said_at`, `quote`, `source`, the utterance's id, `file_time` if it is all there is."""
        return {
            "said_at": self.said.iso(),
            "quote": self.text,
            "source": self.source,
            "utterance": self.utterance,
            **file_time(self.said),
        }


def file_time(said: When) -> dict[str, str]:
    """What JSON adds to a time that is unknown where a file's own time tells a day."""
    return {"file_time": said.file_day.isoformat()} if said.file_day else {}


def name_beside(name: str, text: str) -> str:
    """A source's name as it may stand beside a text of it: empty where it is how the text begins."""
    title, words = (" ".join(one.split()).strip("#.… ") for one in (name, text))
    return "" if words.startswith(title) or (words and title.startswith(words)) else name
