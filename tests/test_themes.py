"""What the themes stage gives: register, labels, counts, map, changes, and its edges."""

import sys

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans

from pipeline.schema import MainThemes
from pipeline.settings import ThemeOptions
from pipeline.themes import (
    Company,
    Hierarchy,
    PublishedThemes,
    Standing,
    assign_themes,
    extend,
    find_hierarchy,
    gather,
    main,
    rest,
)
from pipeline.themes.examples import central
from pipeline.themes.features import one_thread, side_by_side
from pipeline.themes.membership import learn_membership
from tests.test_theme_laws import OPTIONS, SUBJECTS, make_material, publish, run


@pytest.fixture(scope="module")
def first():
    """A first run on ninety fragments of three subjects, and its material."""
    material = make_material(range(90))
    return material, run(material)


def test_subjects_become_themes(first):
    """Three clear subjects become three proposed themes that hold one subject each."""
    (fragments, _, _), result = first
    assert result.themes["theme_id"].tolist() == ["T001", "T002", "T003"]
    assert set(result.themes["status"]) == {"proposed"}
    joined = result.placements.merge(fragments, on="fragment_id").dropna(subset=["theme_id"])
    for _, group in joined.groupby("theme_id"):
        first_words = set(" ".join(group["text"]).split())
        spoken = [sum(word in first_words for word in subject) for subject in SUBJECTS]
        assert sorted(spoken)[-2] == 0


def test_labels_read_as_three_words(first):
    """A label is three keywords of the theme, the first with a capital."""
    _, result = first
    for theme in result.themes.itertuples():
        words = theme.label.replace(" en ", ", ").split(", ")
        assert len(words) == 3
        assert words[0][0].isupper()
        assert {word.lower() for word in words} <= {word.lower() for word in theme.keywords}


def test_counts_follow_the_assignments(first):
    """Fragments, conversations and uitdagers of a theme are those of its assignments."""
    (fragments, _, _), result = first
    joined = result.placements.merge(fragments, on="fragment_id")
    for theme in result.themes.itertuples():
        own = joined[joined["theme_id"] == theme.theme_id]
        assert theme.n_fragments == len(own)
        assert theme.n_conversations == own["conversation_id"].nunique()
        assert theme.n_uitdagers == own["uitdager_id"].nunique()


def test_other_stays_modest(first):
    """At most a fifth of the fragments is Overig."""
    _, result = first
    assert result.placements["theme_id"].isna().mean() <= 0.2


def test_examples_are_members_by_different_people(first):
    """Examples belong to their theme, and come from different uitdagers while these last."""
    (fragments, _, _), result = first
    theme_of = result.placements.set_index("fragment_id")["theme_id"]
    uitdager_of = fragments.set_index("fragment_id")["uitdager_id"]
    for theme in result.themes.itertuples():
        assert {theme_of[key] for key in theme.examples} == {theme.theme_id}
        assert len({uitdager_of[key] for key in theme.examples}) == len(theme.examples)


@pytest.mark.parametrize("n_voices", [20, 4, 2])
def test_an_example_that_says_the_same_comes_last(first, n_voices):
    """A sentence that several wrote down alike is shown once, while there is something else."""
    (fragments, _, vectors), _ = first
    voices = [f"U{number % n_voices:02d}" for number in range(20)]
    material = gather(fragments.head(20).assign(uitdager_id=voices), vectors[:20], 0)
    features = np.eye(20, dtype=np.float32)
    features[[4, 8, 12]] = features[0]
    same = {material.ids[row] for row in (0, 4, 8, 12)}
    examples = central(material, features, np.arange(20))
    assert len(examples) == len(set(examples)) == 5
    assert len(same & set(examples)) == 1
    voice_of = dict(zip(material.ids, material.fragments["uitdager_id"], strict=True))
    assert len({voice_of[each] for each in examples}) == min(n_voices, 5)
    assert set(central(material, features, np.array([0, 4, 8, 12]))) == same


