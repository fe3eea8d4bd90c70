"""Reading guided methods: those shipped, and the person's own in `<home>/methods`, which win by id.

A method file is front matter about the method, then one section a step: `## <id>` and YAML below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from selfmirror.guide.method import Both, Done, Method, Step, Wordings
from selfmirror.guide.strategy import Strategy
from selfmirror.words.printable import one_line

if TYPE_CHECKING:
    from yaml import Node

FIRST = ("want-now", "which-project")
"""The methods that come first: the person's own two questions."""

_STEP = re.compile(r"(?m)^##[ \t]+([a-z0-9-]+)[ \t]*$")
F = TypeVar("F", bound="_Form")
Text = Annotated[str, Field(min_length=1)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Both(_Form):
    ru: Text
    en: Text


class _Wordings(_Form):
    ru: Annotated[tuple[Text, ...], Field(min_length=2)]
    en: Annotated[tuple[Text, ...], Field(min_length=2)]


class _Done(_Both):
    words: Annotated[int, Field(ge=1)] = 5
    turns: Annotated[int, Field(ge=1)] = 2


class _Step(_Form):
    aim: _Both
    asks: _Wordings
    moves: Annotated[tuple[Strategy, ...], Field(min_length=1)]
    done_when: _Done
    yields: Literal[
        "want", "value", "fear", "obstacle", "commitment", "observation", "project", "decision"
    ]


class _Method(_Form):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: _Both
    purpose: _Both
    minutes: Annotated[int, Field(gt=0)]
    good_when: _Both
    not_when: _Both
    source: Text


@dataclass(frozen=True, slots=True)
class Broken:
    """A method file that cannot be used: where, and what is wrong there."""

    path: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.problem}"


class _Unreadable(Exception):
    """Carries the line and the problem out of the parser."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


def load_methods(*folders: Path) -> tuple[list[Method], list[Broken]]:
    """The methods of these folders, a later folder's winning by id, and the files that are broken."""
    found: dict[str, Method] = {}
    broken: list[Broken] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.md"))):
        try:
            stat = path.stat()
            if not S_ISREG(stat.st_mode):
                broken.append(Broken(path, 1, "it is not a file"))
                continue
            method = _read_version(path, stat.st_mtime_ns, stat.st_size)
        except _Unreadable as error:
            broken.append(Broken(path, error.line, one_line(str(error), 200)))
        except UnicodeDecodeError:
            broken.append(Broken(path, 1, "it is not UTF-8 text"))
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            broken.append(Broken(path, 1, f"it cannot be read: {why}"))
        else:
            found[method.id] = method
    order = {identity: place for place, identity in enumerate(FIRST)}
    return sorted(found.values(), key=lambda m: (order.get(m.id, len(order)), m.id)), broken


@lru_cache(maxsize=64)
def _read_version(path: Path, changed: int, size: int) -> Method:
    """A file's method, parsed once for each version of the file."""
    return read_method(path.read_text("utf-8"))


def read_method(raw: str) -> Method:
    """Parse one method file; what is wrong is raised with its line, for `load_methods` to name."""
    front = re.match(r"\A---[ \t]*\n(.*?)^---[ \t]*$", raw, re.DOTALL | re.MULTILINE)
    if front is None:
        raise _Unreadable(1, "it must begin with front matter between two lines of ---")
    about = _read(_Method, front[1], 2)
    steps = tuple(_steps(raw, front.end()))
    if not steps:
        raise _Unreadable(raw.count("\n") + 1, "it has no step: a line `## name`, then its YAML")
    return Method(
        about.id,
        _both(about.title),
        _both(about.purpose),
        about.minutes,
        _both(about.good_when),
        _both(about.not_when),
        about.source,
        steps,
    )


def _steps(raw: str, start: int) -> Iterator[Step]:
    headings = list(_STEP.finditer(raw, start))
    ends = [*(heading.start() for heading in headings[1:]), len(raw)]
    names: set[str] = set()
    for heading, end in zip(headings, ends, strict=False):
        line = raw.count("\n", 0, heading.end()) + 1
        if heading[1] in names:
            raise _Unreadable(line, f"the step {heading[1]} is there twice")
        names.add(heading[1])
        form = _read(_Step, raw[heading.end() : end], line)
        yield Step(
            heading[1],
            _both(form.aim),
            Wordings(form.asks.ru, form.asks.en),
            frozenset(form.moves),
            Done(_both(form.done_when), form.done_when.words, form.done_when.turns),
            form.yields,
        )


def _both(form: _Both) -> Both:
    return Both(form.ru, form.en)


def _read(form: type[F], text: str, line: int) -> F:
    import yaml

    try:
        # The loader over libyaml: reading the methods is a tenth of a session's start without it.
        values: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line if error.problem_mark else 0
        raise _Unreadable(line + at, f"not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _Unreadable(line, f"not valid YAML: {error}") from None
    try:
        return form.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = f"{where}: {first['msg']}" if where else str(first["msg"])
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        raise _Unreadable(line + _line_of(node, first["loc"]), problem) from None


def _line_of(node: Node | None, place: tuple[int | str, ...]) -> int:
    """The line, from 0, of the innermost YAML node on the way to a place."""
    from yaml import MappingNode, SequenceNode

    line = 0
    for part in place:
        if isinstance(node, MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        else:
            break
    return line
