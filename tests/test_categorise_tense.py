"""The rule for tense: what speaks of the future, and what only looks like it."""

import pytest

from pipeline.categorise.tense import tense_of

FUTURE = [
    "Volgend jaar doen wij zelf een straatfeest.",
    "Binnen tien jaar spreekt iedereen hier Nederlands.",
    "Over vijf jaar is de wijk leeg.",
    "Mijn kinderen zullen het beter hebben.",
    "In 2015 moet de mijn een museum zijn.",
    "Vanaf september nemen we twee leerjongens aan.",
    "Ik ga met de buren een moestuin beginnen.",
    "We hopen dat onze kinderen hier werk vinden.",
    "Als ik groot ben word ik dokter.",
    "De toekomst zie ik somber in.",
    "Hoe gaat dat aflopen?",
    "Dat gaat hier nog erger worden.",
    "Hopelijk komt er een speelplein bij.",
    "Ik vrees dat de laatste winkel sluit.",
    "We zijn bang dat er voor de jeugd niets meer komt.",
    "Als dat zo doorgaat, woont hier niemand meer.",
    "Straks is er geen enkele bakker over.",
    "Dat komt nooit goed met die wijk.",
    "Wat laten we na aan de volgende generatie?",
    "Als wij er niet meer zijn, spreekt niemand nog dialect.",
    "Wat gaat er gebeuren als Ford sluit?",
    "In de lente komt er een tweede goal.",
    "Ze droomt van een eigen kapsalon.",
    "Gelecek yıl burada daha iyi olacak.",
]
NOW = [
    "De bus komt nooit op tijd.",
    "In 1987 kwam mijn vader naar hier.",
    "Vorig jaar was er geen feest.",
    "Elke morgen staan de auto's op het zebrapad.",
    "'s Morgens is het hier rustig.",
    "Elke woensdag ga ik met de gasten boksen.",
    "Hij woont al tien jaar in Winterslag.",
    "De winkel ging over naar zijn zoon.",
    "Er wonen hier 2010 mensen.",
    "Dat komt goed uit, want ik durf niet vliegen.",
    "Daarstraks stond hij weer voor de deur.",
    "Hij is bang van honden.",
    "Volgens mij gaat de bus om het kwartier.",
    "Er wordt veel gelachen aan tafel.",
    "",
]


@pytest.mark.parametrize("text", FUTURE)
def test_speaks_of_the_future(text):
    """Plans, hopes, coming times and years after the campaign are the future."""
    assert tense_of(text, 2009)[0] == "toekomst"


@pytest.mark.parametrize("text", NOW)
def test_speaks_of_now(text):
    """Habits, the past, and numbers that are no years are now."""
    assert tense_of(text, 2009)[0] == "nu"


def test_the_campaign_decides_what_is_later():
    """The same year is future in 2009 and past in 2020."""
    text = "In 2012 komt er een nieuw plein."
    assert tense_of(text, 2009)[0] == "toekomst"
    assert tense_of(text, 2020)[0] == "nu"
