"""Why a file could not be read."""

from selfmirror.ingest.sketch import json_fault

_BROKEN = {
    "BadZipFile": "zip",
    "zlib.error": "zip",
    "_csv.Error": "table",
    "XMLSyntaxError": "XML",
    "ParseError": "XML",
    "ExpatError": "XML",
    "PdfReadError": "PDF",
    "PdfStreamError": "PDF",
}
"""What is broken when a library raises an error of this name, or of this in its module."""


def because(error: Exception) -> str:
    """Why a file could not be read, in one line a person understands."""
    name = type(error).__name__
    if name in {"IncompleteJSONError", "JSONError"}:
        return f"broken JSON: {json_fault(error)}"
    broken = _BROKEN.get(f"{type(error).__module__}.{name}") or _BROKEN.get(name)
    if broken:
        return f"broken {broken}: {_first_line(error)}"
    if isinstance(error, OSError):
        return f"the file cannot be read: {(error.strerror or _first_line(error)).lower()}"
    if isinstance(error, RecursionError):
        return "nested too deeply to be read"
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return _first_line(error)
    return f"it cannot be read ({name})"


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0][:120] if lines else type(error).__name__
