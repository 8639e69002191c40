"""What makes two texts the same, and which ids are among others."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ids import among, keyed_id, normalise

IDS = st.lists(st.text(alphabet="abc", min_size=1, max_size=2))


@given(IDS, IDS)
def test_among_says_of_each_id_whether_it_is_there(ids, others):
    """One answer an id, in order; no ids give a mask without rows and not a choice of columns."""
    found = among(ids, others)
    assert found.dtype == bool
    assert found.tolist() == [each in others for each in ids]


@given(st.text(alphabet="aB é[]1"), st.sampled_from([" ", "\n", "\t ", "\xa0"]))
def test_white_space_and_capitals_make_no_other_text(text, space):
    """Spaces at the edges, doubled or of another kind, and a second normalising change nothing."""
    wide = f"{space}{text.replace(' ', space)}{space}"
    assert normalise(wide) == normalise(text)
    assert normalise(normalise(text)) == normalise(text)


def test_the_number_of_a_person_makes_no_other_text():
    """[naam 1] and [naam 3] are the same thought; another placeholder is not."""
    assert normalise("[naam 1] zegt  Ja") == normalise("[Naam 3] zegt ja") == "[naam] zegt ja"
    assert normalise("[adres]") != normalise("[naam 1]")


def test_an_id_needs_its_key():
    """Equal content and key give the same id, another key or length another one."""
    assert keyed_id("sleutel", "a", "b") == keyed_id("sleutel", "a", "b")
    assert keyed_id("sleutel", "a", "b") not in {
        keyed_id("slot", "a", "b"),
        keyed_id("sleutel", "ab"),
    }
    assert len(keyed_id("sleutel", "a", length=8)) == 8