def test_map_shows_islands(first):
    """A fragment's nearest neighbour on the map is nearly always of its own theme."""
    _, result = first
    placed = result.placements.dropna(subset=["theme_id"])
    places = placed[["x", "y"]].to_numpy()
    distance = ((places[:, None] - places) ** 2).sum(axis=2)
    np.fill_diagonal(distance, np.inf)
    themes = placed["theme_id"].to_numpy()
    assert (themes[distance.argmin(axis=1)] == themes).mean() > 0.9
    assert (result.placements[["x", "y"]].round(3) == result.placements[["x", "y"]]).all(axis=None)


def test_small_themes_stay_open_in_large_material(first, monkeypatch):
    """Where only a part is learned from, a theme of a few fragments still takes its own."""
    material, before = first
    monkeypatch.setattr(extend, "MOST_TO_LEARN_FROM", 3)
    monkeypatch.setattr(extend, "ALL_OF_SMALL", 5)
    members = before.placements["theme_id"] == "T002"
    lost = before.placements.index[members][4:]
    assignments = before.placements.assign(
        theme_id=before.placements["theme_id"].mask(before.placements.index.isin(lost), "T001")
    )
    fewer = ~material[0]["fragment_id"].isin(before.placements.loc[lost, "fragment_id"])
    fragments, tokens, vectors = make_material(range(300, 330))
    grown = (
        pd.concat([material[0][fewer], fragments]),
        pd.concat([material[1], tokens]),
        np.concatenate([material[2][fewer.to_numpy(dtype=bool)], vectors]),
    )
    after = run(grown, PublishedThemes(before.themes, assignments))
    new = after.placements[after.placements["fragment_id"].isin(fragments["fragment_id"])]
    assert (new["theme_id"] == "T002").sum() >= 5
    assert len(after.themes) == len(before.themes)


def test_new_fragments_join_their_theme_without_bertopic(first):
    """New notes on known subjects join those themes, and load no topic model."""
    _, before = first
    grown = make_material([*range(90), *range(300, 309)])
    sys.modules.pop("bertopic", None)
    after = run(grown, publish(before))
    assert "bertopic" not in sys.modules
    new = after.placements[~after.placements["fragment_id"].isin(before.placements["fragment_id"])]
    assert new["theme_id"].notna().mean() > 0.8


def with_new_subjects(material, sizes):
    """The material and so many fragments on each further subject; the ids of each subject."""
    pieces, ids = [material], {}
    for subject, size in sizes.items():
        fragments, tokens, vectors = make_material(
            range(100 * subject, 100 * subject + size), (subject,)
        )
        corner = np.eye(16)[subject]
        near = (corner + 0.2 * (vectors - corner)).astype(np.float16)
        pieces.append((fragments, tokens, near))
        ids[subject] = fragments["fragment_id"]
    fragments, tokens, vectors = zip(*pieces, strict=True)
    return (pd.concat(fragments), pd.concat(tokens), np.concatenate(vectors)), ids


def themes_of(result, ids):
    """Where these fragments were put."""
    return result.placements.set_index("fragment_id").loc[ids, "theme_id"]


def test_much_that_fits_nowhere_is_looked_at_in_part(first, monkeypatch):
    """A large delivery on a new subject founds a theme, and those not looked at join it too.

    Its name is a word with a capital that nobody else says.
    """
    material, before = first
    (fragments, tokens, vectors), ids = with_new_subjects(material, {3: 20})
    tokens = tokens.replace({"text": {"fabriek": "Ford"}, "lemma": {"fabriek": "Ford"}})
    monkeypatch.setattr(rest, "MOST_TEXTS", 7)
    after = run((fragments, tokens, vectors), publish(before))
    of_new = themes_of(after, ids[3])
    assert of_new.eq("T004").mean() > 0.8
    theme = after.themes.set_index("theme_id").loc["T004"]
    assert theme["n_fragments"] == of_new.eq("T004").sum()
    assert "Ford" in theme["keywords"]


def test_of_more_new_subjects_than_there_is_room_for_the_largest_come(first, monkeypatch):
    """The others wait in Overig."""
    material, before = first
    grown, ids = with_new_subjects(material, {3: 12, 4: 20})
    found = [len(run(grown, publish(before)).themes) - len(before.themes)]
    monkeypatch.setattr(rest, "LEAST_ROOM", 1)
    after = run(grown, publish(before))
    found.append(len(after.themes) - len(before.themes))
    assert found == [2, 1]
    assert themes_of(after, ids[4]).eq("T004").mean() > 0.8
    assert themes_of(after, ids[3]).isna().mean() > 0.8


