"""What the pseudonymiser doubts, and what people decide of a word: in any form, in every note."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import RecordCache
from pipeline.decisions import Decision, DecisionLog, Kind, fold
from pipeline.decisions.entry import DEPENDS, IS_NAME, IS_NO_NAME
from pipeline.errors import DecisionError
from pipeline.language.privacy.doubt_table import doubt_table
from pipeline.language.privacy.verdicts import Verdicts, word_id
from pipeline.language.pseudonymise import Known, pseudonymise, words_in_doubt
from pipeline.schema import Attributes
from pipeline.settings import PUBLIC_KEY, PrivacyOptions

KEY = "een-sleutel-van-de-test"
UNSURE = "Vorige week was Kwibbel erbij."
FORMS = ("roos", "Roos", "ROOS", "Roos'", "roos's")


def notes_of(*texts):
    return pd.DataFrame(
        {
            "note_id": [f"n{i}" for i in range(len(texts))],
            "conversation_id": [f"c{i}" for i in range(len(texts))],
            "text": texts,
            "category": None,
            "valence": None,
        }
    )


def hide(*texts, names=(), words=(), cache=None):
    verdicts = Verdicts(KEY, frozenset(names), frozenset(words))
    return pseudonymise(notes_of(*texts), Attributes.empty(), Known(verdicts=verdicts), cache)


def table_of(result):
    return doubt_table(result.doubts, {"c0": "U01", "c1": "U01"})


def texts_of(result):
    return list(result.notes["text"])


def test_a_removed_word_is_known_by_its_id_alone():
    """The table tells where and why; the word itself stands nowhere in it."""
    doubts = table_of(hide(UNSURE, UNSURE))
    assert doubts["action"].tolist() == ["removed"]
    assert doubts["word"].isna().all()
    assert doubts[["n_notes", "n_conversations", "n_uitdagers"]].iloc[0].tolist() == [2, 2, 1]
    assert doubts["word_id"].tolist() == [word_id(KEY, "removed", "kwibbel")]
    note_id, start, end = doubts["examples"][0][0].split(":")
    assert (note_id, UNSURE[: int(start)]) == ("n0", "Vorige week was ")
    assert texts_of(hide(UNSURE))[0][int(start) : int(end)] == "[naam 1]"
    assert "kwibbel" not in doubts.to_csv().casefold()


def test_under_a_key_that_everyone_knows_no_removed_word_has_an_id(tmp_path):
    """Whoever tries names would find them; words that stayed are doubted as ever."""
    known = Known(verdicts=Verdicts(PUBLIC_KEY), tells_removed=False)
    notes = notes_of(UNSURE, "Elke week is er iets.")
    cache = RecordCache(tmp_path, "names", PUBLIC_KEY)
    result = pseudonymise(notes, Attributes.empty(), known, cache)
    assert [one.action for one in result.doubts] == ["kept"]
    (path,) = tmp_path.iterdir()
    assert word_id(PUBLIC_KEY, "removed", "kwibbel") not in path.read_text(encoding="utf-8")


def test_only_the_example_may_use_the_public_key():
    """Real notes may not, and an own key is always good."""
    assert PrivacyOptions().is_open(fictional=False)
    assert not PrivacyOptions().is_open(fictional=True)
    assert not PrivacyOptions(key=KEY).is_open(fictional=False)


def test_a_kept_word_stands_as_it_is_written():
    """A word that may be a name and stayed is shown; its id is not that of the removed one."""
    doubts = table_of(hide("Elke week is er iets."))
    assert (doubts["action"].tolist(), doubts["word"].tolist()) == (["kept"], ["Elke"])
    removed, kept = (word_id(KEY, action, "elke") for action in ("removed", "kept"))
    assert removed != kept == doubts["word_id"][0]


@pytest.mark.parametrize("action", ["kept", "removed"])
@given(st.sampled_from(FORMS), st.sampled_from(("De {} staat er.", "{} doet niets", "ja, {}!")))
def test_a_decision_holds_in_any_form_and_every_note(action, form, frame):
    """A name goes, and a word that is none stays, whatever its case and whoever wrote it."""
    one = {word_id(KEY, action, "roos")}
    gone = texts_of(hide(frame.format(form), "Een roos.", names=one))
    assert all("roos" not in text.casefold() for text in gone)
    assert all("[naam 1]" in text for text in gone)
    texts = [frame.format(form), "mevr. Roos belt."]
    assert texts_of(hide(*texts, words=one)) == texts


def test_nothing_else_changes():
    """Other names and words are as they were; taken back, all is as it was."""
    texts = ("Fatma en Kwibbel zijn er.", UNSURE, "De bus is vol.")
    before = texts_of(hide(*texts))
    none = {word_id(KEY, "removed", "kwibbel")}
    after = texts_of(hide(*texts, words=none))
    assert after == ["[naam 1] en Kwibbel zijn er.", UNSURE, "De bus is vol."]
    assert texts_of(hide(*texts)) == before


def test_of_two_words_each_is_decided_alone():
    """A surname that is none stays behind the first name that goes."""
    none = {word_id(KEY, "removed", "kwibbel")}
    assert texts_of(hide("Bij Els Kwibbel thuis.", words=none)) == ["Bij [naam 1] Kwibbel thuis."]


def test_a_decision_is_no_old_result_of_the_cache(tmp_path):
    """What was remembered before the decision is not used after it; no word stands in the cache."""
    cache = RecordCache(tmp_path, "names", KEY)
    hide(UNSURE, cache=cache)
    none = {word_id(KEY, "removed", "kwibbel")}
    assert texts_of(hide(UNSURE, words=none, cache=cache)) == [UNSURE]
    again = hide(UNSURE, cache=RecordCache(tmp_path, "names", KEY))
    assert again.doubts == hide(UNSURE).doubts


def test_a_decided_word_is_no_longer_doubtful():
    """The list only gets shorter."""
    for said in ("names", "words"):
        one = {word_id(KEY, "removed", "kwibbel")}
        assert hide(UNSURE, **{said: one}).doubts == ()


def word(value, text=""):
    return Decision("An", Kind.WORD, "id1", "kept", value, text=text)


def test_a_decided_word_is_never_written_in_the_log(tmp_path):
    """Nor a word that somebody takes for none: that may be a mistake."""
    log = DecisionLog(tmp_path / "log.sqlite")
    for value in (IS_NAME, IS_NO_NAME, DEPENDS):
        with pytest.raises(DecisionError, match="niet bewaard"):
            log.append(word(value, "Roos"))
    with pytest.raises(DecisionError, match="kies uit"):
        log.append(word("misschien"))


def test_the_last_word_stands_and_undo_restores(tmp_path):
    """As with every decision."""
    log = DecisionLog(tmp_path / "log.sqlite")
    log.append(word(IS_NO_NAME))
    second = log.append(word(IS_NAME))
    state = fold(log.read())
    assert (state.word_ids(IS_NAME), state.word_ids(IS_NO_NAME)) == ({"id1"}, set())
    log.undo(second, "An")
    assert fold(log.read()).word_ids(IS_NO_NAME) == {"id1"}


def test_what_stood_there_is_the_word_itself_and_not_its_neighbour():
    """Placeholders beside it do not matter, however many; another id finds nothing."""
    many = " ".join(["Fatma Kwibbel, Els,"] * 40)
    notes = notes_of(f"Bel Fatma, Els {many} op 0478 12 34 56.")
    known = Known(verdicts=Verdicts(KEY))

    def written(key):
        return words_in_doubt(notes, Attributes.empty(), known, word_id(key, "removed", "kwibbel"))

    assert written(KEY) == {"Kwibbel"}
    assert written("een-andere-sleutel-dan-die") == set()
