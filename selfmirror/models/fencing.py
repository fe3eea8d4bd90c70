"""Data for a model that cannot pass for instructions."""

from __future__ import annotations

import json
from typing import Any

from selfmirror.models.masking import mask_secrets


def fenced(document: dict[str, Any]) -> str:
    """Data as JSON between marks that it cannot contain, so that it cannot end its own fence.

    Secrets are masked here already: in JSON the ends of lines and quotations are harder to see.
    """
    drawn = json.dumps(_masked(document), ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return f"<data>\n{drawn}\n</data>"


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask_secrets(value)
        case dict():
            return {key: _masked(part) for key, part in value.items()}
        case list() | tuple():
            return [_masked(part) for part in value]
        case _:
            return value
