"""Every command: the module that holds it and its one line of help, so that `--help` imports none."""

from typing import NamedTuple


class Entry(NamedTuple):
    """Where a command lives and what it does."""

    module: str
    help: str


COMMANDS: dict[str, Entry] = {
    "session": Entry(
        "session", "A guided reflective session; without METHOD it proposes one and says why."
    ),
    "methods": Entry("methods", "The guided methods: what each is for and how long it takes."),
    "note": Entry("note", "Write one entry: from the argument, stdin or $EDITOR."),
    "import": Entry(
        "import_", "Read folders, files and exports of any depth; ends with a receipt."
    ),
    "ask": Entry("ask", "One answer over memory, with dated quotes."),
    "search": Entry("search", "Find passages by words and by meaning."),
    "memory": Entry("memory", "Beliefs over time: list, show, history, confirm, reject, forget."),
    "mood": Entry("mood", "Affect over time; reading given texts, correcting a reading."),
    "drift": Entry("drift", "How priorities moved: when, how surely, in whose words."),
    "timeline": Entry("timeline", "What happened when."),
    "today": Entry("today", "This day in other years."),
    "nudges": Entry("nudges", "What the guide said unasked, what it withheld, and why."),
    "consolidate": Entry(
        "consolidate", "Distil sessions and imports into memory; running it again changes nothing."
    ),
    "watch": Entry("watch", "Keep the index fresh while folders change."),
    "spend": Entry(
        "spend", "What models cost this month, by feature and model, and what is left of the cap."
    ),
    "tui": Entry("tui", "Open the full-screen app: session, drift and memory."),
    "doctor": Entry("doctor", "Check every part and say how to mend it."),
    "config": Entry("config", "Show and set the configuration."),
}
