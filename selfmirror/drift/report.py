"""What drift answers: values that every face renders."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from selfmirror.drift.courses import StateDependence, Trend
from selfmirror.drift.periods import Period
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote


@dataclass(frozen=True, slots=True)
class PeriodOf:
    """A week, month or quarter; `distance` is the Jensen-Shannon distance from the one written before."""

    start: date
    end: date
    mentions: int
    stress: float | None
    distance: float | None


@dataclass(frozen=True, slots=True)
class Theme:
    """The course of one theme, one value a period in `mentions`, `share`, `low` and `high`.

    `share` is of all mentions of the period, 0..1; `low` and `high` bound it at 90 %. A period
    without mentions has the theme's overall share between 0 and 1: nothing is known of it.
    """

    id: str
    label: str
    keywords: tuple[str, ...]
    mentions: tuple[int, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    trend: Trend
    first: date
    last: date
    lived: int
    stated: int
    polarity: float | None
    half_life_days: float | None
    state_dependence: StateDependence | None
    quotes: tuple[Quote, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.mentions)


@dataclass(frozen=True, slots=True)
class Shift:
    """A theme's share on both sides of a turn."""

    theme: str
    label: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Witness:
    """A quote from one side of a turn, `before` or `after`, about a theme that moved."""

    theme: str
    side: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of the whole profile: `day` begins the new one and lies between the other two days."""

    day: date
    earliest: date
    latest: date
    p_value: float
    rose: tuple[Shift, ...]
    fell: tuple[Shift, ...]
    evidence: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """How priorities moved: sentences first, then what they stand on."""

    since: date | None
    until: date | None
    by: Period
    language: Language
    utterances: int
    periods: tuple[PeriodOf, ...] = ()
    themes: tuple[Theme, ...] = ()
    changes: tuple[Turn, ...] = ()
    sentences: tuple[str, ...] = field(default=())

    @property
    def summary(self) -> str:
        """The answer in words."""
        return " ".join(self.sentences)

    def as_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "by": self.by,
            "language": self.language.value,
            "utterances": self.utterances,
            "periods": [_period(period) for period in self.periods],
            "themes": [_theme(theme) for theme in self.themes],
            "changes": [_turn(turn) for turn in self.changes],
            "summary": self.summary,
        }


def _rounded(values: tuple[float, ...]) -> list[float]:
    return [round(value, 4) for value in values]


def _period(period: PeriodOf) -> dict[str, Any]:
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "mentions": period.mentions,
        "stress": None if period.stress is None else round(period.stress, 4),
        "distance": None if period.distance is None else round(period.distance, 4),
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "label": theme.label,
        "keywords": list(theme.keywords),
        "mentions": list(theme.mentions),
        "share": _rounded(theme.share),
        "low": _rounded(theme.low),
        "high": _rounded(theme.high),
        "trend": theme.trend,
        "first": theme.first.isoformat(),
        "last": theme.last.isoformat(),
        "lived": theme.lived,
        "stated": theme.stated,
        "polarity": None if theme.polarity is None else round(theme.polarity, 3),
        "half_life_days": theme.half_life_days,
        "state_dependence": _state(theme.state_dependence),
        "quotes": [quote.as_json() for quote in theme.quotes],
    }


def _state(state: StateDependence | None) -> dict[str, float] | None:
    return None if state is None else {key: round(value, 4) for key, value in asdict(state).items()}


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "date": turn.day.isoformat(),
        "earliest": turn.earliest.isoformat(),
        "latest": turn.latest.isoformat(),
        "p_value": round(turn.p_value, 4),
        "rose": [shift.theme for shift in turn.rose],
        "fell": [shift.theme for shift in turn.fell],
        "moved": [
            {"theme": s.theme, "before": round(s.before, 4), "after": round(s.after, 4)}
            for s in (*turn.rose, *turn.fell)
        ],
        "evidence": [
            {"theme": w.theme, "side": w.side, **w.quote.as_json()} for w in turn.evidence
        ],
    }
