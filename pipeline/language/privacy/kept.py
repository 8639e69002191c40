"""What looks like a name and must stay: places, firms, schools, saints, public figures."""

from __future__ import annotations

from pipeline.language.privacy.reading import NEAR
from pipeline.language.privacy.tokens import Token
from pipeline.language.privacy.words import Phrases, load_words

_LONGEST_TITLE = 4
_SHORTEST_PLACE = 7
_NAME_GAPS = {" ", "  ", "-", "'", " '", "' ", ' "', " “", " ‘"}
_BESIDE_PERSON = {"volgens", "bij", "dag", "zegt", "vraagt", "vindt", "naast", "tegen", "aan"}
_SAID = {"vraag", "mening", "idee", "voorstel", "woord", "verhaal", "opmerking", "groeten", "zegt"}
_BUSINESSES = ("winkel", "bakkerij", "slagerij", "beenhouwerij", "frituur", "garage", "apotheek")
_STREETS = ("straat", "laan", "plein", "dreef", "steenweg")
_FORMAL = {"mevr", "mevrouw", "mw", "mvr", "dhr", "heer", "meneer", "mijnheer", "madame", "fam"}
_SUNG = {"zong", "zingt", "zingen", "draait"}  # zingt Marina, but also: dan zingt Ayşe
_VAN = {"van", "vanden", "de"}
_MIDDLES = {"de", "van", "den", "der", "het", "la", "le", "di", "da", "en", "'t", "t", "op", "of"}


def block_kept(tokens: list[Token], phrases: Phrases, *, shouted: bool) -> None:
    """Marks the tokens that no name may take."""
    for position, token in enumerate(tokens):
        if token.blocked:
            continue
        _block_phrase(tokens, position, phrases)
        if token.form.kept and token.form.capital and not _is_person_here(tokens, position):
            _block_kept_word(tokens, position)
        if not shouted and token.form.folded in load_words().org_words:
            _block_following(tokens, position)
        if token.form.folded in load_words().offices:
            _block_following(tokens, position)
        if token.form.capital and not token.blocked:
            _block_places(tokens, position)
        if token.gap == ", " and token.form.folded in {"de", "het"}:
            _block_shop(tokens, position)


def _block_kept_word(tokens: list[Token], position: int) -> None:
    """A word to keep; the name of a square or street takes the words before it along."""
    tokens[position].blocked = True
    if tokens[position].form.folded.rpartition("-")[2] in load_words().place_endings:
        _block_preceding(tokens, position)


def _is_person_here(tokens: list[Token], position: int) -> bool:
    """Ons Frans, meneer Turk, Frans Janssen: a word to keep that is someone's name this once."""
    form, words = tokens[position].form, load_words()
    if form.maybe_first_name and _is_named_by_word_after(tokens, position):
        return True
    if _is_named_by_word_before(tokens, position) or _is_surname_here(tokens, position):
        return True
    if not position or tokens[position].gap not in {" ", ". "}:
        return False
    before = tokens[position - 1].form.folded
    if before == "den" and form.folded not in words.small_names:
        return False  # den Turk
    if form.maybe_first_name and before == "van" and _word(tokens, position - 2) in _SAID:
        return True
    return before in words.strong_titles and (form.maybe_first_name or form.surname)


def _is_named_by_word_after(tokens: list[Token], position: int) -> bool:
    """Frans (8), Frans Janssen, Frans zegt, Frans en Rita, Frans is zijn fiets kwijt."""
    if position + 1 == len(tokens):
        return False
    following = tokens[position + 1]
    if following.gap == " (" and following.form.folded.isdigit():
        return True
    surname = following.form.surname and not following.form.dutch
    if following.gap == " " and (surname or following.form.folded in load_words().speech_verbs):
        return True
    if following.form.folded == "van" and _word(tokens, position + 2) in NEAR:
        return True
    if following.form.folded == "en" and position + 2 < len(tokens):
        return tokens[position + 2].form.first_name and tokens[position + 2].form.capital
    return following.form.folded == "is" and _word(tokens, position + 2) in {"zijn", "haar"}


