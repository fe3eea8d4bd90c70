"""How good rankings are: trec_eval's measures over what was found, by kind of question and language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval_sets import Question

CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with the ids of the units found for it, best first, none twice."""

    question: Question
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """What a set's own measure, over questions of one kind or of all, should at least be."""

    set: str
    measure: str
    kind: str
    at_least: float


BARS = (
    Bar("locomo", "recall@10", "", 0.75),
    Bar("longmemeval", "any@5", "", 0.88),
    Bar("longmemeval", "recall@10", "", 0.87),
    Bar("xquad", "recall@1", "same language", 0.96),
    Bar("xquad", "recall@1", "across languages", 0.85),
)


def measure(answers: Sequence[Answered]) -> dict[str, float]:
    """The mean over the questions of each measure, at each cut.

    `recall` is the part of the gold units among the first k, `precision` the part of k that is
    gold, `any` whether one gold unit is among them, `ndcg` the discounted cumulative gain with
    binary gains over the ideal one's, `mrr` one over the rank of the first gold unit among the
    first 10. As trec_eval computes them, through MacAvaney et al., "Streamlining Evaluation with
    ir-measures", ECIR 2022.
    """
    from ir_measures import RR, P, R, Success, calc_aggregate, nDCG

    names = {RR @ 10: "mrr"}
    for k in CUTS:
        names |= {
            R @ k: f"recall@{k}",
            P @ k: f"precision@{k}",
            nDCG @ k: f"ndcg@{k}",
            Success @ k: f"any@{k}",
        }
    gold = {str(n): dict.fromkeys(one.question.gold, 1) for n, one in enumerate(answers)}
    # A question for which nothing was found counts as well: with one unit that is nowhere gold.
    run = {
        str(n): {unit: -float(rank) for rank, unit in enumerate(one.found)} or {"": 0.0}
        for n, one in enumerate(answers)
    }
    means = calc_aggregate(list(names), gold, run)
    return {names[one]: round(float(means[one]), 4) for one in names}


def tabulate(answers: Sequence[Answered]) -> dict[str, Any]:
    """The measures over all questions, over each kind and over each language."""
    return {
        "questions": len(answers),
        "all": measure(answers),
        "by_kind": _grouped(answers, lambda one: one.question.kind),
        "by_language": _grouped(answers, lambda one: one.question.language),
    }


def _grouped(answers: Sequence[Answered], key: Callable[[Answered], str]) -> dict[str, Any]:
    kinds = sorted({key(one) for one in answers})
    parts = {kind: [one for one in answers if key(one) == kind] for kind in kinds}
    return {kind: {"questions": len(part)} | measure(part) for kind, part in parts.items()}


def against_bars(tables: dict[str, Any], bars: Iterable[Bar] = BARS) -> list[dict[str, Any]]:
    """Each bar of a set that was measured, with the figure beside it."""
    judged = []
    for bar in bars:
        if bar.set in tables:
            table = tables[bar.set]["modes"]["hybrid"]
            figure = (table["by_kind"][bar.kind] if bar.kind else table["all"])[bar.measure]
            judged.append(
                {
                    "set": bar.set,
                    "kind": bar.kind or "all",
                    "measure": bar.measure,
                    "figure": figure,
                    "at_least": bar.at_least,
                    "met": figure >= bar.at_least,
                }
            )
    return judged