@pytest.mark.parametrize(
    ("n_texts", "n_open", "room"), [(1_500, 0, 24), (1_500, 24, 6), (25_000, 27, 29)]
)
def test_there_is_room_for_as_many_as_a_first_run_gives(n_texts, n_open, room):
    """And for a few more where these are there already."""
    assert rest.room_for_themes(n_texts, n_open, ThemeOptions()) == room


def test_a_theme_that_lost_all_keeps_its_row(first):
    """The row stays with zero fragments."""
    material, before = first
    members = set(before.placements.loc[before.placements["theme_id"] == "T001", "fragment_id"])
    fragments, tokens, vectors = material
    stay = ~fragments["fragment_id"].isin(members).to_numpy()
    after = run((fragments[stay], tokens, vectors[stay]), publish(before))
    assert after.themes.set_index("theme_id").loc["T001", "n_fragments"] == 0


@pytest.mark.parametrize("n_fragments", [0, 1, 2, 9, 12, 29])
def test_few_fragments_are_all_other(n_fragments):
    """Under thirty texts nothing is discovered even when asked; everything has a place."""
    result = run(make_material(range(n_fragments)))
    assert not len(result.themes)
    assert result.placements["theme_id"].isna().all()
    assert len(result.placements) == n_fragments
    assert np.isfinite(result.placements[["x", "y"]].to_numpy()).all()


@pytest.mark.parametrize(("n_fragments", "discovered"), [(99, False), (100, True)])
def test_a_small_first_delivery_publishes_no_themes(n_fragments, discovered):
    """Unless a number of themes is asked for, themes begin at a hundred distinct texts."""
    result = run(make_material(range(n_fragments)), options=ThemeOptions())
    assert (len(result.themes) > 0) == discovered


def test_an_unknown_subject_stays_out_though_nothing_is_other_yet():
    """Few themes and no example of Overig: a text unlike all of them is not taken in."""
    rows = np.eye(8, dtype=np.float32)[[0] * 20 + [1] * 20 + [5] * 5]
    rows += np.random.default_rng(0).normal(0, 0.05, rows.shape).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    model = learn_membership(rows[:40], np.repeat([0, 1], 20), 2)
    assert model.judge(rows[40:]).probability.max() < ThemeOptions().assign_above
    assert np.isfinite(model.background)


def three_subjects(*sizes):
    """Unit rows near one of three corners, and the corner of each."""
    labels = np.repeat([0, 1, 2], sizes)
    rows = np.eye(8, dtype=np.float32)[labels]
    rows += np.random.default_rng(0).normal(0, 0.2, rows.shape).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True), labels


@pytest.mark.parametrize("sizes", [(1,), (2,), (9,), (10,), (30,), (2,) * 5, (3, 12)])
def test_loose_members_do_not_draw_half_the_city(sizes):
    """Themes of a few fragments that hardly resemble each other take hardly anything else."""
    chance = np.random.default_rng(0)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    rows = chance.normal(0, 1, (len(labels), 60)) + 2 * np.eye(60)[labels]
    others = chance.normal(0, 1, (500, 60))
    rows, others = (
        (each / np.linalg.norm(each, axis=1, keepdims=True)).astype(np.float32)
        for each in (rows, others)
    )
    model = learn_membership(rows, labels, len(sizes))
    joins = model.judge(others).probability >= ThemeOptions().assign_above
    assert joins.mean() < 0.2


def test_a_theme_of_a_few_says_nothing_of_how_near_is_near():
    """What is learned of themes of twenty stays the same with one of one beside them."""
    rows, labels = three_subjects(20, 20, 20)
    alone = learn_membership(rows[:40], labels[:40], 2)
    beside = learn_membership(rows[:41], labels[:41], 3)
    assert beside.floor == alone.floor
    assert beside.sharpness == pytest.approx(alone.sharpness, rel=0.2)
    assert (beside.judge(rows[41:]).best == 2).mean() > 0.8


def test_themes_come_when_the_material_grows(first):
    """After a first run of a few fragments a larger delivery is discovered, the few stay Overig."""
    few = make_material(range(10))
    before = run(few)
    after = run(first[0], publish(before))
    assert len(after.themes) == 3
    old = after.placements["fragment_id"].isin(before.placements["fragment_id"])
    assert after.placements.loc[old, "theme_id"].isna().all()


