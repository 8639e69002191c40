"""What the pseudonymiser takes out of a note, and what it leaves."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.language.pseudonymise import Known, pseudonymise, pseudonymise_text


def _notes(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["note_id", "conversation_id", "text"])
    return table.assign(category=None, valence=None)


def _attributes(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["note_id", "attribute", "value"])


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("bel 089 35 41 77 na zes uur", "bel [telefoon] na zes uur"),
        ("gsm 0478/31.56.02", "gsm [telefoon]"),
        ("+32 478 31 56 02 of 0032478315602", "[telefoon] of [telefoon]"),
        ("(089) 38 41 16 is van de zaal", "[telefoon] is van de zaal"),
        ("mail naar buurt.werk@telenet.be aub", "mail naar [mail] aub"),
        ("straatfeest punt genk at gmail punt com", "[mail]"),
        ("storten op BE68 5390 0754 7034 voor de kas", "storten op [rekening] voor de kas"),
        ("op BE68539007547034 dus", "op [rekening] dus"),
        ("nummer 94.03.11-237.58 klopt niet", "nummer [rijksregister] klopt niet"),
        ("93051822361", "[rijksregister]"),
        ("plaat 1-ABC-123 en GHV-207", "plaat [nummerplaat] en [nummerplaat]"),
        ("in de Hasseltweg 118 boven", "in de [adres] boven"),
        ("Stalenstraat 12 bus 3, daar lekt het", "[adres], daar lekt het"),
        ("Weg naar As 301 bijvoorbeeld", "[adres] bijvoorbeeld"),
        ("op @fatma_y en facebook.com/piet.p", "op [account] en [account]"),
        ("geboren op 3 mei 1971 in de cité", "geboren op [geboortedatum] in de cité"),
    ],
)
def test_an_identifier_becomes_its_placeholder(text, safe):
    """Each spelling of a number, mail, address or account is replaced by its kind."""
    assert pseudonymise_text(text) == safe


@pytest.mark.parametrize(
    "text",
    [
        "Lijn 45 rijdt om 7.42 en bus G4 niet meer, 1.500 euro voor niks.",
        "In Rondpunt 26 en op de Hasseltweg ligt blok 4, in 3600 Genk, naast de E313.",
        "De mijn is dicht sinds 10 september 1987, dat waren 300 man.",
        "In de Vennestraat staan 30 auto's en op het speelplein 3 banken.",
        "KRC won met 3-1, zie www.genk.be voor het programma van mei.",
    ],
)
def test_numbers_that_point_at_nobody_stay(text):
    """Bus lines, hours, money, years, a street alone and an institution's number stay."""
    assert pseudonymise_text(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Mevr. Janssens woont alleen.", "Mevr. [naam 1] woont alleen."),
        ("Mevr. Van den Broeck ook.", "Mevr. [naam 1] ook."),
        ("ons Lieve en lieve mensen", "ons [naam 1] en lieve mensen"),
        ("fatma yilmaz kookt", "[naam 1] kookt"),
        ("Ahmet El Ouardi helpt", "[naam 1] helpt"),
        ("GULSEN AKTAS WIL LES GEVEN", "[naam 1] WIL LES GEVEN"),
        ("nonkel dino is ziek", "nonkel [naam 1] is ziek"),
        ("Els D. en M.K. komen", "[naam 1] en [naam 2] komen"),
        ("Fatma's zoon is thuis", "[naam 1]'s zoon is thuis"),
        ("vraag achter den Ahmet", "vraag achter den [naam 1]"),
        ("Kostas Papadakis en Danuta Wiśniewska", "[naam 1] en [naam 2]"),
        ("Pina D'Angelo werkt hier", "[naam 1] werkt hier"),
    ],
)
def test_a_private_person_becomes_a_number(text, safe):
    """Names of any origin, in any case, with titles, particles, initials or a possessive."""
    assert pseudonymise_text(text) == safe


@pytest.mark.parametrize(
    "text",
    [
        "In mei komt Sint-Maarten naar Winterslag, in de Sint-Jansstraat.",
        "Lieve mensen hier, en rode rozen bij de bakker.",
        "Burgemeester Jef Gabriels, Eddy Merckx en minister Smet kennen wij.",
        "Café De Kroon, frituur Jean en kapsalon Nadia zijn open.",
        "Ford, Lidl en de VDAB: de Turken en Italianen werken er samen.",
        "Jan met de pet betaalt alles, de wolf is terug in de Limburgse bossen.",
    ],
)
def test_places_things_and_public_figures_stay(text):
    """What looks like a name and belongs to no private person is left as it stands."""
    assert pseudonymise_text(text) == text