def _is_surname_here(tokens: list[Token], position: int) -> bool:
    """Luc Van Mechelen, Jan Lier, meneer Beveren: people are named after towns."""
    if position == 0 or tokens[position].gap not in {" ", ". "}:
        return False
    words, before = load_words(), tokens[position - 1]
    is_town = tokens[position].form.folded in words.places
    if is_town and before.form.folded in _FORMAL:
        return True
    if tokens[position].gap == ". " or not before.form.capital or before.blocked:
        return False
    if before.form.folded not in _VAN:
        return is_town and before.form.first_name
    if position == 1 or before.gap not in {" ", ". "}:
        return False
    named = tokens[position - 2].form
    return named.first_name or named.maybe_first_name or named.folded in words.strong_titles


def _word(tokens: list[Token], position: int) -> str:
    return tokens[position].form.folded if 0 <= position < len(tokens) else ""


def _block_phrase(tokens: list[Token], position: int, phrases: Phrases) -> None:
    for phrase in phrases.get(tokens[position].form.folded, ()):
        found = tokens[position : position + len(phrase)]
        if tuple(token.form.folded for token in found) == phrase:
            small = not found[0].form.capital and found[0].form.first_name
            if len(phrase) == 1 and (small or _is_surname_here(tokens, position)):
                continue
            for token in found:
                token.blocked = True
            return


def _is_named_by_word_before(tokens: list[Token], position: int) -> bool:
    """Mevr. De Winter, volgens Frans, Rosa en Mercedes: what stands before makes it a name."""
    form, before, words = tokens[position].form, _word(tokens, position - 1), load_words()
    if form.folded in words.surnames_after_de and before == "de":
        article = tokens[position - 1]
        titled = _word(tokens, position - 2) in words.strong_titles
        return article.form.capital and (titled or not article.opens)
    if form.folded in words.small_names and before in _BESIDE_PERSON:
        return True
    partner = position > 1 and tokens[position - 2].form.first_name
    return form.maybe_first_name and partner and before == "en"


def _block_shop(tokens: list[Token], position: int) -> None:
    """De Smet, de schoenwinkel: the name of a business that a word explains."""
    if not _word(tokens, position + 1).endswith(_BUSINESSES):
        return
    for token in reversed(tokens[max(0, position - _LONGEST_TITLE) : position]):
        if not token.form.capital:
            return
        token.blocked = True
        if token.gap != " " or token.opens:
            return


def _block_following(tokens: list[Token], position: int) -> None:
    """The capital words after café, school, minister: the name of a thing or an office."""
    taken = 0
    sung = tokens[position].form.folded in _SUNG
    for token in tokens[position + 1 : position + 1 + _LONGEST_TITLE]:
        initial = token.gap in {". ", "."} and tokens[position + 1].form.stem_length == 1
        if not (token.gap in _NAME_GAPS or initial) or token.blocked:
            return
        middle = token.form.folded in _MIDDLES
        if sung and token.form.first_name:
            return
        if not token.form.capital and not (middle and not taken):
            return
        if middle and not token.form.capital and token.form.folded in {"van", "en", "of", "op"}:
            return
        token.blocked = token.form.capital
        taken += token.form.capital


def _block_places(tokens: list[Token], position: int) -> None:
    """Sint-Jansstraat, André Dumontschacht, Yunus Emre moskee, Sint Maarten."""
    token = tokens[position]
    words = load_words()
    if token.form.folded.split("-")[0] in {"sint", "st", "santa", "san"}:
        _block_following(tokens, position)
        return
    ends_as_place = len(token.form.folded) >= _SHORTEST_PLACE and token.form.folded.endswith(
        words.place_endings
    )
    named = token.form.first_name or token.form.maybe_first_name
    is_place = (
        ends_as_place
        and not named
        and not token.form.folded.startswith("vande")
        and not token.form.surname
    )
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    named_thing = (
        following is not None
        and following.gap == " "
        and not following.form.first_name
        and not (token.form.first_name and following.form.capital and following.form.surname)
        and following.form.folded in words.place_endings
    )
    if is_place or named_thing:
        token.blocked = True
        _block_preceding(tokens, position)


def _block_preceding(tokens: list[Token], position: int) -> None:
    """The words of the place's name; one that opens the sentence may be a person who is there."""
    last = tokens[position].form.folded
    new_street = last.endswith(_STREETS) and last not in load_words().streets
    for index in range(position, 0, -1):
        before = tokens[index - 1]
        joined = tokens[index].gap in {" ", "-"}
        if not joined or not before.form.capital or before.form.surname:
            return
        if before.opens and not new_street:
            return
        before.blocked = True