def test_one_text_pasted_often_is_no_theme():
    """A hundred times the same text makes no theme, and does not fail."""
    fragments, tokens, vectors = make_material(range(100))
    vectors[:] = vectors[0]
    result = run((fragments.assign(text="zelfde tekst", end=12), tokens, vectors))
    assert not len(result.themes)


def test_equal_vectors_do_not_fail():
    """Texts that the encoder cannot tell apart still end somewhere."""
    fragments, tokens, vectors = make_material(range(60))
    vectors[:] = vectors[0]
    result = run((fragments, tokens, vectors))
    assert len(result.placements) == 60


def test_texts_without_words_do_not_fail():
    """Fragments without a single content word are grouped by their vectors."""
    fragments, tokens, vectors = make_material(range(60))
    result = run((fragments, tokens.iloc[:0], vectors))
    assert result.themes["label"].str.startswith("Zonder duidelijke woorden").all()
    assert result.themes["label"].is_unique


def test_another_language_does_not_fail():
    """A delivery wholly in Turkish is treated as any other."""
    fragments, tokens, vectors = make_material(range(60))
    result = run((fragments.assign(language="tr"), tokens, vectors))
    assert len(result.themes) == 3


def test_missing_uitdagers_are_no_trouble():
    """Without uitdagers a theme counts none of them and still shows examples."""
    fragments, tokens, vectors = make_material(range(60))
    result = run((fragments.assign(uitdager_id=None), tokens, vectors))
    assert result.themes["n_uitdagers"].sum() == 0
    assert result.themes["examples"].map(len).min() > 0


def test_lengths_are_checked():
    """Vectors that do not match the fragments are refused with both numbers."""
    fragments, tokens, vectors = make_material(range(40))
    with pytest.raises(ValueError, match="40 fragments and 39 vectors"):
        run((fragments, tokens, vectors[1:]))


def test_progress_is_reported(first):
    """The last report says that all steps are done."""
    seen = []
    material, before = first
    assign_themes(
        *material,
        publish(before),
        ThemeOptions(),
        1,
        lambda done, total: seen.append((done, total)),
    )
    assert seen[-1][0] == seen[-1][1]


def test_number_of_themes_can_be_asked():
    """`n_themes` sets the number where the material can bear it."""
    result = run(make_material(range(90)), options=ThemeOptions(n_themes=2, min_size=4))
    assert len(result.themes) == 2


def test_retired_themes_take_nothing_new(first):
    """A retired theme keeps its fragments and gets no new ones."""
    _, before = first
    register = before.themes.assign(
        status=np.where(before.themes["theme_id"] == "T001", "retired", before.themes["status"])
    )
    published = publish(before)
    grown = make_material([*range(90), *range(300, 330)])
    after = run(grown, PublishedThemes(register, published.placements), options=OPTIONS)
    new = after.placements[~after.placements["fragment_id"].isin(before.placements["fragment_id"])]
    assert "T001" not in set(new["theme_id"].dropna())
    assert isinstance(after.themes, pd.DataFrame)


def test_company_helps_and_gets_no_theme(first):
    """Texts beside the material are no fragments of the result, and leave clear themes alone."""
    material, alone = first
    others, _, vectors = make_material(range(300, 360))
    company = Company(others["text"].tolist(), vectors)
    result = assign_themes(*material, None, OPTIONS, 2009, company=company)
    assert len(result.themes) == len(alone.themes)
    assert set(result.placements["fragment_id"]) == set(alone.placements["fragment_id"])


def test_a_first_name_in_lower_case_is_no_keyword():
    """What the pseudonymiser missed does not become the face of a theme."""
    fragments, tokens, vectors = make_material(range(60))
    renamed = tokens.replace({"text": {"bus": "fatma"}, "lemma": {"bus": "fatma"}})
    result = run((fragments, renamed, vectors))
    shown = {word for words in result.themes["keywords"] for word in words}
    assert "halte" in shown
    assert not shown & {"fatma", "Fatma"}


