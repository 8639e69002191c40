"""The embedded Dutch pipeline can be made again from treebank files."""

import random

import pytest
import spacy

from training.convert import convert
from training.corpus import OLD, TESTS, TODAY, read_names, read_parts, to_docs
from training.evaluate import measure_words
from training.flemish import as_typed, joined
from training.lemmas import learn_lemmas
from training.names import fill_template, filled, name_spans, with_entities
from training.train import HERE, Steps, train
from training.treebank import Word, key_of, read_treebank, text_of, without

ROW = "{place}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{relation}\t_\t{misc}"


def word(form, upos="NOUN", lemma="", head=None, relation="dep", *, space=True, feats=""):
    return Word(form, lemma or form.lower(), upos, feats, relation, head, space_after=space)


SENTENCE = (
    word("Jan", "PROPN", "Jan", 2, "nsubj"),
    word("Peeters", "PROPN", "Peeters", 0, "flat"),
    word("koopt", "VERB", "kopen"),
    word("niet", "ADV", "niet", 2),
    word("het", "DET", "het", 5),
    word("boekje", "NOUN", "boek", 2, space=False),
    word(".", "PUNCT", ".", 2),
)


def conllu(sentences, *, spaced=True):
    """Sentences as a CoNLL-U file writes them."""
    blocks = []
    for sentence in sentences:
        rows = [
            ROW.format(
                place=place,
                form=one.form,
                lemma=one.lemma,
                upos=one.upos,
                feats=one.feats or "_",
                head=0 if one.head is None else one.head + 1,
                relation=one.relation,
                misc="_" if one.space_after or not spaced else "SpaceAfter=No",
            )
            for place, one in enumerate(sentence, start=1)
        ]
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n\n"


def many(n, seed=0):
    """Different small sentences with the same grammar."""
    chance = random.Random(seed)
    subjects = ["Jan", "Fatma", "Rosa", "Piet"]
    verbs = [("koopt", "kopen"), ("leest", "lezen"), ("zoekt", "zoeken")]
    things = [("boeken", "boek"), ("bussen", "bus"), ("huizen", "huis"), ("straten", "straat")]
    made = {}
    while len(made) < n:
        name, (verb, infinitive), (thing, one) = map(chance.choice, (subjects, verbs, things))
        number = str(chance.randint(2, 9999))
        sentence = (
            word(name, "PROPN", name, 1, "nsubj"),
            word(verb, "VERB", infinitive, feats="Number=Sing|VerbForm=Fin"),
            word(number, "NUM", number, 3),
            word(thing, "NOUN", one, 1, space=False, feats="Number=Plur"),
            word(".", "PUNCT", ".", 1),
        )
        made[key_of(sentence)] = sentence
    return list(made.values())


def test_a_treebank_reads_as_it_was_written(tmp_path):
    """Spaces come back; a word without surface is left out; "_" leaves the lemma."""
    path = tmp_path / "a.conllu"
    text = conllu([SENTENCE]).replace("\tboek\t", "\tboe_k\t")
    path.write_text("# text = x\n" + text.replace("\n4\t", "\n3.1\tx\tx\tX\t_\t_\t0\t_\t_\t_\n4\t"))
    (sentence,) = read_treebank(path)
    assert text_of(sentence) == "Jan Peeters koopt niet het boekje."
    assert sentence == SENTENCE


def test_a_file_without_spacing_is_spaced_by_rule(tmp_path):
    """The train part of 2017 does not say where spaces are."""
    forms = ["Hij", "zei", ":", '"', "Ja", "(", "graag", ")", "!", '"']
    path = tmp_path / "a.conllu"
    path.write_text(conllu([[word(form) for form in forms]], spaced=False))
    assert text_of(read_treebank(path)[0]) == 'Hij zei: "Ja (graag)!"'


def test_a_broken_line_names_the_file(tmp_path):
    """The message gives what was found and what was expected."""
    path = tmp_path / "half.conllu"
    path.write_text("1\tJan\tJan\n\n")
    with pytest.raises(ValueError, match=r"half\.conllu.*3 columns, expected 10"):
        read_treebank(path)


def test_sentences_of_another_part_are_taken_out():
    """Case and spacing do not hide a sentence."""
    shouted = tuple(word(one.form.upper()) for one in SENTENCE)
    other = many(1)[0]
    assert without([SENTENCE, other, other], [shouted]) == [other]


