"""Streets with a house number; the street alone is a place and stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.privacy.spans import Span
from pipeline.language.privacy.words import fold, is_dutch, load_words

_NUMBER = (
    r"(?:,?\s(?:nr\.?|n°|nummer|huisnummer|huisnr\.?)\s?|,?\s{1,2}|,\s?)[1-9]\d{0,3}(?:\s?[a-hA-H](?![\w']))?"
    r"(?:\s?[-,]?\s?(?:bus|bte|boîte|bt\.?|b\.|b(?=\s\d)|verd(?:\.|ieping)?|app(?:\.|artement)?|/|-)\s?\d{1,4}[a-zA-Z]?(?!\w))?"
    r"(?!\w|[.,:]\d|\s?%|°)"
)
_HAS_NUMBER = re.compile(r"[\s,]\d")
_COUNTED = re.compile(
    r"\s?(?:km|keer|x|maal|jaar|jr|maand|maanden|we?ken|dag|dagen|uur|u|uren|minuten|min|euro|eur|€|frank|man|mensen|"
    r"vrouwen|mannen|kinderen|jongeren|gezinnen|huizen|bomen|auto'?s|wagens|meter|m|procent|personen|leden|"
    r"vrachtwagens|handtekeningen|ongelukken|ongevallen|winkels|cafés|plaatsen|bussen|ste|de|e|per)(?!\w)",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?<![\w-])((?:[^\W\d_][\w'’.-]{0,30}\s){0,3}?)"
    r"([^\W\d_][\w'’-]{0,40}(?:straat|str\.?|laan|weg|plein|dreef|steeg|singel|lei|baan|dijk|kaai|"
    r"straat|stenweg|steenweg|pad|hof|berg|veld|ring|plaats|wal|gaarde|caddesi|sokak|strasse|straße))"
    + _NUMBER,
    re.IGNORECASE,
)
_PHRASED = re.compile(
    r"(?<!\w)(?:(?:weg\s(?:naar|op)|steenweg\s(?:naar|op)|rue|avenue|chaussée|boulevard|place"
    r"|(?-i:via(?=\s[A-Z][\w'’-]+\s\d{1,3}(?![\d\s]\d)))|ulica|ul\.|calle)\s)"
    r"(?:(?:de|du|des|la|le|les|den|het)\s){0,2}[^\W\d_][\w'’-]{0,30}(?:\s[A-Z][\w'’-]{0,30}){0,2}"
    + _NUMBER,
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"(?<!\w)(?:nummer|huisnummer|nr\.?)\s?\d{1,4}[a-z]?,?\s(?:in|van|op|aan)\s(?:de\s)?"
    r"[^\W\d_][\w'’-]{2,40}(?:straat|laan|weg|plein|dreef|steeg)(?!\w)",
    re.IGNORECASE,
)
_TURNED_NAME = re.compile(
    r"(?<!\w)(?:[Nn]ummer|[Hh]uisnummer|[Nn]r\.?)\s?\d{1,4}[a-z]?,?\sin\s(?:de|het)\s"
    r"[A-Z][\w'’-]{2,40}(?:\s[A-Z][\w'’-]{2,40})?(?![\w'-])(?!\s\d)"
)
_NAMED = re.compile(r"(?<![\w-])([^\W\d_][\w'’-]{2,30})" + _NUMBER)
_YEAR = re.compile(r"(?:19|20)\d{2}$")
_LONGEST_SHORTENED = 4  # Burg. Geyskensstraat; a longer word with a dot ends a sentence
_LOOSE_ENDINGS = ("hof", "berg", "veld", "ring", "plaats", "wal", "gaarde", "pad", "baan", "lei")


def find_addresses(text: str) -> Iterator[Span]:
    """Spans of street, number and box in the shadow of a text."""
    if not _HAS_NUMBER.search(text):
        return
    for match in _ENDED.finditer(text):
        if _is_street(match.group(2)) and not _COUNTED.match(text, match.end()):
            yield Span(_first_word(match), match.end(), "adres")
    turned = (*_TURNED.finditer(text), *_TURNED_NAME.finditer(text))
    for match in (*_PHRASED.finditer(text), *turned):
        if not _COUNTED.match(text, match.end()):
            yield Span(match.start(), match.end(), "adres")
    for match in _NAMED.finditer(text):
        if _stands_as_address(text, match):
            yield Span(match.start(), match.end(), "adres")


def _is_street(written: str) -> bool:
    """Whether a word names a street; Kerkplein with a capital does, a kerkplein does not."""
    street = fold(written)
    if street in load_words().no_streets:
        return written[0].isupper() and street.endswith("plein") and street != "plein"
    return not (street.endswith(_LOOSE_ENDINGS) and is_dutch(street))


def _first_word(match: re.Match[str]) -> int:
    """Where the street's name begins: capital words and saints before the ending belong to it."""
    start = match.start(2)
    before = list(re.finditer(r"\S+", match.group(1)))
    for word in reversed(before):
        plain = fold(word.group()).strip(".")
        dotted = word.group().endswith(".")
        saint = plain in {"sint", "st"} or dotted
        if dotted and len(plain) > _LONGEST_SHORTENED:
            break
        at = match.start(1) + word.start()
        opens = match.string[:at].rstrip()[-1:] in {"", ".", "!", "?", ":", "-"}
        if not saint and (not word.group()[0].isupper() or (opens and is_dutch(plain))):
            break
        start = match.start(1) + word.start()
    return start


def _stands_as_address(text: str, match: re.Match[str]) -> bool:
    """A known street, or an unknown capital word with a number, set apart by commas."""
    word = fold(match.group(1))
    words = load_words()
    if _COUNTED.match(text, match.end()):
        return False
    if word in words.streets:
        return match.group(1)[0].isupper() or match.end() == len(text)
    before = text[: match.start()].rstrip()[-1:]
    apart = before in {",", "("} and text[match.end() : match.end() + 1] in {",", ")", ".", ";", ""}
    return (
        apart
        and match.group(1)[0].isupper()
        and not match.group(1).isupper()
        and not _YEAR.search(match.group())
        and word not in words.keep
        and word not in words.first_names
        and not is_dutch(word)
    )
