import io
import os
import shutil
import socket
import stat
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from selfmirror.ingest.walk import Bounds, Found, Refused, recorded_path, walk
from tests.ingest.exports import put

BOUNDS = Bounds(1 << 20, 1 << 20)


def _walk(*paths: Path, home: Path = Path("/nowhere"), bounds: Bounds = BOUNDS) -> dict[str, str]:
    """The name of everything met, with the reason why it is refused or its content."""
    seen: dict[str, str] = {}
    for one in walk(paths, home, bounds):
        if isinstance(one, Refused):
            seen[one.path.rsplit("/", 1)[-1]] = ("failed: " if one.failed else "") + one.reason
        else:
            with one.open() as file:
                seen[one.path.rsplit("/", 1)[-1]] = file.read().decode()
    return seen


def _zip(entries: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_folders_of_any_depth_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    put(tmp_path, {"b/c/d/e/f.md": "deep", "a.md": "first", "b/b.md": "second"})

    assert list(_walk(tmp_path).values()) == ["first", "second", "deep"]


def test_hidden_things_are_named_and_left_alone(tmp_path: Path) -> None:
    put(tmp_path, {".git/config": "x", ".DS_Store": "x", "a.md": "a"})

    assert _walk(tmp_path) == {".DS_Store": "a hidden file", ".git": "a hidden folder", "a.md": "a"}


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path, {"a/x.md": "x"})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "y.md").symlink_to(tmp_path / "a" / "x.md")
    (tmp_path / "a" / "z.md").symlink_to(tmp_path / "gone.md")

    seen = _walk(tmp_path)

    assert "read already" in seen["up"]
    assert "read already" in seen["y.md"]
    assert seen["z.md"] == "a link that leads nowhere"
    assert seen["x.md"] == "x"


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, {"notes/x.md": "x", "private.md": "no"})
    (tmp_path / "notes" / "all").symlink_to(tmp_path)
    (tmp_path / "to").symlink_to(tmp_path / "notes")

    assert set(_walk(tmp_path / "notes")) == {"x.md", "all"}
    assert _walk(tmp_path / "to")["all"] == "a link to a folder above what is imported"


def test_a_file_counts_by_its_own_path_before_a_link_to_it(tmp_path: Path) -> None:
    put(tmp_path, {"a/c.md": "c", "zoo/2019/b.md": "b"})
    (tmp_path / "a" / "best").symlink_to(tmp_path / "zoo" / "2019")
    (tmp_path / "a" / "b.md").symlink_to(tmp_path / "zoo" / "2019" / "b.md")

    met = [(one.path, isinstance(one, Found)) for one in walk([tmp_path], Path("/nowhere"), BOUNDS)]

    assert [path for path, found in met if found] == [
        str(tmp_path / "a/c.md"),
        str(tmp_path / "zoo/2019/b.md"),
    ]
    assert [path for path, found in met if not found] == [
        str(tmp_path / "a/b.md"),
        str(tmp_path / "a/best"),
    ]


def test_devices_sockets_and_pipes_are_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
        seen = _walk(tmp_path)

    assert set(seen.values()) == {"a device, socket or pipe, not a file"}
    assert _walk(Path("/dev/null")) == {"null": "a device, socket or pipe, not a file"}


def test_a_folder_without_rights_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"locked/a.md": "a", "open/b.md": "b"})
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)

    seen = _walk(tmp_path)

    assert seen == {"locked": "failed: the folder cannot be read: permission denied", "b.md": "b"}


def test_a_file_without_rights_and_one_that_went_away_fail_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.md": "a"})

    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("selfmirror.ingest.walk.is_archive", refuse)

    assert _walk(tmp_path, tmp_path / "gone.md") == {
        "a.md": "failed: the file cannot be read: permission denied",
        "gone.md": "failed: no such file or directory",
    }


