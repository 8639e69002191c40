"""Who is a person and what is a word: small words, other languages, surnames, headings."""

from __future__ import annotations

import pytest

from pipeline.language.pseudonymise import Known, hide_persons, pseudonymise_text


@pytest.mark.parametrize(
    "text",
    [
        "Les gens sont gentils mais les bus ne viennent jamais.",
        "I giovani vanno via perché non c'è niente da fare.",
        "Gençler iş bulamıyor, diploma olsa bile kimse almıyor.",
        "Los autobuses son caros y los domingos no hay ninguno.",
        "The bus is late every day and nobody tells us why.",
        "Wir brauchen mehr Plätze für die Jugend in der Stadt.",
        "W naszej dzielnicy jest czysto i spokojnie.",
        "Τα λεωφορεία είναι ακριβά και δεν έρχονται την Κυριακή.",
    ],
)
def test_a_note_in_another_language_loses_no_word(text):
    """What is not in the Dutch dictionary is no name in a sentence that is not Dutch."""
    assert pseudonymise_text(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Rachid est gentil mais il cherche", "[naam 1] est gentil mais il cherche"),
        ("Hakan kahvede herkese yardım eder", "[naam 1] kahvede herkese yardım eder"),
        ("Ο Γιώργος δεν βρίσκει δουλειά", "Ο [naam 1] δεν βρίσκει δουλειά"),
    ],
)
def test_a_person_in_another_language_is_hidden(text, safe):
    """A first name is one in every language."""
    assert pseudonymise_text(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Wil en zijn vrouw zijn 80", "[naam 1] en zijn vrouw zijn 80"),
        ("Wil de stad nu luisteren?", "Wil de stad nu luisteren?"),
        ("Volgens Mie is het vuil", "Volgens [naam 1] is het vuil"),
        ("Frans is zijn fiets kwijt", "[naam 1] is zijn fiets kwijt"),
        ("Frans spreken mag niet", "Frans spreken mag niet"),
        ("mevr. De Winter klaagt", "mevr. [naam 1] klaagt"),
        ("Winter of zomer, altijd te laat", "Winter of zomer, altijd te laat"),
        ("Roos haar man is ziek", "[naam 1] haar man is ziek"),
        ("Roos en blauw in de perken", "Roos en blauw in de perken"),
        ("bij de Janssens hiernaast", "bij de [naam 1] hiernaast"),
        ("gezin Kuipers en dokter Kok", "gezin [naam 1] en dokter [naam 2]"),
        ("Bij De Smet, de schoenwinkel", "Bij De Smet, de schoenwinkel"),
        ("De Rosa zingt op het feest", "[naam 1] zingt op het feest"),
        ("Bel Nurten als er werk is", "Bel [naam 1] als er werk is"),
        ("Ster zou ge zijn", "Ster zou ge zijn"),
    ],
)
def test_a_word_is_a_name_only_in_a_persons_company(text, safe):
    """Age, kin, what someone has or says, or a title tells Roos from a rose."""
    assert pseudonymise_text(text) == safe


def test_headings_and_trades_lose_their_people_and_nothing_else():
    """A sheet, column, trade or technique with a name in it has a placeholder without number."""
    safe = hide_persons(
        ["blad KATARZYNA", "kolom mening van mehmet", "kolom Acties", "bakker", "tweegesprek"],
        Known(),
    )
    assert safe == {
        "blad KATARZYNA": "blad [naam]",
        "kolom mening van mehmet": "kolom mening van [naam]",
        "kolom Acties": "kolom Acties",
        "bakker": "bakker",
        "tweegesprek": "tweegesprek",
    }


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Luc Van Mechelen woont hier", "[naam 1] woont hier"),
        ("mevr. Van Herentals zegt het", "mevr. [naam 1] zegt het"),
        ("Van Mechelen naar Genk is ver", "Van Mechelen naar Genk is ver"),
        ("De Brusselse metro rijdt wel", "De Brusselse metro rijdt wel"),
        ("Van Bael J. staat op de lijst", "[naam 1] staat op de lijst"),
        ("dat zei zohra ben salah gisteren", "dat zei [naam 1] gisteren"),
        ("mark van om den hoek is ziek", "[naam 1] van om den hoek is ziek"),
        ("Trainer Enzo van KFC Sledderlo", "Trainer [naam 1] van KFC Sledderlo"),
        ("brood bij den Turk op de hoek", "brood bij den Turk op de hoek"),
        ("dokter worden in het Jessa", "dokter worden in het Jessa"),
        ("onze turnleraar is een toffe", "onze turnleraar is een toffe"),
        ("het is vuil, zei Molenaars", "het is vuil, zei [naam 1]"),
        ("werkt 21 jaar bij Nittoko", "werkt 21 jaar bij Nittoko"),
        ("de sleutel ligt bij Nittoko", "de sleutel ligt bij [naam 1]"),
        ("een josef met een ezel", "een josef met een ezel"),
        ("Frans van hiernaast is ziek", "[naam 1] van hiernaast is ziek"),
        ("gesproken met an v.: akkoord", "gesproken met [naam 1]: akkoord"),
        ("op bezoek bij Fadime Hanım", "op bezoek bij [naam 1] Hanım"),
        ("dan zingt Ayşe voor ons", "dan zingt [naam 1] voor ons"),
        ("Contact via Sofie, 0495 66 20 41.", "Contact via [naam 1], [telefoon]."),
        ("zijn nummer 72020512345 klopt niet", "zijn nummer [rijksregister] klopt niet"),
        ("er waren 100den auto's", "er waren 100den auto's"),
        ("nummer 19 in de Nieuwe Kempen", "[adres]"),
    ],
)
def test_towns_trades_and_numbers_are_told_from_people(text, safe):
    """A town is a surname behind a first name; a firm, a trade and a count are nobody."""
    assert pseudonymise_text(text) == safe


def test_who_is_named_in_full_is_known_by_part_later_in_the_same_note():
    """The surname alone, in lower case, further on in one note."""
    text = "Els Vrekelaar kwam langs. Met vrekelaar kan je praten."
    assert "rekelaar" not in pseudonymise_text(text)
