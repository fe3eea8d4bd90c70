"""The unit of everything: something one speaker said at one time."""

from dataclasses import dataclass
from datetime import datetime

from selfmirror.words.language import Language, detect_language
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import When


@dataclass(frozen=True, slots=True)
class Source:
    """Where utterances came from: a note, a conversation, an event or a session.

    `kind` is `note`, `conversation`, `event`, `entry` or `session`; `format` names the reader that
    recognised it; `path` is the file it was read from. An event tells what was done, not what
    somebody thought, felt or wanted.
    """

    id: str
    kind: str
    format: str
    path: str
    title: str
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker said at one time.

    `id` comes from content; `position` orders utterances inside their source, `parent` is the id
    of the utterance it answers; `said` is when it was said and how that is known, `recorded_at`
    (aware) when selfmirror learned it; `author` is the name it stands under in a chat of people,
    `heading` the headings above a section of a note, outermost first, as `Projects › Book`.
    """

    id: str
    source: str
    position: int
    parent: str | None
    speaker: Speaker
    text: str
    said: When
    recorded_at: datetime
    author: str = ""
    heading: str = ""

    @property
    def language(self) -> Language:
        return detect_language(self.text)
