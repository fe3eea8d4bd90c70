from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfmirror.memory.belief import Kind
from selfmirror.memory.fold import CLOSING_CONFIDENCE
from selfmirror.memory.grammar import claims_of

HERE = Path(__file__).parent


def labelled(language: str, half: int) -> list[tuple[set[str], str]]:
    """Every second line: half 0 was tuned on, half 1 was not."""
    rows = []
    for line in (HERE / f"labelled_{language}.txt").read_text("utf-8").splitlines()[half::2]:
        expected, text = line.split(" | ", 1)
        rows.append((set() if expected == "." else set(expected.split()), text))
    return rows


def signs(text: str) -> set[str]:
    return {claim.kind.value + ("+" if claim.polarity > 0 else "-") for claim in claims_of(text)}


def slots(text: str) -> set[str]:
    return {claim.slot for claim in claims_of(text)}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("half", [0, 1])
def test_labelled_utterances_are_read_as_a_person_reads_them(language: str, half: int) -> None:
    rows = labelled(language, half)
    right = sum(len(signs(text) & expected) for expected, text in rows)
    found = sum(len(signs(text)) for _, text in rows)
    meant = sum(len(expected) for expected, _ in rows)
    assert len(rows) >= 60
    assert right / found >= 0.92
    assert right / meant >= 0.85


def test_one_want_has_one_slot_in_every_wording() -> None:
    wordings = (
        "Хочу уехать в Португалию.",
        "Мечтаю уехать в Португалию",
        "Больше не хочу уезжать в Португалию.",
        "Передумала переезжать в Португалию.",
        "Я переехал в Португалию.",
    )
    assert {slot for text in wordings for slot in slots(text)} == {"want.португалия-уехать"}
    english = (
        "I want to move to Portugal",
        "I no longer want to move to Portugal.",
        "I've moved to Portugal.",
    )
    assert {slot for text in english for slot in slots(text)} == {"want.move-portug"}


def test_different_wants_have_different_slots() -> None:
    assert slots("Хочу купить машину.") != slots("Хочу продать машину.")
    assert slots("I want to sell the house.") != slots("I want to buy the house.")


def test_a_book_wanted_dropped_and_done_is_one_book() -> None:
    texts = ("Хочу написать книгу.", "Я забросила книгу.", "Я дописала книгу.")
    assert {slot for text in texts for slot in slots(text)} == {"want.книга"}


def test_what_was_wanted_then_and_now_are_two_claims() -> None:
    then, now = claims_of("I wanted to be a doctor, but now I want to teach.")
    assert (then.kind, then.closes, then.polarity < 0) == (Kind.DROPPED, True, True)
    assert (now.kind, now.statement) == (Kind.WANT, "I want to teach")


def test_a_want_of_the_hour_is_kept_with_low_confidence() -> None:
    assert [claim.confidence for claim in claims_of("Хочу кофе.")] == [0.3]
    assert [claim.confidence for claim in claims_of("I want a coffee.")] == [0.3]


def test_doubt_lowers_confidence() -> None:
    (sure,), (unsure,) = (
        claims_of("Хочу уехать в Грузию."),
        claims_of("Наверное, я хочу уехать в Грузию."),
    )
    assert unsure.confidence <= sure.confidence


@pytest.mark.parametrize(
    "text",
    [
        "> Хочу уехать.\n",
        "```\nI want to run this\n```",
        "Мама сказала: «Хочу, чтобы ты уехала».",
        "Анна: хочу продать дом",
        "— Хочу уехать, — сказала она.",
        "I want to fly. Just kidding.",
        "",
        "12345 !!!",
    ],
)
def test_what_others_say_claims_nothing_about_the_person(text: str) -> None:
    assert claims_of(text) == []


def test_words_on_both_sides_of_a_quotation_still_count() -> None:
    (claim,) = claims_of('> I want gold\n\nI want to read "Anna Karenina" this winter.')
    assert claim.slot == "want.anna-karenina-read"


def test_lines_of_a_list_are_read_one_by_one() -> None:
    assert len(claims_of("- хочу починить забор\n- хочу посадить яблоню\n- купить хлеб")) == 2