def test_many_themes_come_under_main_themes_and_stay_there(monkeypatch):
    """A first run groups near themes; a later one puts a new theme under the nearest."""
    monkeypatch.setattr(main, "FEWEST_THEMES", 3)
    monkeypatch.setattr(main, "THEMES_IN_ONE", 1.5)
    fragments, tokens, vectors = make_material(range(120), (0, 1, 2, 3))
    # The first two subjects lie near each other.
    vectors[:, 1] += vectors[:, 0]
    material = gather(fragments, vectors, 1)
    subject = np.asarray([int(one) for one in order_of(fragments, material)])
    standing = Standing(
        subject, np.zeros(120, bool), ["T001", "T002", "T003", "T004"], list("abcd")
    )
    features = material.features()
    nothing = Hierarchy(MainThemes.empty(), {})
    found = find_hierarchy(material, features, tokens, standing, nothing, ["H004"])
    assert set(found.parents) == set(standing.theme_ids)
    assert found.main_themes["main_id"].min() == "H005"
    assert found.parents["T001"] == found.parents["T002"]
    known = {one: parent for one, parent in found.parents.items() if one != "T002"}
    later = find_hierarchy(
        material, features, tokens, standing, Hierarchy(found.main_themes, known)
    )
    assert later.parents == found.parents
    assert later.main_themes is found.main_themes


def order_of(fragments, material):
    """The subject of each fragment, in the order of the material."""
    subject = dict(zip(fragments["fragment_id"], np.arange(len(fragments)) % 4, strict=True))
    return [subject[one] for one in material.ids]


def test_people_guide_a_theme_by_fragments_and_words(first):
    """New fragments find a theme made by hand: by what was confirmed, and by a word alone."""
    material, before = first
    fragments = material[0]
    buses = fragments[fragments["text"].str.contains("bus")]["fragment_id"].tolist()
    register = pd.concat(
        [
            before.themes,
            before.themes.tail(1).assign(theme_id="T050", label="Bussen", by_hand=True),
        ],
        ignore_index=True,
    )
    ids = before.placements["fragment_id"]
    seen = before.placements.assign(
        theme_id=before.placements["theme_id"].mask(ids.isin(buses), "T050"),
        theme_source=before.placements["theme_source"].mask(ids.isin(buses), "person"),
    )
    grown = make_material([*range(90), *range(300, 345)])
    after = run(grown, PublishedThemes(register, before.placements, seen))
    kept = after.placements[after.placements["fragment_id"].isin(ids)]
    assert kept["theme_id"].tolist() == before.placements["theme_id"].tolist()
    told = grown[0].set_index("fragment_id")["text"]
    new = after.placements[~after.placements["fragment_id"].isin(ids)].set_index("fragment_id")
    about = told[new.index].str.contains("bus|halte|chauffeur|rit")
    assert (new.loc[about, "theme_id"] == "T050").mean() > 0.6
    assert not (new.loc[~about, "theme_id"] == "T050").any()


def test_words_alone_open_a_theme(first):
    """A theme that people only named, with its words, takes new fragments that hold them."""
    _, before = first
    made = before.themes.tail(1).assign(theme_id="T050", label="Werk", by_hand=True)
    register = pd.concat([before.themes, made], ignore_index=True)
    known = make_material(range(90))
    about_work = make_material(range(300, 330), (3,))
    grown = (
        pd.concat([known[0], about_work[0]]),
        pd.concat([known[1], about_work[1]]),
        np.concatenate([known[2], about_work[2]]),
    )
    words = {"T050": "interim ploeg"}
    after = run(grown, PublishedThemes(register, before.placements, words=words)).placements
    new = after[after["fragment_id"].isin(about_work[0]["fragment_id"])]
    assert (new["theme_id"] == "T050").mean() > 0.5
    kept = after[~after["fragment_id"].isin(new["fragment_id"])]
    assert not (kept["theme_id"] == "T050").any()


def test_two_at_a_time_give_what_one_after_the_other_gives():
    """In the order that was asked, to the last bit."""
    rows = np.random.default_rng(1).normal(size=(400, 12))

    def centres(seed):
        return KMeans(9, n_init=1, random_state=seed).fit(rows).cluster_centers_

    with one_thread():
        alone = [centres(seed) for seed in range(6)]
    for one, other in zip(side_by_side(centres, range(6)), alone, strict=True):
        assert (one == other).all()
