"""Whether a fragment speaks of now or of the future, by rules that a person can read.

A rule speaks only for what it finds; what no rule finds is about now. The rules are for Dutch,
with the plainest markers of the other languages that occur.
"""

from __future__ import annotations

import re

from pipeline.schema import Tense

# Read by hand: of the 45 fragments of the example called future 38 were, of 60 called now 58.
FUTURE_CERTAINTY = 0.84
NOW_CERTAINTY = 0.97

_NUMBER = (
    r"(?:\d{1,3}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|vijftien|twintig|dertig"
    r"|veertig|vijftig|enkele|een\s+paar|een\s+aantal|zoveel)"
)
_UNIT = r"(?:dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar|jaren|generaties?)"
_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
)
_DAY = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
_PERIOD = (
    rf"(?:jaar|jaren|maand(?:en)?|week|weken|keer|zomer|winter|lente|herfst|voorjaar|najaar"
    rf"|dag(?:en)?|generaties?|(?:school|werk)jaar|weekend|seizoen|verkiezingen|{_DAY}|{_MONTH})"
)

_MARKERS = {
    "a coming period": rf"\b(?:volgend|komend|toekomend|eerstkomend|aankomend)e?\s+{_PERIOD}\b",
    "within a time": rf"\b(?:binnen|over)\s+(?:nog\s+)?(?:een\s+)?{_NUMBER}\s+{_UNIT}\b",
    "from a date on": rf"\b(?:vanaf|tegen)\s+(?:\d{{1,2}}\s+)?(?:{_MONTH}|nieuwjaar|volgend\w*"
    rf"|de\s+(?:zomer|winter|lente|herfst)|het\s+(?:voorjaar|najaar))\b",
    "the future itself": r"\btoekomst\b|\btoekomstplannen\b",
    "soon": r"\b(?:overmorgen|binnenkort|weldra)\b",
    "tomorrow": r"\b(?:vanaf|tegen)\s+morgen\b|(?<!elke )(?<!iedere )(?<!die )(?<!deze )(?<!'s )"
    r"\bmorgen\s+(?:ga|gaat|gaan|zal|zullen|begin|begint|beginnen|kom|komt|komen|doe|doen)\b",
    "zullen": r"\b(?:zal|zult|zullen)\b(?!\s+(?:wel\s+)?een\s+reden)",
    "worden": r"\bgaat\s+(?:\w+\s+){0,5}(?:worden|aflopen|eindigen)\b"
    r"|\bhoe\s+moet\s+(?:dat|het|dit)\s+(?:\w+\s+)?(?:verder|aflopen|eindigen)\b",
    "later": r"\blater\s+(?:als|wanneer|zelf|wil|wilt|willen|mag|mogen|word|wordt|worden|tenminste)"
    r"\b|\b(?:wil|willen|hoop|hoopt|hopen|droomt?|dromen|mag|mogen)\b[^.!?]{0,40}\b(?:later|ooit)\b",
    "when grown": r"\b(?:als|wanneer)\b[^.!?]{0,40}\b(?:groot|gepensioneerd|op\s+pensioen"
    r"|afgestudeerd|oud)\s+(?:ben|bent|is|zijn|word|wordt|worden)\b",
    "a plan": r"\bvan\s+plan\b|\bplannen\s+om\b|\bdro(?:om|omt|men)\s+(?:er\s*)?van\b",
    "a hope": r"\bhopelijk\b|\b(?:hoop\s+ik|hopen\s+(?:we|wij|ze|zij)|hoopt\s+(?:hij|ze|zij))\b"
    r"|\b(?:ik|we|wij|ze|hij|zij)\s+(?:hoopt?|hopen)\b(?=[^.!?]*\b(?:dat|te|op|van)\b)",
    "a fear": r"\bvre(?:es|est|zen)\b(?=[^.!?]*\b(?:dat|voor)\b)"
    r"|\b(?:bang|benieuwd|schrik)\b[^.!?]{0,15}\b(?:dat|of|hoe|wat)\b"
    r"[^.!?]{0,60}\b(?:gaat|gaan|zal|zullen|wordt|worden|komt|komen|blijft|blijven)\b",
    "where this leads": r"\bals\s+(?:dat|het|dit)\s+zo\s+(?:door|verder|voort|blijft)"
    r"|\bvroeg\s+of\s+laat\b|\bop\s+(?:lange(?:re)?\s+)?termijn\b|(?<!tot )\bstraks\b"
    r"|\bkom(?:t|en)\s+(?:het|dat|dit|ze|we|alles)?\s*(?:ooit|nog|wel|nooit)?\s*(?:wel\s+)?goed\b(?!\s+uit)",
    "those after us": r"\b(?:volgende|toekomstige|komende)\s+generaties?\b|\bgeneratie\s+na\s+ons\b"
    r"|\bals\s+(?:ik|wij|we|mama|papa)\s+er\s+niet\s+meer\s+(?:ben|zijn|is)\b",
    "what will happen": r"\bwat\s+gaat\s+er\s+(?:met|van|gebeuren)\b"
    r"|\bgaa[nt]\b[^.!?,;]{0,40}\b(?:vallen|gebeuren|verdwijnen|mislopen|verbeteren)\b"
    r"(?=\s*(?:[.,;!?]|$))",
    "a season of arrival": rf"\bin\s+(?:de\s+(?:zomer|winter|lente|herfst)|(?:het|'t)\s+"
    rf"(?:voorjaar|najaar)|{_MONTH})\s+(?:komt|komen|begint|beginnen|start|starten|opent|openen|"
    rf"verhuist|verhuizen|sluit|sluiten)\b|\b(?:begint|beginnen|start|starten|opent|openen|"
    rf"verhuist|verhuizen)\s+(?:\w+\s+){{0,2}}in\s+(?:{_MONTH}|(?:het|'t)\s+(?:voorjaar|najaar))\b",
    "other languages": r"\b(?:next|in\s+the\s+future|avenir|futuro?|prossim[oa]|prochaine?)\b"
    r"|\bwill\s+(?:be|have|become|go)\b|\w{2}(?:ecek|acak|eceğ|acağ)\w*",
}
_FUTURE = re.compile("|".join(_MARKERS.values()), re.IGNORECASE)

# "Ik ga ... vertellen": a plan, unless the text tells of a habit or of the past.
_GOING = re.compile(
    rf"\b(?:ik\s+ga|ga\s+ik|(?:we|wij)\s+gaan|gaan\s+(?:we|wij))\s+\w+\s+[^.!?,;]*\b\w{{2,}}en\b"
    rf"(?=\s*(?:[.,;:!?(]|$|en\b|in\s+{_MONTH}\b))",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:elke?|ieder[e]?|altijd|vaak|soms|dikwijls|meestal|wekelijks|dagelijks|maandelijks|per"
    r"|sinds|vroeger|vorige?|nu|nog|al|toen|daarna|dan)\b|'s\s+\w+s\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d]|\s*(?:euro|m2|leden|mensen))")


def tense_of(text: str, reference_year: int) -> tuple[str, float]:
    """The tense of a text and how sure that is (0 to 1); a later year than this one is future."""
    if speaks_of_future(text, reference_year):
        return str(Tense.FUTURE), FUTURE_CERTAINTY
    return str(Tense.NOW), NOW_CERTAINTY


def speaks_of_future(text: str, reference_year: int) -> bool:
    """Whether a rule finds the future in the text."""
    if any(int(year) > reference_year for year in _YEAR.findall(text)):
        return True
    if _FUTURE.search(text):
        return True
    return _GOING.search(text) is not None and _HABIT.search(text) is None
