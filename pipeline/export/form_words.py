"""What both forms ask and say: columns, choices, the four boxes and the promise to people."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema import AGE_GROUPS, EDUCATIONS, GENDERS, ORIGINS
from pipeline.settings import Campaign

FORM_NAME = "gespreksformulier"
CONSENT = (
    "Zeg bij het begin van elk gesprek: “Ik schrijf op wat je vertelt, zonder je naam. De stad en "
    "haar partners lezen het. Je mag op elk moment stoppen of iets laten schrappen. Is dat goed?” "
    "Schrijf alleen iets op als het antwoord ja is."
)
NO_NAMES = (
    "Schrijf geen namen, adressen, telefoonnummers of mailadressen, ook niet in het verhaal: "
    "schrijf “een buurvrouw” of “een leerkracht”."
)
HOW = (
    "Eén rij per gesprek. Zit je met meer mensen aan tafel? Schrijf dan hoeveel van elk: "
    "26-35 (2), 51-65 (4) of 3v 2m. Weet je iets niet, laat het vak leeg. "
    "Begin elke gedachte in een vak met een streepje op een nieuwe regel (Alt + Enter)."
)
HOW_WORD = (
    "Eén tabel per gesprek; laat wat je niet weet leeg. Zit je met meer mensen aan tafel? Schrijf "
    "hoeveel van elk: 26-35 (2), 51-65 (4) of 3v 2m. Schrijf in de vier vakken elke gedachte op "
    "een nieuwe regel, met een streepje ervoor."
)
MIXED = "gemengd"


@dataclass(frozen=True)
class Field:
    """A column or label: its `width` in characters, a hint, and what can be chosen."""

    heading: str
    hint: str
    width: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """One of the four boxes; `colour` is that of its soort everywhere, `ink` what is read on it."""

    heading: str
    explanation: str
    colour: str
    ink: str = "#FFFFFF"


BOXES = (
    Box("Belevingen", "Wat maken mensen mee? Een verhaal, een gevoel, iets moois.", "#0072B2"),
    Box("Frustraties", "Wat ergert of kwetst? Wat loopt er mis?", "#D55E00", "#1A1A1A"),
    Box(
        "Suggesties", "Wat kunnen anderen beter doen? Een wens, een voorstel.", "#E69F00", "#1A1A1A"
    ),
    Box("Acties", "Wat doet of wil men zelf doen, alleen of samen?", "#009E73", "#1A1A1A"),
)


def form_fields(campaign: Campaign) -> tuple[Field, ...]:
    """The questions about the conversation, in the order of the form."""
    work = (
        *("werkend", "werkzoekend", "student", "gepensioneerd"),
        *("huisman/-vrouw", "arbeidsongeschikt"),
    )
    techniques = (
        *("tafelgesprek", "tweegesprek", "straatgesprek", "wandeling"),
        *("wereldcafé", "telefoon", "huisbezoek"),
    )
    period = f"{campaign.start:%d/%m/%Y} tot {campaign.end:%d/%m/%Y}"
    return (
        Field("Gespreksnummer", "Je code en een volgnummer, bv. U07-001.", 16),
        Field("Datum", f"Dag/maand/jaar, van {period}.", 16),
        Field("Wijk", "Waar het gesprek plaatsvond.", 18, tuple(campaign.neighbourhoods)),
        Field("Techniek", "Hoe je het gesprek voerde.", 16, techniques),
        Field("Aantal deelnemers", "Een getal; jezelf tel je niet mee.", 12),
        Field("Leeftijd", "Eén groep, of bv. 26-35 (2), 51-65 (4).", 18, (*AGE_GROUPS, MIXED)),
        Field("Geslacht", "v, m of x, of bv. 3v 2m.", 13, (*GENDERS, MIXED)),
        Field("Herkomst", "Eén herkomst, of bv. Turks (2), Pools (1).", 19, (*ORIGINS, MIXED)),
        Field("Opleiding", "Hoogste diploma.", 14, (*EDUCATIONS, MIXED)),
        Field("Werksituatie", "Eén situatie, of bv. werkend (3), student (1).", 21, (*work, MIXED)),
        Field("Jaren in Genk", "Hoeveel jaar men hier woont.", 12),
    )
