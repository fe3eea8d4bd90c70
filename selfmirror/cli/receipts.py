"""A receipt as a person reads it: what became of the files, what needs attention, one file in full."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from selfmirror.cli.output import is_terminal, write_line, write_lines, write_table
from selfmirror.words.printable import counted, one_line

if TYPE_CHECKING:
    from selfmirror.ingest.receipt import FileAccount, Receipt

_COLUMNS = ("status", "format", "words", "from", "to", "file", "why")
_REASONS = 20
_ATTENTION = 30
_EXAMPLES = 3
_REPEATS = "the same content as "


def show_receipt(receipt: Receipt) -> None:
    """The whole receipt: in a pipe a line a file, in a terminal what matters of it; then the sums."""
    if is_terminal():
        write_lines(_overview(receipt))
    else:
        write_table(_COLUMNS, [_row(file) for file in receipt.files])
    _show_totals(receipt)


def show_files(files: Sequence[FileAccount]) -> None:
    """All that is known of each of these files."""
    for place, file in enumerate(files):
        if place:
            write_line()
        write_lines(_in_full(file))


def _row(file: FileAccount) -> tuple[object, ...]:
    why = "; ".join(text for text in (file.reason, *file.warnings[:3]) if text)
    words = (file.utterances, file.first or "", file.last or "")
    return (file.status.value, file.format or "", *words, file.path, why)


def _overview(receipt: Receipt) -> Iterator[str]:
    width = shutil.get_terminal_size().columns
    folder = _common_folder(receipt.files)
    if folder:
        yield f"below {folder}"
    yield from _summary(receipt.files, folder, width)
    yield from _attention(receipt, folder, width)
    yield ""


def _common_folder(files: Sequence[FileAccount]) -> str:
    folder = os.path.commonpath([PurePosixPath(file.path).parent for file in files])
    return folder if folder != "/" else ""


def _shown(path: str, folder: str) -> str:
    return one_line(path.removeprefix(folder).lstrip("/") if folder else path)


def _summary(files: Sequence[FileAccount], folder: str, width: int) -> Iterator[str]:
    """How many files became what and why, the most frequent first, with one of them as an example."""
    groups: dict[tuple[str, str], list[FileAccount]] = {}
    for file in files:
        groups.setdefault((file.status.value, _kind_of(file)), []).append(file)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    for (status, kind), members in ordered[:_REASONS]:
        example = "" if members[0].format == kind else f": {_shown(members[0].path, folder)}"
        yield f"{len(members):>6} {status:<10} {one_line(kind + example, width - 19)}"
    rest = sum(len(members) for _, members in ordered[_REASONS:])
    if rest:
        yield f"{rest:>6} more, for {counted(len(ordered) - _REASONS, 'other reason')}"


def _kind_of(file: FileAccount) -> str:
    reason = _REPEATS + "another file" if file.reason.startswith(_REPEATS) else file.reason
    return reason or file.format or ""


def _attention(receipt: Receipt, folder: str, width: int) -> Iterator[str]:
    """What is wrong or odd, each with the files it is said of: failures first."""
    said: dict[tuple[str, str], list[str]] = {}
    for file in receipt.files:
        failed = file.status == "failed"
        for text in (*([file.reason] if failed else ()), *file.warnings):
            short = one_line(text.replace(f"{folder}/", "") if folder else text)
            told = "failed" if failed and text == file.reason else "warning"
            said.setdefault((told, short), []).append(_shown(file.path, folder))
    ordered = sorted(said.items(), key=lambda entry: (entry[0][0], -len(entry[1]), entry[0][1]))
    for (told, text), paths in ordered[:_ATTENTION]:
        yield ""
        yield from textwrap.wrap(f"{told}: {text}", width - 1, subsequent_indent=" " * 4)
        yield from (f"    {path}" for path in paths[:_EXAMPLES])
        if len(paths) > _EXAMPLES:
            yield f"    and {counted(len(paths) - _EXAMPLES, 'more file')}"
    if len(ordered) > _ATTENTION:
        more = f"and {counted(len(ordered) - _ATTENTION, 'more remark')}: "
        yield ""
        yield f"{more}selfmirror import show {receipt.run or 'RUN'} --json"


def _in_full(file: FileAccount) -> Iterator[str]:
    yield one_line(file.path)
    for name, value in _facts(file):
        if value:
            yield f"  {name:<9} {one_line(value)}"


def _facts(file: FileAccount) -> Iterator[tuple[str, str]]:
    yield "status", file.status.value + (f", read as {file.format}" if file.format else "")
    yield "why", file.reason
    if file.utterances:
        fate = _counts({"new": file.added, "known": file.known, "forgotten": file.forgotten})
        told = f"{file.utterances} by {_counts(file.by_speaker)}"
        yield "words", told + (f"; of these {fate}" if fate else "")
    yield "removed", f"{file.removed} that it held before" if file.removed else ""
    if file.messages:
        out = _counts(file.left_out)
        left = f"; left out: {out}" if out else ""
        yield "messages", f"{file.messages} in, {file.spoken} with words{left}"
    yield "dated by", _counts(file.dated).replace("_", " ")
    yield "said", " to ".join(dict.fromkeys(day for day in (file.first, file.last) if day))
    for warning in file.warnings:
        yield "warning", warning


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def _show_totals(receipt: Receipt) -> None:
    totals = receipt.totals()
    messages = totals["messages"]
    run = ", ".join(filter(None, (f"import {receipt.run}", receipt.since)))
    _tell(f"{receipt} ({run if receipt.run else 'nothing was written'})")
    if messages["in"]:
        skipped = _counts(messages["skipped"])
        _tell(
            f"{counted(messages['in'], 'message')} in: {messages['stored']} with words"
            + (f", left out: {skipped}" if skipped else "")
        )
    if totals["dated"]:
        _tell(f"dated by: {_counts(totals['dated']).replace('_', ' ')}")


def _tell(sentence: str) -> None:
    width = shutil.get_terminal_size().columns - 1
    write_lines(textwrap.wrap(sentence, width) if is_terminal() else [sentence])
