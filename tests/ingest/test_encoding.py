import pytest

from selfmirror.ingest.encoding import decode

RUSSIAN = "Сегодня я решил, что хочу писать книгу, а не отчёты. " * 4


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1251",
        "koi8-r",
        "cp866",
    ],
)
def test_russian_is_read_in_every_encoding_it_was_ever_written_in(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding))

    assert decoded is not None
    assert decoded.text == RUSSIAN


def test_a_code_page_is_named_in_a_warning() -> None:
    decoded = decode(RUSSIAN.encode("cp1251"))

    assert decoded is not None
    assert decoded.warning == "read as cp1251"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_a_file_put_together_from_several_is_read_line_by_line(encoding: str) -> None:
    lines = [RUSSIAN.encode(), "сон".encode(encoding), b"plain", RUSSIAN.encode(encoding)]

    decoded = decode(b"\r\n".join(lines))

    assert decoded is not None
    assert decoded.text == f"{RUSSIAN}\nсон\nplain\n{RUSSIAN}"
    assert decoded.warning == f"read as utf-8 and {encoding}"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "cp1252"])
def test_a_short_line_of_a_code_page_is_no_mixture(encoding: str) -> None:
    text = "d\xe9j\xe0 vu" if encoding == "cp1252" else "Привет, как дела?"

    decoded = decode(text.encode(encoding))

    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_western_accents_are_not_taken_for_cyrillic() -> None:
    decoded = decode("Caf\xe9 cr\xe8me, d\xe9j\xe0 vu".encode("cp1252"))

    assert decoded is not None
    assert decoded.text == "Caf\xe9 cr\xe8me, d\xe9j\xe0 vu"


def test_one_bad_byte_does_not_spoil_a_utf8_diary() -> None:
    decoded = decode(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode())

    assert decoded is not None
    assert decoded.text.count("�") == 1
    assert decoded.warning == "1 characters could not be read"


@pytest.mark.parametrize(
    "content",
    [b"text\x00more", bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05\x06" * 9],
)
def test_binary_is_not_text(content: bytes) -> None:
    assert decode(content) is None


def test_lines_end_the_same_way_everywhere() -> None:
    decoded = decode(b"one\r\ntwo\rthree\n")

    assert decoded is not None
    assert decoded.text == "one\ntwo\nthree\n"
