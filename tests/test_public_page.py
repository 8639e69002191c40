"""What everyone may read of the plan: all of the story, and nothing of a person."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from pipeline.analysis.counts import size_of
from pipeline.decisions import DecisionLog
from pipeline.export.fed import ELSEWHERE, fed_by_neighbourhood
from pipeline.export.public_page import public_site, public_zip, write_public_site
from pipeline.plan.evidence import refer, refer_theme, supports
from pipeline.plan.fold import plan_of
from pipeline.plan.material import Material, read_material
from pipeline.plan.measures import Evidence, Fields, Measure, Plan, Progress
from pipeline.plan.record import add_progress, change_measure, create_measure, give_answer
from pipeline.schema import MeasureStatus
from tests.plans import CITY, an_answer, joined_of, make_plan, material_of, some_fields
from tests.runs import make_manifest, make_tables, publish_run

pytestmark = pytest.mark.slow  # whole documents

NOTE, PERSON, BY = "EERST DE SCHEPEN OVERTUIGEN", "Godelieve Yilmaz", "schepen Panagiotis"
COLUMNS = list(joined_of(make_tables(6)).columns)
PLACES = ("Waterschei", "Winterslag", "Sledderlo", "Kolderbos", None)


@pytest.fixture
def log(tmp_path):
    return DecisionLog(tmp_path / "log.sqlite")


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    """Four measures: done with a chosen quote, a proposal, one on few persons, one on nothing."""
    folder = tmp_path_factory.mktemp("openbaar")
    log = DecisionLog(folder / "log.sqlite")
    tables = make_tables(240)
    make_plan(log, tables)
    joined = joined_of(tables)
    before = plan_of(log.read()).measures[0].fields
    quoted = str(joined.loc[joined["theme_id"] == "T001", "fragment_id"].iloc[0])
    owners = (dataclasses.replace(CITY, person=PERSON),)
    after = dataclasses.replace(before, public_quotes=(quoted,), private_note=NOTE, owners=owners)
    change_measure(log, "An", "M001", before, after, seen=log.read()[-1].decision_id)
    alone = refer(joined[joined["participants"] == 1].head(1), joined)
    fields = some_fields(title="<script>alert(1)</script> & co", status=MeasureStatus.STOPPED)
    third = create_measure(log, "Souad", dataclasses.replace(fields, owners=owners), alone)
    answer = an_answer(reason="Te duur & te laat.", by=BY)
    give_answer(log, "Souad", third, answer, seen=log.read()[-1].decision_id)
    create_measure(log, "An", Fields("Uit het niets"), Evidence())
    return material_of(folder / "processed", tables, log)


@pytest.fixture(scope="module")
def pages(material):
    return {name: content.decode() for name, content in public_site(material).items()}


def words_of(page):
    """What a reader sees."""
    tree = html.fromstring(page)
    for hidden in tree.xpath("//style | //head"):
        hidden.drop_tree()
    return re.sub(r"\s+", " ", tree.text_content())


def test_every_measure_is_told_to_its_end(pages):
    """By status; where it came from, answers with reason, who and when, progress, outcome."""
    index = words_of(pages["index.html"])
    for title in ("Een nachtbus op vrijdag en zaterdag", "Meer banken", "Uit het niets"):
        assert title in index
    assert index.index("Gedaan (1)") < index.index("Voorstel (2)") < index.index("Stopgezet (1)")
    told = words_of(pages["maatregel-m001.html"])
    for expected in (
        "Dit komt uit",
        "De stad (dienst Wijken)",
        "Kunnen ze het? Ja. Willen ze het? Deels.",
        "Eerst een proef.",
        "1 februari 2010",
        "2 april 2010: De eerste bus reed.",
        "Dit is gedaan.",
    ):
        assert expected in told
    assert "Te duur & te laat." in index
    assert "nog niemand trekt dit" in index
    assert "nog in geen enkele maatregel" in index
    assert "niet rechtstreeks uit de gesprekken" in words_of(pages["maatregel-m004.html"])


def test_nothing_leads_away_from_the_folder(pages):
    """Every link is to a page that is there; no script, no picture, no style from elsewhere."""
    for page in pages.values():
        tree = html.fromstring(page)
        links = [link for _, _, link, _ in tree.iterlinks()]
        files = {link.partition("#")[0] for link in links if not link.startswith("data:,")}
        assert files - {""} <= set(pages)
        anchors = {link[1:] for link in links if link.startswith("#")}
        assert anchors <= set(tree.xpath("//@id"))
        assert not tree.xpath("//script | //iframe | //form | //link[@rel='stylesheet']")
        assert "http:" not in page
        assert "https:" not in page


def test_no_person_note_or_conversation_is_on_any_page(material, pages):
    """Who follows it up, who answered, who typed, who spoke and who listened stay at home."""
    everything = "\n".join(pages.values())
    joined = material.joined
    secret = {NOTE, PERSON, BY, "Godelieve", "Panagiotis", "Souad", "Bert"}
    for column in ("conversation_id", "note_id", "fragment_id"):
        secret |= set(joined[column])
    assert not [word for word in secret if word in everything]
    assert not re.search(r"\bU\d\d\b", everything)


def test_only_chosen_quotes_are_on_the_pages(material, pages):
    """The one that a person chose for everyone stands there letter by letter; no other text."""
    everything = " ".join(map(words_of, pages.values()))
    chosen = material.plan.measures[0].fields.public_quotes
    shown = [
        fragment_id
        for fragment_id, text in zip(
            material.joined["fragment_id"], material.joined["text"], strict=True
        )
        if text in everything
    ]
    assert shown == list(chosen)


def test_what_people_type_is_text(pages):
    """Markup in a title is shown, not run."""
    assert "<script" not in "".join(pages.values())
    assert "<script>alert(1)</script> & co" in words_of(pages["maatregel-m003.html"])


def test_no_figure_on_any_page_is_of_fewer_than_five_persons(material, pages):
    """In tables of persons each cell is five or more; a measure on one person gives no count."""
    cells = [
        (name, int(row.xpath("td")[-1].text.replace(".", "")))
        for name, page in pages.items()
        for row in html.fromstring(page).xpath("//tbody/tr")
    ]
    assert len(cells) > 5
    assert all(persons >= 5 for _, persons in cells)
    few = words_of(pages["maatregel-m003.html"])
    assert "minder dan 5 mensen" in few
    assert "Uit welke wijken" not in few
    total = size_of(material.joined)
    assert f"{total.n_conversations} gesprekken" in words_of(pages["index.html"])


sittings = st.lists(
    st.tuples(st.sampled_from(PLACES), st.integers(1, 6), st.booleans(), st.booleans()),
    max_size=25,
)


@given(sittings)
@settings(max_examples=40, deadline=None)
def test_what_is_hidden_cannot_be_recomputed(rows):
    """The rest of a total is nobody, or several neighbourhoods together of five persons or more."""
    material = heard_in(rows)
    fed = fed_by_neighbourhood(material)
    check(persons_in(material.joined), {k: v for k, v in fed.totals.items() if v}, fed.apart)
    for measure_id, found in material.found.items():
        check(persons_in(found.rows), fed.cells[measure_id], fed.places_of(measure_id))


def heard_in(rows):
    """A conversation a row, in a place, of so many persons, which fed none, one or two measures."""
    values = [
        {
            "fragment_id": f"f{i}",
            "conversation_id": f"c{i}",
            "neighbourhood": place,
            "participants": persons,
            "text": f"t{i}",
            "theme_id": f"T{first}",
        }
        for i, (place, persons, first, _) in enumerate(rows)
    ]
    joined = pd.DataFrame(values, columns=COLUMNS).astype({"participants": "Int64"})
    second = [f"f{i}" for i, row in enumerate(rows) if row[3]]
    themed = refer_theme("TTrue", [], joined)
    chosen = refer(joined[joined["fragment_id"].isin(second)], joined)
    made = [_measure("M001", themed), _measure("M002", chosen)]
    plan = Plan(tuple(made))
    return Material(
        make_manifest(), joined, joined.head(0), joined.head(0), plan, supports(plan, joined)
    )


def _measure(measure_id, evidence):
    return Measure(measure_id, Fields("x"), evidence, "2010-01-01", "An")


def persons_in(rows):
    return rows.groupby(rows["neighbourhood"].fillna("onbekend"))["participants"].sum().to_dict()


def check(true, told, apart):
    """`told` is true where it is told, and the rest of it is safe."""
    for place in apart:
        if place in told:
            assert told[place].persons == true[place] >= 5
    rest = {place: n for place, n in true.items() if place not in told or place not in apart}
    if ELSEWHERE in told:
        assert told[ELSEWHERE].persons >= 5
    small = [n for n in rest.values() if n < 5]
    if small and any(place in told for place in apart):
        assert len(rest) >= 2
        assert sum(rest.values()) >= 5


def test_every_page_says_that_the_example_is_fictional(tmp_path, pages, log):
    """And none does where the notes are real."""
    assert all("voorbeelddata, fictief" in words_of(page) for page in pages.values())
    tables = make_tables(60)
    run = publish_run(tmp_path / "echt", tables, fictional=False)
    real = public_site(read_material(run, log.read(), 0.6))
    assert not [name for name, page in real.items() if b"fictief" in page]


@pytest.mark.parametrize("n_fragments", [0, 1, 60])
def test_before_any_measure_there_is_one_page(tmp_path, log, n_fragments):
    """It says what happens now; of one conversation it gives no figure."""
    site = public_site(material_of(tmp_path / "processed", make_tables(n_fragments), log))
    assert list(site) == ["index.html"]
    assert "Er zijn nog geen maatregelen" in words_of(site["index.html"].decode())


def test_a_measure_that_was_taken_back_is_taken_from_the_folder(tmp_path, log):
    """Its page goes; the others are written anew; a page of somebody else stays."""
    tables, folder = make_tables(60), tmp_path / "uit"
    make_plan(log, tables)
    create_measure(log, "An", Fields("Uit het niets"), Evidence())
    write_public_site(material_of(tmp_path / "eerst", tables, log), folder)
    assert (folder / "maatregel-m003.html").exists()
    own = folder / "maatregel-mijn.html"
    own.write_text("van mij", encoding="utf-8")
    log.undo(log.read()[-1].decision_id, "An")
    add_progress(log, "An", "M002", Progress(an_answer().date, "Verder."))
    write_public_site(material_of(tmp_path / "opnieuw", tables, log), folder)
    assert not (folder / "maatregel-m003.html").exists()
    assert "Verder." in (folder / "maatregel-m002.html").read_text(encoding="utf-8")
    assert own.read_text(encoding="utf-8") == "van mij"


def test_the_archive_holds_the_pages_and_is_equal_on_repeat(material):
    """For a download: the same pages, the same bytes."""
    content = public_zip(material)
    assert content == public_zip(material)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert files == public_site(material)
