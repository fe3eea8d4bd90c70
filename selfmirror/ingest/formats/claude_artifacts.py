"""What stands in Claude's older answers besides words to the person."""

from __future__ import annotations

import re

# What is opened and never closed, as in an answer cut off, goes on to the end.
_THINKING = re.compile(r"<antThinking>.*?(?:</antThinking>|\Z)", re.DOTALL)
_ARTIFACT = re.compile(
    r"<antArtifact\b(?P<named>[^<>]{0,2000})>(?P<made>.*?)(?:</antArtifact>|\Z)", re.DOTALL
)
_TITLE = re.compile(r'\btitle="([^"]*)"')


def without_artifacts(text: str) -> tuple[str, str]:
    """An answer without its thoughts and artifacts, and the artifacts under their titles."""
    if "<ant" not in text:
        return text, ""
    text = _THINKING.sub("", text)
    made = [_artifact(match) for match in _ARTIFACT.finditer(text)]
    return _ARTIFACT.sub("", text), "\n\n".join(one for one in made if one)


def _artifact(match: re.Match[str]) -> str:
    title = _TITLE.search(match["named"])
    return "\n".join(part for part in (title and title[1], match["made"].strip()) if part)
