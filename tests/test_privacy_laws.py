"""Laws of the pseudonymiser that hold for every text."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.pseudonymise import pseudonymise, pseudonymise_text

pytestmark = pytest.mark.slow  # laws over many texts

FRAMES = ("{} belt nooit terug", "Gesproken met {} over de straat.", "klacht ({}), al drie keer")
NAMES = ("Fatma Yılmaz", "Jan Claes", "Giuseppe Rossi", "Mohamed El Amrani", "Zofia Kowalska")
CASES = (str, str.lower, str.upper)
SPACES = st.sampled_from(["", " ", "\u00a0", ".", "/", " / ", "-", "\u2011", "\u2009"])
CALM = st.sampled_from(
    ["de", "bus", "komt", "te", "laat", "en", "het", "plein", "is", "vuil", "wij", "vinden", "goed"]
)
PIECES = st.sampled_from(
    [
        "Jan", "fatma", "van", "de", "Den", "mevr.", "\x00", "\u200b", "[naam 1]", "[naam", "0478",
        "31 56 02", "@", "at", "punt", ".com", "BE68", "laan", "Stalenstraat", " 12", "bus 3", "'s",
        "É", "e\u0301", "-", "(", "°", "1-ABC-123", "\n", "\t", "MEVROUW", "JANSSENS", "İ", "ß",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join))


@given(st.sampled_from(NAMES), st.sampled_from(FRAMES), st.sampled_from(CASES))
@settings(max_examples=50, deadline=None)
def test_a_planted_name_never_survives(name, frame, case):
    """A full name in lower case, capitals or as written leaves no part of itself."""
    safe = pseudonymise_text(frame.format(case(name))).lower()
    assert not [part for part in name.lower().split() if len(part) > 2 and part in safe]


@given(st.from_regex(r"04[5-9]\d{7}", fullmatch=True), st.sampled_from(FRAMES), SPACES)
@settings(max_examples=60, deadline=None)
def test_a_planted_phone_never_survives(number, frame, space):
    """A mobile number leaves no digit, however its groups are parted."""
    written = space.join([number[:4], number[4:6], number[6:8], number[8:]])
    safe = pseudonymise_text(frame.format(written))
    assert not any(character.isdigit() for character in safe)


@given(st.from_regex(r"BE\d{14}", fullmatch=True), st.sampled_from(FRAMES), st.sampled_from(CASES))
@settings(max_examples=40, deadline=None)
def test_a_planted_account_never_survives(account, frame, case):
    """A Belgian account number leaves no digit, in groups of four or not."""
    grouped = " ".join(account[i : i + 4] for i in range(0, 16, 4))
    for written in (account, grouped):
        safe = pseudonymise_text(frame.format(case(written)))
        assert not any(character.isdigit() for character in safe)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_twice_is_once(text):
    """Pseudonymising a safe text changes nothing."""
    once = pseudonymise_text(text)
    assert pseudonymise_text(once) == once


@given(st.lists(CALM, max_size=15).map(" ".join))
@settings(max_examples=50, deadline=None)
def test_a_text_without_persons_is_unchanged(text):
    """Ordinary words come back letter by letter."""
    assert pseudonymise_text(text) == text


@given(st.permutations(range(4)))
@settings(max_examples=24, deadline=None)
def test_numbers_do_not_depend_on_the_order_of_rows(order):
    """The same notes in another order get the same placeholders."""
    texts = ["Mehmet komt.", "Jan Claes niet.", "Jan en Ayşe wel.", "Sofie zwijgt."]
    table = pd.DataFrame(
        {
            "note_id": [f"n{i}" for i in range(4)],
            "conversation_id": "g1",
            "text": texts,
            "category": None,
            "valence": None,
        }
    )
    nothing = pd.DataFrame(columns=["note_id", "attribute", "value"])
    results = [pseudonymise(frame, nothing).notes for frame in (table, table.iloc[list(order)])]
    first, second = (dict(zip(r["note_id"], r["text"], strict=True)) for r in results)
    assert first == second
    assert first["n2"] == "[naam 2] en [naam 3] wel."


@given(
    st.sampled_from(["a.", "0 ", "+32", "@a", "van ", "Jan ", "A.", "a-", "at ", "'", "[", "12/"])
)
@settings(max_examples=12, deadline=5000)
def test_a_long_odd_text_costs_no_more_than_its_length(piece):
    """Forty thousand characters of one repeated piece are done within seconds."""
    assert isinstance(pseudonymise_text(piece * (40_000 // len(piece))), str)
