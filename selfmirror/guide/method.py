"""A guided method: what it is for, and its steps, in both languages."""

from dataclasses import dataclass

from selfmirror.guide.strategy import Strategy
from selfmirror.words.language import Language


@dataclass(frozen=True, slots=True)
class Both:
    """One text in each of the person's languages."""

    ru: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in a language; Russian only where it is Russian that is spoken."""
        return self.ru if language is Language.RU else self.en


@dataclass(frozen=True, slots=True)
class Wordings:
    """Several ways to ask the same, in each language."""

    ru: tuple[str, ...]
    en: tuple[str, ...]

    def in_(self, language: Language) -> tuple[str, ...]:
        """The wordings in a language."""
        return self.ru if language is Language.RU else self.en


@dataclass(frozen=True, slots=True)
class Done:
    """What must be known before the next step.

    `says` puts it in words; the embedded guide counts: at least `words` words of the person in
    the step, or `turns` answers whatever they hold.
    """

    says: Both
    words: int
    turns: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its aim, ways to ask for it, the moves it allows and what it yields.

    `yields` is a kind of insight: want, value, fear, obstacle, commitment, observation, project
    or decision.
    """

    id: str
    aim: Both
    asks: Wordings
    moves: frozenset[Strategy]
    done_when: Done
    yields: str


@dataclass(frozen=True, slots=True)
class Method:
    """A guided method as data; `source` names the literature that it is drawn from."""

    id: str
    title: Both
    purpose: Both
    minutes: int
    good_when: Both
    not_when: Both
    source: str
    steps: tuple[Step, ...]

    def step(self, identity: str) -> Step:
        """The step of this id, or the first where an edited method lost it."""
        return next((step for step in self.steps if step.id == identity), self.steps[0])

    def after(self, identity: str) -> Step | None:
        """The step that follows, None after the last."""
        place = self.steps.index(self.step(identity)) + 1
        return self.steps[place] if place < len(self.steps) else None

    def before(self, identity: str) -> Step | None:
        """The step that goes before, None at the first."""
        place = self.steps.index(self.step(identity)) - 1
        return self.steps[place] if place >= 0 else None
