"""Numbers and addresses that point at one person: phone, mail, account, national number, plate.

Every pattern is bounded and starts at a sign that few texts have, so that a long text costs
no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.language.privacy.spans import Span
from pipeline.language.privacy.words import is_dutch, load_words

_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]{1,64}\s?@\s?[\w-]{1,63}(?:(?:\.|\s\.\s?)[\w-]{1,63}){1,4}(?!\w)",
    re.IGNORECASE,
)
_MAIL_SIGN = re.compile(r"@|(?<!\w)(?:at|apen?staart(?:je)?)(?!\w)", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_AT = (
    r"(?:\s?[\[(]\s?(?:at|@|apen?staart(?:je)?)\s?[\])]\s?"
    r"|\s{1,2}(?:at|apen?staart(?:je)?|@)\s{1,2})"
)
_DOT = (
    r"(?:\s{0,2}(?:\(dot\)|\(punt\)|\[dot\]|\[punt\])\s{0,2}"
    r"|\s{1,2}(?:punt|dot|\.)\s{1,2}|\.)"
)
_HOSTS = r"gmail|hotmail|telenet|skynet|yahoo|live|msn|scarlet|pandora|belgacom|outlook|versatel"
_TOP = r"be|com|nl|net|org|eu|fr|de|it|tr|pl|info"
_SPOKEN_MAIL = re.compile(
    rf"(?<![\w.-])[\w-]{{1,40}}(?:(?:{_DOT}|[+])[\w-]{{1,40}}){{0,4}}{_AT}"
    rf"(?:[\w-]{{2,40}}{_DOT}(?:[\w-]{{2,30}}{_DOT})?(?:{_TOP})|(?:{_HOSTS}))(?!\w)",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}[ .-]?\d{2}(?:[ .-]{0,2}[A-Z0-9]){10,30}(?!\w)", re.IGNORECASE | re.ASCII
)
_BELGIAN_IBAN = re.compile(r"(?<!\w)BE[ .-]{0,2}\d{2}(?:[ .-]{0,2}\d){12}(?!\d)", re.IGNORECASE)
_FEWEST_DIGITS = 10
_MONTHS, _DAYS = 12, 31
_LAST_MONTH = 52  # months count on from 20 or 40 for those whose sex was not known
_IBAN_LENGTHS = {
    "AT": 20, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LU": 20, "MA": 28,
    "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TN": 24,
    "TR": 26, "UA": 29,
}  # fmt: skip
_OLD_ACCOUNT = re.compile(r"(?<![\d.-])\d{3}[ ]?[-/.][ ]?\d{7}[ ]?[-/.][ ]?\d{2}(?![\d-])")
_NATIONAL = re.compile(
    r"(?<![\d.])\d{2} ?[./ -] ?\d{2} ?[./ -] ?\d{2} ?[ ./-] ?\d{3} ?[./ -] ?\d{2}(?!\d)"
)
_ELEVEN = re.compile(r"(?<!\d)\d{6}[ -]?\d{3}[ .-]?\d{2}(?!\d)")
_SEPARATOR = r"(?:[ ]{0,2}[/()-][ ]{0,2}|[ \t]{1,2}|\.)?"
_MOBILE = rf"\(?0{_SEPARATOR}(?:4{_SEPARATOR}[5-9]|6{_SEPARATOR}\d)(?:{_SEPARATOR}\d){{7}}"
_LANDLINE = rf"\(?0{_SEPARATOR}[1-9](?:{_SEPARATOR}\d){{7}}"
_ABROAD = (
    rf"\(?(?:\+|00)\s?\d{{2,3}}\)?{_SEPARATOR}(?:\(0\){_SEPARATOR})?\d(?:{_SEPARATOR}\d){{6,10}}"
)
_PHONE = re.compile(rf"(?<![\w.,/+-])(?:{_ABROAD}|{_MOBILE}|{_LANDLINE})(?!\w)")
_BARE_PHONE = re.compile(r"(?<![\w.,/+-])4[5-9]\d[ ./-]?\d{2}[ ./-]?\d{2}[ ./-]?\d{2}(?!\w)")
_CUED_PHONE = re.compile(
    r"(?<!\w)(?:tel|telefoon|telnr|gsm|gsmnr|fax|nummer|nr|bel)(?!\w)[.: ]{0,3}"
    r"(?:op |naar |is |nr |nummer ){0,2}(\d(?:[ ./-]{0,2}\d){5,10})(?!\w)",
    re.IGNORECASE,
)
_LETTERS_FIRST = re.compile(
    r"(?<![\w-])(?:[1-9][ .-]?)?([A-Za-z]{3})[ .-]?(\d{3})(?![\w-])(?![.,]\d)"
)
_DIGITS_FIRST = re.compile(r"(?<![\w.,-])(?<!\d )(\d{3})([ .-]?)([A-Za-z]{3})(?![\w-])")
_NEW_PLATE = re.compile(r"(?<![\w-])[1-9][ .-]?[A-Za-z]{3}[ .-]?\d{3}(?![\w-])")
_CUED_PLATE = re.compile(
    r"(?<!\w)(?:nummerplaat|plaat|kenteken|nrplaat|plaque)(?!\w)[:. ]{0,2}(?:is |was |met )?"
    r"((?=[A-Za-z0-9 .-]{0,8}\d)[A-Z0-9]{1,4}(?:[ .-]?[A-Z0-9]{1,4}){1,2})(?!\w)",
    re.IGNORECASE,
)
_SMALL_END = re.compile(r"(?<=\d) [a-z]{1,4}$")  # the word after a plate
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:r(?:uari)?)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    rf"\d{{1,2}}(?:[./ -]{{1,3}}\d{{1,2}}[./ -]{{1,3}}|(?:ste|de|e)?\s{{1,2}}{_MONTH}\s{{1,2}})"
    r"(?:1[89]|20|['])?\d{2}(?!\d)|(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)"
)
_BIRTH = re.compile(
    r"(?:(?<!\w)(?:geboren|geb|geboortedatum|gebdatum|geb\.?datum|geboortedag|verjaardag|verjaart|"
    rf"°nee|born|né|née|nato|nata|doğum)(?!\w)|[°*])(?:[^.\d\n\[]|\.(?! [A-Z])){{0,40}}?({_DATE})",
    re.IGNORECASE,
)
_BIRTH_FREE = re.compile(r"(?<!\w)(?:ge|her)boren(?!\w)[^\d\n]{0,60}(" + _DATE + ")", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z][\w.-]{2,40}(?<![.-])")
_PROFILE = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:[a-z0-9-]{1,30}\.){0,3}"
    r"(?:facebook|fb|netlog|myspace|twitter|linkedin|hyves|youtube|flickr|instagram|"
    r"tiktok|skype|hi5|badoo|vimeo|last|orkut|bebo|redbox|sugababes|partyflock)\.(?:com|be|nl|fm|net|me)/[^\s,;)\"'>\]]{2,100}(?<![.!?:])",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.)?([a-z0-9_-]{2,40})\.(?:skynetblogs|blogspot|wordpress|deviantart|"
    r"tumblr|seniorennet|bloggen|web-log|blogger|punt|123website|jouwweb|weebly|webs|hyves|skyrock|skyblog|"
    r"netlog|myspace|livejournal|canalblog|over-blog|blog|hotmail|pinterest)\.(?:com|be|nl|net|fr)"
    r"(?:/[^\s,;)\"'>\]]{0,100})?(?<![.!?:])",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.)?(?:users|home|members|perso|user)\.[a-z-]{2,30}\.[a-z]{2,3}/[^\s,;)]{2,60}"
    r"|(?<![\w@.])https?://[^\s,;)\"'>]{2,80}/~[^\s,;)\"'>]{2,40}",
    re.IGNORECASE,
)
_NICK = re.compile(
    r"(?<!\w)(?:msn|skype|skypenaam|netlog|facebook|twitter|nick|nickname|gebruikersnaam|account|profiel|blog|myspace)"
    r"(?: als| is| onder| met| naam| van| pagina|:){0,3}[ :]{1,2}"
    r"(@?(?=[\w.-]{0,40}[\d_])[A-Za-z][\w.-]{3,40})(?<![.-])(?!@)",
    re.IGNORECASE,
)


def find_identifiers(text: str) -> list[Span]:
    """All spans of numbers, mail and links in the shadow of a text; they may overlap."""
    spans: list[Span] = []
    if _MAIL_SIGN.search(text):
        spans += _plain(text, _MAIL, "mail")
        spans += _plain(text, _SPOKEN_MAIL, "mail")
        spans += _plain(text, _HANDLE, "account")
    if "." in text or "/" in text:
        for pattern in (_PROFILE, _PAGE, _HOME):
            spans += _plain(text, pattern, "account")
    spans += _group(text, _NICK, "account")
    if _DIGIT.search(text):
        spans += _find_numbers(text)
    return spans


_OLD_DATE = re.compile(r"(?<![\d./-])\d{1,2}[./-]\d{1,2}[./-]19\d{2}(?![\d])")


def _find_numbers(text: str) -> Iterator[Span]:
    yield from _plain(text, _BELGIAN_IBAN, "rekening")
    yield from _find_accounts(text)
    yield from _plain(text, _OLD_ACCOUNT, "rekening")
    yield from _plain(text, _NATIONAL, "rijksregister")
    yield from _checked(text, _ELEVEN, "rijksregister", _may_be_national)
    yield from _plain(text, _PHONE, "telefoon")
    yield from _plain(text, _BARE_PHONE, "telefoon")
    yield from _group(text, _CUED_PHONE, "telefoon")
    yield from _checked(text, _LETTERS_FIRST, "nummerplaat", _is_plate)
    yield from _checked(text, _DIGITS_FIRST, "nummerplaat", _is_plate)
    yield from _checked(text, _NEW_PLATE, "nummerplaat", _is_plate)
    for span in _group(text, _CUED_PLATE, "nummerplaat"):
        written = _SMALL_END.sub("", text[span.start : span.end])
        yield Span(span.start, span.start + len(written), "nummerplaat")
    yield from _plain(text, _OLD_DATE, "geboortedatum")
    yield from _group(text, _BIRTH, "geboortedatum")
    yield from _group(text, _BIRTH_FREE, "geboortedatum")


def _plain(text: str, pattern: re.Pattern[str], kind: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end(), kind)


def _group(text: str, pattern: re.Pattern[str], kind: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(1), match.end(1), kind)


def _checked(
    text: str, pattern: re.Pattern[str], kind: str, accept: Callable[[str], bool]
) -> Iterator[Span]:
    for match in pattern.finditer(text):
        if accept(match.group()):
            yield Span(match.start(), match.end(), kind)


def _digits(value: str) -> str:
    return "".join(character for character in value if character.isdigit())


def is_national_number(value: str) -> bool:
    """Whether eleven digits carry the check of a Belgian national number (modulo 97)."""
    digits = _digits(value)
    body, check = digits[:-2], int(digits[-2:])
    return (
        check in (97 - int(body) % 97, 97 - int("2" + body) % 97)
        and int(digits[2:4]) <= _LAST_MONTH
    )


def _may_be_national(value: str) -> bool:
    """A right check, or a wrong one behind what can be a birth date: a digit was mistyped."""
    digits = _digits(value)
    month, day = int(digits[2:4]), int(digits[4:6])
    return is_national_number(value) or (1 <= month <= _MONTHS and 1 <= day <= _DAYS)


def _find_accounts(text: str) -> Iterator[Span]:
    """Account numbers of other countries: as long as that country's are, or with a valid check."""
    for match in _IBAN.finditer(text):
        wanted = _IBAN_LENGTHS.get(text[match.start() : match.start() + 2].upper(), 0)
        places = [i for i in range(match.start(), match.end()) if text[i].isalnum()][:wanted]
        plain = "".join(text[i] for i in places).upper()
        if wanted and len(places) == wanted and _looks_like_account(plain):
            yield Span(match.start(), places[-1] + 1, "rekening")


def _looks_like_account(plain: str) -> bool:
    """Whether the modulo 97 check holds, or nearly all are digits."""
    turned = plain[4:] + plain[:4]
    number = int("".join(str(int(character, 36)) for character in turned))
    digits = sum(character.isdigit() for character in plain)
    return digits >= _FEWEST_DIGITS and (number % 97 == 1 or digits >= len(plain) - 2)


def _is_plate(value: str) -> bool:
    """Three letters that are no word or measure beside three digits."""
    letters = "".join(character for character in value if character.isalpha())
    lowered = letters.lower()
    if lowered in load_words().plate_words or lowered in load_words().function_words:
        return False
    glued = not any(character.isspace() for character in value)
    if not glued and is_dutch(lowered):
        return False
    return letters.isupper() or (letters.islower() and glued)