def test_fixed_phrases_give_nothing() -> None:
    for text in ("Хочу сказать спасибо.", "I'd like to ask you.", "I'm afraid I can't come."):
        assert claims_of(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "slot"),
    [
        ("Честно — я боюсь не денег, а её разочарования.", "fear", "fear.разочарование"),
        ("Я не денег боюсь, а её разочарования.", "fear", "fear.разочарование"),
        ("Хочу не отпуск, а уйти оттуда совсем.", "want", "want.уйти"),
        ("Подкаст хочется не бросить, а передать.", "want", "want.передать-подкаст"),
        ("Люблю не город, а море.", "preference", "liking.море"),
        ("Хочу тишины, а не новых проектов.", "want", "want.тишина"),
        ("I'm afraid not of money but of her disappointment.", "fear", "fear.disappoint"),
        ("I'm not afraid of money but of her disappointment.", "fear", "fear.disappoint"),
        ("I want not a holiday but to leave for good.", "want", "want.quit"),
        ("I don't want to move but to stay.", "want", "want.stay"),
    ],
)
def test_not_this_but_that_is_about_that_and_is_told_whole(text: str, kind: str, slot: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.kind.value, claim.slot, claim.sign) == (kind, slot, 1)
    assert text.rstrip(".").endswith(claim.statement)
    assert {"не", "not", "don't"} & set(claim.statement.split())


def test_what_another_wants_instead_is_not_the_persons() -> None:
    assert "want-wife" not in str(slots("I want not a car, but my wife wants one."))
    assert signs("Хочу не кофе, а мама хочет.") == {"want-"}


@pytest.mark.parametrize(
    "text",
    [
        "мне страшно, что без зарплаты я не потяну квартиру",
        "Боюсь, что не справлюсь.",
        "Боюсь не успеть.",
        "I'm afraid of not finishing.",
    ],
)
def test_a_fear_that_something_is_not_so_is_a_fear(text: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.kind, claim.sign, claim.statement) == (Kind.FEAR, 1, text.rstrip("."))


@pytest.mark.parametrize(
    "text",
    [
        "Maybe I just want quiet",
        "I want to leave, I guess",
        "Наверное, я хочу уехать",
        "Может быть, я хочу уехать",
        "Хочу уехать, хотя нет",
    ],
)
def test_a_hedge_makes_it_unsure_and_is_told_with_it(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.confidence < CLOSING_CONFIDENCE
    assert claim.statement == text


@pytest.mark.parametrize(
    "text",
    [
        "Хочу на море!!! Не то чтобы хочу",
        "Хочу уехать. Или нет.",
        "Вряд ли я хочу уехать.",
        "I want to go to the sea. Not that I want it.",
    ],
)
def test_what_is_taken_back_at_once_claims_nothing(text: str) -> None:
    assert claims_of(text) == []


@pytest.mark.parametrize("text", ["Хочу уехать, но не сейчас", "I want to move, but not now"])
def test_a_statement_keeps_the_denial_that_follows_it(text: str) -> None:
    assert [claim.statement for claim in claims_of(text)] == [text]


def test_wanting_none_is_not_wanting() -> None:
    assert signs("I want no children.") == {"want-"}


def test_a_clause_before_a_colon_is_nobodys_name() -> None:
    assert slots("Бросил диссертацию: она не моя.") == {"want.диссертация"}
    assert slots("Честно: хочу продать дом") == {"want.дом-продать"}
    assert claims_of("Анна Петровна: хочу продать дом") == []


_WORDS = st.sampled_from(
    [
        "я",
        "хочу",
        "не",
        "больше",
        "уехать",
        "в",
        "Португалию",
        "книгу",
        "боюсь",
        "люблю",
        ",",
        ".",
        "?",
        "«",
        "»",
        ":",
        "что",
        "если",
        "решила",
        "бросил",
        "мне",
        "нравится",
        "важно",
        "мама",
        "I",
        "want",
        "to",
        "not",
        "no",
        "longer",
        "move",
        "book",
        "love",
        "hate",
        "afraid",
        "of",
        "decided",
        "if",
        '"',
        ";",
        "but",
        "and",
        "he",
        "says",
        "that",
        "used",
        "\n",
        ">",
        "-",
        "перестала",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(_WORDS, max_size=25))
def test_every_quote_is_verbatim_and_every_statement_is_in_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for claim in claims_of(text):
        assert claim.quote in text
        assert claim.statement in claim.quote
        assert -1 <= claim.polarity <= 1
        assert 0 < claim.confidence <= 1


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    for claim in claims_of(text):
        assert claim.quote in text


def test_a_line_without_an_end_is_left_aside_and_what_stands_beside_it_is_read() -> None:
    endless = "I want to fish and I am " * 20_000
    assert signs(f"{endless}.\n\nI want to write a book.") == {"want+"}
