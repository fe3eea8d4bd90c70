"""How the person's priorities moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.drift.measure import Measured, Window
from selfmirror.drift.mentions import is_lived
from selfmirror.drift.periods import Period
from selfmirror.drift.quotes import best_quote, clarity
from selfmirror.drift.report import Report, Theme, Turn, Witness
from selfmirror.drift.themes import find_themes
from selfmirror.drift.turns import TurningPoint
from selfmirror.drift.wording import sentences_of, theme_sentences
from selfmirror.errors import UsageError
from selfmirror.store import mentions as records
from selfmirror.store.mentions import MentionRow, SaidOn, ThemeRow
from selfmirror.store.utterances import get_sources, get_utterances
from selfmirror.words.language import Language
from selfmirror.words.own import own_words
from selfmirror.words.quote import Quote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from selfmirror.clock import Clock
    from selfmirror.store.database import Connection, Store
    from selfmirror.words.utterance import Utterance

__all__ = ["Drift", "DriftQuestion", "Period"]

DRAWN_BY = "themes-2"
"""Names how themes and mentions are drawn; another name draws stored ones anew."""
_NEARER = 0.9
_MOST_VECTORS_MISSING = 0.4


@dataclass(frozen=True, slots=True)
class DriftQuestion:
    """Which days to look at, cut how; both dates are inside, None is as far as the evidence goes."""

    since: date | None = None
    until: date | None = None
    by: Period = "month"
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn from all evidence, whatever is asked."""

    themes: Sequence[ThemeRow]
    mentions: Sequence[MentionRow]
    said: Sequence[SaidOn]


class Drift:
    """Answers how the shares of attention moved, from the stored evidence alone."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def report(self, question: DriftQuestion) -> Report:
        """How attention moved in the days asked about.

        Themes and mentions are drawn from all the person's dated words once and kept until the
        evidence changes; what is kept is what drawing anew would give.

        Raises:
            UsageError: there is no such theme, or the days are the wrong way round.
        """
        if question.since and question.until and question.since > question.until:
            raise UsageError(f"--since {question.since} is after --until {question.until}")
        drawn = self._drawn()
        window = Window(question.since, question.until, question.by)
        measured = Measured(window, drawn.themes, drawn.mentions, drawn.said)
        report = Report(
            question.since,
            question.until,
            question.by,
            _language(drawn.said),
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

    def _drawn(self) -> _Drawn:
        with self._store.open() as db:
            known = f"{DRAWN_BY} {records.fingerprint(db)}"
            fresh = records.drawn_from(db) == known
            said = records.dated_own(db)
            if fresh:
                return _Drawn(records.stored_themes(db), records.stored_mentions(db), said)
            model = records.embedding_model(db)
            own = records.own_utterances(db)
            vectors = records.own_vectors(db, model) if model else {}
        themes, mentions = draw(own, vectors)
        with self._store.open() as db:
            records.replace_drawn(db, known, themes, mentions)
            return _Drawn(records.stored_themes(db), mentions, said)

    def _turns(self, measured: Measured) -> tuple[Turn, ...]:
        """The turns with quotes from both sides; one that no words carry is not told."""
        turns = measured.turns
        if not turns:
            return ()
        wanted = {
            candidate
            for turn in turns
            for theme in _moved(measured, turn)
            for side in (turn.before, turn.after)
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


def draw(
    own: Sequence[tuple[Utterance, float | None, float | None]],
    vectors: dict[str, NDArray[np.float32]],
) -> tuple[list[ThemeRow], list[MentionRow]]:
    """Themes and mentions of utterances with their valence and stress, sorted by id."""
    texts = [own_words(utterance.text) for utterance, _, _ in own]
    entries = [utterance.source for utterance, _, _ in own]
    days = [str(utterance.said.day) for utterance, _, _ in own]
    places = [f"{entry} {day}" for entry, day in zip(entries, days, strict=True)]
    found = find_themes(texts, places, _matrix([u.id for u, _, _ in own], vectors))
    size = [sum(number in about for about in found.about) for number in range(len(found.themes))]
    order = sorted(range(len(size)), key=lambda number: (-size[number], found.themes[number].id))
    themes = [
        ThemeRow(t.id, t.label, t.keywords) for t in (found.themes[number] for number in order)
    ]
    mentions = [
        MentionRow(
            found.themes[number].id,
            utterance.id,
            round(intensity, 6),
            valence,
            is_lived(text),
            stress,
        )
        for (utterance, valence, stress), text, about in zip(own, texts, found.about, strict=True)
        for number, intensity in sorted(about.items())
    ]
    return themes, sorted(mentions, key=lambda m: (m.utterance, m.theme))


def _matrix(
    ids: Sequence[str], vectors: dict[str, NDArray[np.float32]]
) -> NDArray[np.float64] | None:
    """The vectors in the order of the ids, NaN where one is missing; None when too many are."""
    import numpy as np

    found = [vectors.get(identity) for identity in ids]
    missing = sum(vector is None for vector in found)
    if not ids or missing > _MOST_VECTORS_MISSING * len(ids):
        return None
    nothing = np.full(next(len(vector) for vector in found if vector is not None), np.nan)
    return np.stack([nothing if vector is None else vector for vector in found]).astype(np.float64)


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


def _candidates(measured: Measured, theme: str, turn: TurningPoint, side: slice) -> list[str]:
    days = measured.days[side]
    return measured.witnesses(theme, days[0], days[-1], turn.day)


def _told(measured: Measured, turn: TurningPoint, quotable: _Quotable) -> Turn:
    rose, fell = measured.moves(turn)
    sides = [(shift.theme, "after", turn.after) for shift in rose]
    sides += [(shift.theme, "before", turn.before) for shift in fell]
    if rose and not fell:
        sides.append((rose[0].theme, "before", turn.before))
    if fell and not rose:
        sides.append((fell[0].theme, "after", turn.after))
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
