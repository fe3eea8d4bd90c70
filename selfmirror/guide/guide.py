"""A guided session, from its first words to confirmed insights."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError, UsageError
from selfmirror.guide import notices
from selfmirror.guide.capabilities import Capabilities
from selfmirror.guide.commands import Command, read_command, told
from selfmirror.guide.concluding import Concluding
from selfmirror.guide.events import Ended, Event, Remark, Started
from selfmirror.guide.methods import load_methods
from selfmirror.guide.proposing import Proposal, propose_methods
from selfmirror.guide.replying import Replying
from selfmirror.guide.state import SessionState, find_session, load_state, read_state
from selfmirror.guide.strategy import MODES, Choice, Mode, Strategy
from selfmirror.journal.document import TranscriptHeader, TranscriptTurn
from selfmirror.models.ports import Warming
from selfmirror.paths import shipped_methods
from selfmirror.store import sessions as rows
from selfmirror.words.identity import content_id
from selfmirror.words.language import Language, detect_language
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import DateSource, at_instant

if TYPE_CHECKING:
    from selfmirror.guide.method import Method
    from selfmirror.guide.methods import Broken
    from selfmirror.guide.turn import ReplyEngine
    from selfmirror.words.when import When

__all__ = ["Capabilities", "Guide", "Proposal"]

_FEW_WORDS = 3
_LONGEST_TURN = 64_000


class Guide:
    """Begins, resumes, continues and ends sessions; it keeps nothing between calls but the store."""

    def __init__(self, capabilities: Capabilities, engine: ReplyEngine | None = None) -> None:
        self._on = capabilities
        self._replying = Replying(capabilities, engine)
        self._concluding = Concluding(capabilities)

    def methods(self) -> tuple[list[Method], list[Broken]]:
        """The methods shipped and the person's own, and the files that are broken."""
        return load_methods(shipped_methods(), self._on.home.methods)

    def propose(self, language: str | None = None) -> list[Proposal]:
        """The methods, the one most worth doing now first."""
        with self._on.store.open() as db:
            past = rows.sessions(db)
        spoken, _ = self._first_language(language)
        return propose_methods(self.methods()[0], past, self._on.clock.now(), spoken)

    def begin(
        self,
        method: str | None = None,
        language: str | None = None,
        said: When | None = None,
        mode: Mode = "auto",
    ) -> Iterator[Event]:
        """Start a session: `Started`, then the opening as pieces and `Replied`.

        Raises:
            UsageError: there is no such method; the message names those that are.
        """
        chosen = self._method(method or self.propose(language)[0].method)
        spoken, guessed = self._first_language(language)
        now = self._on.clock.now()
        with self._on.store.open() as db:
            before = len(rows.sessions(db))
        identity = content_id("session", now.isoformat(), os.getpid(), chosen.id, before)
        self._warm()
        engine = self._replying.engine_name
        header = TranscriptHeader(
            identity,
            chosen.id,
            chosen.title.in_(spoken),
            spoken.value,
            engine,
            now,
            said or at_instant(now, DateSource.MESSAGE),
        )
        path = self._on.journal.begin_transcript(header)
        first = chosen.steps[0].id
        row = rows.SessionRow(
            identity, chosen.id, spoken.value, guessed, engine, mode, str(path), first,
            quiet=False, started_at=now, ended_at=None,
        )  # fmt: skip
        with self._on.store.open() as db:
            rows.add_session(db, row)
            number = rows.add_turn(db, identity, first, None)
        unsure = guessed and not self._spoken()
        text = notices.introduction(chosen, spoken, self._replying.model_name, unsure=unsure)
        yield Started(identity, chosen.id, engine, text, path)
        yield from self._replying.answer(self._load(identity), number)

    def _warm(self) -> None:
        """Let the model's library load while the person reads the opening."""
        if isinstance(self._on.chat, Warming):
            self._on.chat.warm()

    def resume(self, session: str | None = None) -> Iterator[Event]:
        """Go on with a session, the latest unfinished one if none is named.

        Words that a crash left without an answer are answered now.

        Raises:
            UsageError: there is none.
        """
        row = find_session(self._on.store, session) if session else self._latest()
        self._warm()
        self._on.journal.reconcile()
        self._adopt(row)
        state = self._load(row.id)
        text = f"{state.method.title.in_(state.language)}. {notices.RESUMED.in_(state.language)}"
        yield Started(row.id, row.method, self._replying.engine_name, text, state.path)
        last = next((turn for turn in reversed(state.turns) if not turn.undone), None)
        if last is not None and last.reply is not None:
            yield told(last)
            return
        number = last.number if last is not None else self._open_turn(row.id, row.step, None)
        yield from self._replying.answer(self._load(row.id), number)

    def say(self, session: str, text: str) -> Iterator[Event]:
        """One turn: the words are on disk before anything is answered; what is too long for one is not kept.

        Raises:
            MirrorError: the session has ended, or the words cannot be written.
        """
        state = self._open(session)
        if not text.strip():
            return
        if len(text) > _LONGEST_TURN:
            refused = notices.TOO_LONG.in_(state.language)
            yield Remark(refused.format(letters=len(text), most=_LONGEST_TURN))
            return
        turn = TranscriptTurn(Speaker.ME, text.strip(), self._on.clock.now())
        utterance = self._on.journal.append(state.path, turn)
        methods, _ = self.methods()
        with self._on.store.open() as db:
            number = rows.add_turn(db, session, state.step.id, utterance.id)
            if (heard := _language_of(state, text)) is not None:
                rows.change_session(db, session, "language", heard.value)
            state = read_state(db, session, methods)
        yield from self._replying.answer(state, number)

    def command(self, session: str, line: str) -> Iterator[Event]:
        """A slash command; `/end` yields the proposed insights."""
        state = self._open(session)
        name, rest = read_command(line)
        match name:
            case Command.END:
                yield from self.propose_insights(session)
            case Command.SKIP | Command.BACK:
                yield from self._move(state, name)
            case Command.MODE if rest in MODES:
                self._change(session, "mode", rest)
                named = notices.mode_name(rest, state.language)
                yield Remark(notices.MODE_SET.in_(state.language).format(mode=named))
            case Command.MODE:
                known = notices.MODES_ARE.in_(state.language)
                now = notices.mode_name(state.row.mode, state.language)
                yield Remark(known.format(mode=now, modes=", ".join(MODES)))
            case Command.NUDGE if rest == "off":
                self._change(session, "quiet", value=True)
                yield Remark(notices.QUIET.in_(state.language))
            case Command.UNDO:
                yield self._undo(state)
            case _:
                yield self._describe(state, name)

    def propose_insights(self, session: str) -> Iterator[Event]:
        """At most five insights that wait for the person's answer; those answered are not shown again."""
        return self._concluding.propose(self._load(session))

    def answer_insight(self, identity: str, answer: str) -> Remark:
        """Confirm (`y`), reject (`n`) or edit (`e NEW TEXT`) a proposed insight; д, н, е do too.

        Raises:
            UsageError: there is no such insight.
        """
        return self._concluding.answer(identity, answer)

    def close(self, session: str) -> Iterator[Ended]:
        """End a session; what was not answered stays a candidate."""
        return self._concluding.close(self._load(session))

    def warm(self) -> None:
        """Load what the first reply needs, while the person writes; what cannot be loaded is met again there."""
        self._replying.warm()

    def _method(self, identity: str) -> Method:
        methods, _ = self.methods()
        chosen = next((method for method in methods if method.id == identity), None)
        if chosen is None:
            known = ", ".join(method.id for method in methods)
            raise UsageError(f"there is no method {identity}; there are: {known}")
        return chosen

    def _load(self, session: str) -> SessionState:
        return load_state(self._on.store, session, self.methods()[0])

    def _open(self, session: str) -> SessionState:
        state = self._load(session)
        if state.row.ended_at is not None:
            raise MirrorError("this session has ended; `selfmirror session` starts another")
        return state

    def _latest(self) -> rows.SessionRow:
        with self._on.store.open() as db:
            unfinished = rows.sessions(db, unfinished=True)
        if not unfinished:
            raise UsageError("there is no unfinished session; `selfmirror session` starts one")
        return unfinished[0]

    def _first_language(self, given: str | None) -> tuple[Language, bool]:
        """The language to begin in, and whether it is only a guess from the machine's locale."""
        if given in {"ru", "en"}:
            return Language(given), False
        spoken = self._spoken()
        if spoken:
            return Language(max(sorted(set(spoken)), key=spoken.count)), True
        named = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
        return (Language.EN if named.startswith("en") else Language.RU), True

    def _spoken(self) -> list[str]:
        with self._on.store.open() as db:
            return rows.own_languages(db)

    def _change(self, session: str, column: str, value: object) -> None:
        with self._on.store.open() as db:
            rows.change_session(db, session, column, value)

    def _open_turn(self, session: str, step: str, utterance: str | None) -> int:
        with self._on.store.open() as db:
            return rows.add_turn(db, session, step, utterance)

    def _adopt(self, row: rows.SessionRow) -> None:
        """Give a turn to words that reached the transcript just before a crash."""
        with self._on.store.open() as db:
            known = {turn.utterance for turn in rows.get_turns(db, row.id)}
            for utterance in rows.own_utterances(db, content_id("journal", row.id)):
                if utterance not in known:
                    rows.add_turn(db, row.id, row.step, utterance)

    def _move(self, state: SessionState, name: Command) -> Iterator[Event]:
        forward = name is Command.SKIP
        place = state.step.id
        target = state.method.after(place) if forward else state.method.before(place)
        if target is None:
            yield Remark((notices.LAST_STEP if forward else notices.FIRST_STEP).in_(state.language))
            return
        number = self._open_turn(state.row.id, place, None)
        asked = Choice(Strategy.STEP, f"/{name.value}")
        yield from self._replying.answer(self._load(state.row.id), number, (asked, target))

    def _undo(self, state: SessionState) -> Remark:
        last = next((e for e in reversed(state.exchanges) if e.said), None)
        if last is None or last.said is None:
            return Remark(notices.NOTHING_YET.in_(state.language))
        self._on.journal.take_back(state.path, last.said.utterance)
        with self._on.store.open() as db:
            rows.undo_turn(db, state.row.id, last.number)
            rows.change_session(db, state.row.id, "step", last.step)
        undone = notices.UNDONE.in_(state.language).format(path=state.path)
        before = next((e.reply for e in reversed(state.exchanges) if e.number < last.number), "")
        asked = before.rpartition("\n")[2]
        stands = notices.STANDS.in_(state.language).format(asked=asked)
        return Remark(f"{undone}\n{stands}" if asked.endswith("?") else undone)

    def _describe(self, state: SessionState, name: Command | None) -> Remark:
        language = state.language
        replied = [turn for turn in state.turns if turn.reply is not None and not turn.undone]
        last = replied[-1] if replied else None
        match name:
            case Command.WHY if last is not None:
                return Remark(notices.why_line(str(last.strategy), str(last.reason), language))
            case Command.EVIDENCE if last is not None:
                found = notices.quote_lines(last.evidence, language)
                return Remark(found or notices.NO_QUOTES.in_(language))
            case Command.MOOD:
                said = [exchange for exchange in state.exchanges if exchange.said]
                return Remark(notices.mood_line(said[-1].reading if said else None, language))
            case None:
                return Remark(f"{notices.NO_COMMAND.in_(language)} {notices.HELP.in_(language)}")
            case _:
                return Remark(notices.HELP.in_(language))


def _language_of(state: SessionState, text: str) -> Language | None:
    """The language to go over to: that of the person's words, where none was asked for."""
    heard = detect_language(text)
    if not state.row.guessed or heard in {Language.UNKNOWN, state.language}:
        return None
    return heard if len(text.split()) >= _FEW_WORDS or state.said == 0 else None