def test_selfmirrors_own_home_is_not_imported(tmp_path: Path) -> None:
    put(tmp_path, {"home/journal/2024.md": "own", "a.md": "a"})

    assert _walk(tmp_path, home=tmp_path / "home") == {"a.md": "a", "home": "selfmirror's own home"}


def test_names_with_undecodable_bytes_and_controls_become_valid_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9 \x1b[31m.md")).write_text("a")

    ((name, content),) = _walk(tmp_path).items()

    assert content == "a"
    assert name == "caf\\xe9 \x1b[31m.md"
    assert recorded_path(tmp_path).encode()


def test_a_file_over_the_bound_fails_with_the_setting_to_change(tmp_path: Path) -> None:
    put(tmp_path, {"big.json": b"x" * 2_000_000})

    assert _walk(tmp_path) == {"big.json": "failed: larger than 1 MB (imports.max_file_mb)"}


def test_a_zip_is_read_as_a_folder_two_levels_deep(tmp_path: Path) -> None:
    deepest = _zip({"d.md": b"deepest"})
    part = _zip({"p.md": b"part", "deepest.zip": deepest})
    inner = _zip({"c.md": b"inner", "part.zip": part})
    put(
        tmp_path,
        {"export.zip": _zip({"2024/a.md": b"a", "inner.zip": inner, "__MACOSX/._a": b"x"})},
    )

    seen = _walk(tmp_path)

    assert seen == {
        "a.md": "a",
        "._a": "a hidden file",
        "c.md": "inner",
        "p.md": "part",
        "deepest.zip": "failed: a zip too deep inside zips: unpack it first",
    }
    paths = [
        one.path for one in walk([tmp_path], Path("/nowhere"), BOUNDS) if isinstance(one, Found)
    ]
    assert [path.removeprefix(f"{tmp_path}/export.zip/") for path in paths] == [
        "2024/a.md",
        "inner.zip/c.md",
        "inner.zip/part.zip/p.md",
    ]


def test_broken_and_hostile_zips_fail_with_their_reason(tmp_path: Path) -> None:
    whole = _zip({"a.md": b"a" * 5000})
    encrypted = bytearray(_zip({"secret.md": b"a"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.index(signature) + offset] |= 1
    put(
        tmp_path,
        {
            "half.zip": whole[: len(whole) // 2],
            "escape.zip": _zip({"../../evil.md": b"x"}),
            "bomb.zip": _zip({"bomb.md": b"0" * 3_000_000}),
            "secret.zip": bytes(encrypted),
            "nested.zip": _zip({"broken.zip": b"PK\x03\x04 no"}),
        },
    )

    seen = _walk(tmp_path)

    assert seen["half.zip"].startswith("failed: a broken zip")
    assert seen["evil.md"] == "failed: a name that leads out of the zip"
    assert seen["bomb.md"] == "failed: too large when unpacked"
    assert seen["secret.md"].startswith("failed: encrypted")
    assert seen["broken.zip"].startswith("failed: a broken zip")


def test_a_document_that_is_a_zip_is_one_file(tmp_path: Path) -> None:
    book = _zip({"mimetype": b"application/epub+zip", "a.xhtml": b"x"})
    put(tmp_path, {"book.zip": book, "folder.zip": _zip({"inner.epub": book})})

    met = {one.path.rsplit("/", 1)[-1] for one in walk([tmp_path], Path("/nowhere"), BOUNDS)}

    assert met == {"book.zip", "inner.epub"}


def test_russian_names_in_an_old_zip_are_readable(tmp_path: Path) -> None:
    name = "дневник.md"
    content = bytearray(_zip({"d" * len(name): b"a"}))
    put(tmp_path, {"old.zip": bytes(content).replace(b"d" * len(name), name.encode("cp866"))})

    assert _walk(tmp_path) == {name: "a"}


@contextmanager
def _nested(root: Path, name: str, depth: int) -> Iterator[None]:
    """Folders inside folders, deeper than one path can name."""
    at = os.open(root, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=at)
        below = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    try:
        yield
    finally:
        # What clears temporary folders cannot go so deep.
        while (root / name / name).exists():
            (root / name / name).rename(root / "next")
            shutil.rmtree(root / name)
            (root / "next").rename(root / name)


def test_folders_deeper_than_a_path_may_be_stop_nothing(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": "a", "z.md": "z"})
    with _nested(tmp_path, "folder-in-it", 400):
        seen = _walk(tmp_path)

    assert seen == {"a.md": "a", "folder-in-it": "failed: file name too long", "z.md": "z"}


@pytest.mark.slow
def test_folders_deeper_than_calls_may_be_are_walked(tmp_path: Path) -> None:
    with _nested(tmp_path, "d", 1200):
        put(tmp_path / "d" / "d", {"x.md": "x"})
        seen = _walk(tmp_path)

    assert seen == {"x.md": "x"}


def test_a_path_that_may_not_be_looked_at_is_a_line_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"good/a.md": "a"})
    really = os.stat

    def barred(path: Path, **how: bool) -> os.stat_result:
        if "shut" in str(path):
            raise PermissionError(13, "Permission denied")
        return really(path, **how)

    monkeypatch.setattr(os, "stat", barred)
    monkeypatch.setattr(os, "lstat", lambda path: barred(path, follow_symlinks=False))

    seen = _walk(tmp_path / "shut" / "b.md", tmp_path / "good")

    assert seen == {"b.md": "failed: permission denied", "a.md": "a"}


def test_the_entries_of_a_zip_are_bounded_together(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "many.zip": _zip({f"{n}.md": b"0" * 900_000 for n in range(12)}),
            "fine.zip": _zip({"a.md": b"a", "b.md": b"b"}),
        },
    )

    seen = {
        one.path.removeprefix(f"{tmp_path}/"): one.reason
        for one in walk([tmp_path], Path("/nowhere"), Bounds(1 << 20, 1 << 20))
        if isinstance(one, Refused)
    }

    assert seen == {"many.zip": "unpacks to 10 MB: too large for a zip of 1 MB"}


def test_zips_in_a_zip_share_its_bounds(tmp_path: Path) -> None:
    part = _zip({f"{n}.md": b"0" * 900_000 for n in range(4)})
    put(tmp_path, {"a.zip": _zip({"1.zip": part, "2.zip": part, "3.zip": part, "z.md": b"z"})})

    seen = _walk(tmp_path)

    assert seen.pop("3.zip") == "failed: unpacks to 3 MB: too large for a zip of 1 MB"
    assert seen.pop("z.md") == "z"
    assert set(seen) == {"0.md", "1.md", "2.md", "3.md"}


def test_a_link_in_a_zip_is_named_and_no_text(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, kind in {
            "a.md": stat.S_IFREG,
            "link.md": stat.S_IFLNK,
            "pipe.md": stat.S_IFIFO,
        }.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (kind | 0o644) << 16
            archive.writestr(entry, "../../etc/passwd")
    put(tmp_path, {"x.zip": content.getvalue()})

    left = "a link, device or pipe in the zip, not a file"
    assert _walk(tmp_path) == {"a.md": "../../etc/passwd", "link.md": left, "pipe.md": left}


def test_entries_of_one_name_are_all_read(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for text in ("first", "second"):
            archive.writestr("a.md", text)
    put(tmp_path, {"x.zip": content.getvalue()})

    assert _walk(tmp_path) == {"a.md": "first", "a (2).md": "second"}


def test_a_member_can_be_opened_while_and_after_its_zip_is_walked(tmp_path: Path) -> None:
    put(tmp_path, {"x.zip": _zip({"a.md": b"a", "b.md": b"b"})})

    found = [one for one in walk([tmp_path], Path("/nowhere"), BOUNDS) if isinstance(one, Found)]

    for one, text in zip(found, (b"a", b"b"), strict=True):
        with one.open() as file:
            assert file.read() == text