def test_old_tags_become_those_of_today():
    """What changed in sentences that stand in both parts changes in the others too."""
    today = many(40)
    old = [tuple(w if w.upos != "NUM" else word(w.form, "ADJ") for w in s) for s in many(60)]
    new = convert(old, today)
    assert all(sentence[2].upos == "NUM" for sentence in new)
    assert [text_of(one) for one in new] == [text_of(one) for one in old]


def test_without_common_sentences_nothing_can_be_converted():
    """It says so, and of how many sentences."""
    with pytest.raises(ValueError, match="none of the 5 old sentences stands in today's 7"):
        convert(many(5), many(7, seed=1))


def test_typing_changes_words_and_no_tags():
    """Whatever is dropped, the words that stay keep their tag; a seed gives the same again."""
    for seed in range(200):
        typed = as_typed(SENTENCE, random.Random(seed))
        tags = iter([one.upos for one in SENTENCE])
        assert all(one.upos in tags for one in typed)
        assert typed == as_typed(SENTENCE, random.Random(seed))
    forms = {one.form for seed in range(200) for one in as_typed(SENTENCE, random.Random(seed))}
    assert {"nie", "'t", "boekske"} <= forms


def test_notes_are_made_of_whole_sentences():
    """Sentences in a row lose no word."""
    sentences = many(30)
    notes = list(joined(sentences, random.Random(1)))
    assert sum(map(len, notes)) == sum(map(len, sentences))
    assert len(notes) < len(sentences)


def test_names_are_marked_and_replaced():
    """A first name with its surname is a person; another name takes its place, alone."""
    names = read_names(HERE / "names.toml")
    assert list(name_spans(SENTENCE)) == [(0, 2)]
    known = with_entities(SENTENCE, names)
    assert [one.entity for one in known[:3]] == ["PER", "PER", ""]
    other = filled(known, names, random.Random(3))
    assert [one.form for one in other[-5:]] == ["koopt", "niet", "het", "boekje", "."]
    assert all(one.entity == "PER" for one in other[:-5])
    assert text_of(other) != text_of(known)
    assert filled(with_entities(SENTENCE[2:], names), names, random.Random(3)) is None


def test_templates_hold_names_and_places():
    """Each slot becomes a name, and a place that stands in the sentence is one."""
    names = read_names(HERE / "names.toml")
    made = fill_template("Tante {voornaam} woont in Hasselt, {naam} niet.", names, random.Random(1))
    assert {one.entity for one in made} == {"PER", "LOC", ""}
    assert text_of(made).startswith("Tante ")
    assert text_of(made).endswith(" niet.")
    assert " woont in Hasselt, " in text_of(made)


def test_an_unknown_name_teaches_nothing():
    """Its entity is missing, not "none"."""
    sentence = tuple(word(form, "PROPN") for form in ("Qwrtplk", "Zzz"))
    known = with_entities(sentence, read_names(HERE / "names.toml"))
    (doc,) = to_docs([known], spacy.blank("nl").vocab)
    assert [token.ent_iob_ for token in doc] == ["", ""]


def test_the_lemma_table_knows_what_was_learned_and_how_endings_go():
    """The most usual lemma of a form; words that end alike change alike."""
    table = learn_lemmas(many(60))
    assert table.lemma_of("leest", "VERB", opens=False) == "lezen"
    plurals = [("kroppen", "krop"), ("droppen", "drop"), ("floppen", "flop")]
    pairs = [(word(form, "NOUN", lemma),) for form, lemma in plurals]
    assert learn_lemmas(pairs).lemma_of("Qwoppen", "NOUN", opens=True) == "qwop"


@pytest.mark.slow
def test_a_pipeline_is_made_measured_and_loaded(tmp_path):
    """The whole chain on a small treebank: what it learned it knows on sentences it never saw."""
    treebank = tmp_path / "treebank"
    treebank.mkdir()
    for seed, name in enumerate((*TODAY, OLD, *TESTS)):
        shared = many(60, 99) if name in {OLD, TODAY[0]} else []
        (treebank / f"{name}.conllu").write_text(conllu([*many(120, seed), *shared]))
    parts = read_parts(treebank, 0)
    assert parts.held
    tests = read_treebank(treebank / f"{TESTS[0]}.conllu")
    assert not {key_of(one) for one in tests} & {key_of(one) for one in parts.train}
    train(treebank, tmp_path / "dutch", 0, Steps(words=60, names=20))
    figures = measure_words(spacy.load(tmp_path / "dutch"), tests)
    assert figures.upos > 0.9
    assert figures.lemma > 0.9