def test_one_person_keeps_one_number_in_a_conversation():
    """A first name follows the one full name that holds it, in each note of the conversation."""
    result = pseudonymise(
        _notes(
            ("n1", "g1", "Jan Claes klaagt over de bus."),
            ("n2", "g1", "Volgens Jan komt die nooit, zegt ook Mehmet."),
            ("n3", "g2", "Mehmet is content."),
        ),
        _attributes(("n2", "beroep", "collega van Mehmet")),
    )
    assert list(result.notes["text"]) == [
        "[naam 1] klaagt over de bus.",
        "Volgens [naam 1] komt die nooit, zegt ook [naam 2].",
        "[naam 1] is content.",
    ]
    assert list(result.attributes["value"]) == ["collega van [naam 2]"]
    assert result.n_found == {"naam": 5}


def test_a_person_named_in_full_is_known_by_part_in_the_other_notes():
    """A name that only its full form gives away is found alone, in the same conversation."""
    result = pseudonymise(
        _notes(
            ("n1", "g1", "Gesprek met Linde Qwabbels, 45 jaar."),
            ("n2", "g1", "De straat is vuil, zei qwabbels toen."),
            ("n3", "g1", "Linde lang gewacht."),
        ),
        _attributes(),
    )
    assert list(result.notes["text"]) == [
        "Gesprek met [naam 1], 45 jaar.",
        "De straat is vuil, zei [naam 1] toen.",
        "[naam 1] lang gewacht.",
    ]


def test_names_of_the_registry_are_found_in_full_and_in_part():
    """A name of an uitdager is replaced though no list knows it; a place to keep is not."""
    text = "Xqorra Mbuzi was in Zorrenberg, en xqorra alleen ook. Kwibus bleef."
    safe = pseudonymise_text(text, names=["Xqorra Mbuzi"], keep=["Zorrenberg", "Kwibus"])
    assert safe == "[naam 1] was in Zorrenberg, en [naam 1] alleen ook. Kwibus bleef."


def test_the_words_that_the_settings_keep_stay():
    """`privacy.keep` and the places win from the lists of names."""
    result = pseudonymise(
        _notes(("n1", "g1", "Vraag het aan Marcel in Zonneland.")),
        _attributes(),
        Known(keep=("Marcel", "Zonneland")),
    )
    assert list(result.notes["text"]) == ["Vraag het aan Marcel in Zonneland."]


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        (
            ("Lies Janssens belt.", "Lies wacht.", "mevr. Janssens vraagt een bank."),
            ["[naam 1] belt.", "[naam 1] wacht.", "mevr. [naam 1] vraagt een bank."],
        ),
        (
            ("Jan Claes en Jan Peeters zijn er.", "Volgens Jan is het goed."),
            ["[naam 1] en [naam 2] zijn er.", "Volgens [naam 3] is het goed."],
        ),
        (
            ("Jan Peeters was er.", "J. Peeters zegt dat ook.", "Volgens Jan P. klopt het."),
            ["[naam 1] was er.", "[naam 1] zegt dat ook.", "Volgens [naam 1] klopt het."],
        ),
        (
            ("Jan Peeters en Joke Peeters zijn er.", "J. Peeters zegt dat ook."),
            ["[naam 1] en [naam 2] zijn er.", "[naam 3] zegt dat ook."],
        ),
        (("FATMA YILMAZ", "fatma's fiets"), ["[naam 1]", "[naam 1]'s fiets"]),
    ],
)
def test_a_number_is_one_person_as_far_as_can_be_told(said, safe):
    """In full, in part, behind a title, with initials, in any case; in doubt somebody else."""
    notes = _notes(*((f"n{i}", "g1", text) for i, text in enumerate(said)))
    assert list(pseudonymise(notes, _attributes()).notes["text"]) == safe


def test_numbers_tell_nothing_of_other_conversations():
    """Each conversation counts from 1, whatever stands in the others and in their order."""
    first, second = ("n1", "g1", "Fatma is er."), ("n2", "g2", "Mehmet en Fatma zijn er.")
    for rows in ((first, second), (second, first)):
        result = pseudonymise(_notes(*rows), _attributes()).notes
        texts = dict(zip(result["note_id"], result["text"], strict=True))
        assert texts == {"n1": "[naam 1] is er.", "n2": "[naam 1] en [naam 2] zijn er."}
