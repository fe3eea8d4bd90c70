"""How the person's priorities moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from selfmirror.drift.drawing import DRAWN_BY, draw
from selfmirror.drift.measure import Measured, Window
from selfmirror.drift.periods import Period
from selfmirror.drift.quotes import best_quote, clarity
from selfmirror.drift.report import Report, Theme, Turn, Witness
from selfmirror.drift.turns import TurningPoint
from selfmirror.drift.wording import sentences_of, theme_sentences
from selfmirror.errors import UsageError
from selfmirror.store import mentions as records
from selfmirror.store.generations import searched_model
from selfmirror.store.mentions import Drawn, SaidOn, ThemeRow
from selfmirror.store.utterances import get_sources, get_utterances
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.store.database import Connection, Store

__all__ = ["Drift", "DriftQuestion", "Period"]

_NEARER = 0.9


@dataclass(frozen=True, slots=True)
class DriftQuestion:
    """Which days to look at, cut how; both dates are inside, None is as far as the evidence goes."""

    since: date | None = None
    until: date | None = None
    by: Period = "month"
    theme: str | None = None


class Drift:
    """Answers how the shares of attention moved, from the stored evidence alone."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def report(self, question: DriftQuestion) -> Report:
        """How attention moved in the days asked about, as far as they are past.

        Themes and mentions are drawn from all the person's dated words once and kept until the
        evidence changes; what is kept is what drawing anew would give.

        Raises:
            UsageError: there is no such theme, or the days are the wrong way round.
        """
        if question.since and question.until and question.since > question.until:
            raise UsageError(f"--since {question.since} is after --until {question.until}")
        drawn, said = self._drawn()
        until = min(question.until or date.max, self._latest())
        measured = Measured(Window(question.since, until, question.by), drawn, said)
        report = Report(
            question.since,
            question.until,
            question.by,
            _language(said),
            len(measured.said),
        )
        if measured.themes:
            report = replace(
                report,
                periods=measured.periods(),
                themes=tuple(measured.courses()),
                changes=self._turns(measured),
            )
        if question.theme:
            return self._of_theme(report, measured, question.theme)
        return replace(report, sentences=sentences_of(report, len(measured.written)))

    def _latest(self) -> date:
        """The last day that words can be of; it may be tomorrow where they were said."""
        return self._clock.now().date() + timedelta(days=1)

    def _drawn(self) -> tuple[Drawn, Sequence[SaidOn]]:
        with self._store.open() as db:
            known = f"{DRAWN_BY} {records.fingerprint(db)}"
            said = records.dated_own(db)
            if records.drawn_from(db) == known:
                return records.stored_drawn(db), said
            model = searched_model(db)
            own = records.own_utterances(db)
            done = records.done_utterances(db)
            vectors = records.own_vectors(db, model) if model else {}
        drawn = draw(own, vectors, done)
        with self._store.open() as db:
            records.replace_drawn(db, known, drawn)
            # The person's names for themes are kept apart from what is drawn.
            return replace(drawn, themes=records.stored_themes(db)), said

    def _turns(self, measured: Measured) -> tuple[Turn, ...]:
        """The turns with quotes from both sides; one that no words carry is not told."""
        turns = measured.turns
        if not turns:
            return ()
        wanted = {
            candidate
            for turn in turns
            for theme in _moved(measured, turn)
            for side in measured.sides(turn)
            for candidate in _candidates(measured, theme, turn, side)
        }
        with self._store.open() as db:
            quotable = _Quotable(db, sorted(wanted), measured.themes)
        told = [_told(measured, turn, quotable) for turn in turns]
        return tuple(
            turn for turn in told if {w.side for w in turn.evidence} == {"before", "after"}
        )

    def _of_theme(self, report: Report, measured: Measured, asked: str) -> Report:
        theme = _named(report.themes, asked)
        first, last = theme.first, theme.last
        wanted = [measured.witnesses(theme.id, first, last, near)[:6] for near in (first, last)]
        with self._store.open() as db:
            quotable = _Quotable(db, sorted({i for ids in wanted for i in ids}), measured.themes)
        found = [quotable.clearest(ids, theme.id) for ids in wanted]
        quotes = tuple({quote.utterance: quote for quote in found if quote}.values())
        theme = replace(theme, quotes=tuple(sorted(quotes, key=lambda quote: quote.said.sort_key)))
        about = [
            turn
            for turn in report.changes
            if theme.id in {s.theme for s in (*turn.rose, *turn.fell)}
        ]
        report = replace(report, themes=(theme,), changes=tuple(about))
        return replace(report, sentences=theme_sentences(report, theme))


class _Quotable:
    """The texts of some utterances, ready to be quoted about a theme."""

    def __init__(self, db: Connection, ids: Sequence[str], themes: Sequence[ThemeRow]) -> None:
        self._utterances = get_utterances(db, ids)
        self._sources = get_sources(db, sorted({u.source for u in self._utterances.values()}))
        self._keywords = {theme.id: theme.keywords for theme in themes}

    def clearest(self, ids: Sequence[str], theme: str) -> Quote | None:
        """The sentence of the utterances that shows the theme best; a nearer one wins among near equals."""
        keywords = self._keywords[theme]
        found = list[tuple[float, Quote]]()
        for rank, identity in enumerate(ids):
            utterance = self._utterances[identity]
            quote = best_quote(utterance, self._sources.get(utterance.source), keywords)
            if quote:
                found.append((clarity(quote.text, keywords) * _NEARER**rank, quote))
        return max(found, key=lambda pair: pair[0])[1] if found else None


def _moved(measured: Measured, turn: TurningPoint) -> list[str]:
    rose, fell = measured.moves(turn)
    return [shift.theme for shift in (*rose, *fell)]


def _candidates(
    measured: Measured, theme: str, turn: TurningPoint, side: Sequence[date]
) -> list[str]:
    return measured.witnesses(theme, side[0], side[-1], turn.day) if side else []


def _told(measured: Measured, turn: TurningPoint, quotable: _Quotable) -> Turn:
    rose, fell = measured.moves(turn)
    before, after = measured.sides(turn)
    sides = [(shift.theme, "after", after) for shift in rose]
    sides += [(shift.theme, "before", before) for shift in fell]
    if rose and not fell:
        sides.append((rose[0].theme, "before", before))
    if fell and not rose:
        sides.append((fell[0].theme, "after", after))
    evidence = []
    for theme, name, side in sides:
        quote = quotable.clearest(_candidates(measured, theme, turn, side), theme)
        if quote:
            evidence.append(Witness(theme, name, quote))
    return Turn(
        turn.day,
        turn.earliest,
        turn.latest,
        turn.p_value,
        tuple(rose),
        tuple(fell),
        tuple(evidence),
    )


def _language(said: Sequence[SaidOn]) -> Language:
    russian = sum(one.language == Language.RU.value for one in said)
    return Language.RU if russian > len(said) / 2 else Language.EN


def _named(themes: Sequence[Theme], asked: str) -> Theme:
    """The theme of that id, label or word."""
    wanted = asked.strip().casefold()
    for theme in themes:
        if wanted in {theme.id.casefold(), theme.label.casefold()}:
            return theme
    for theme in themes:
        if wanted in {word.casefold() for word in theme.keywords} or (
            wanted and wanted in theme.label.casefold()
        ):
            return theme
    known = "; ".join(theme.label for theme in themes[:12]) or "there are none yet"
    raise UsageError(f"there is no theme «{asked}»; the themes are: {known}")
