"""Where a name begins."""

from __future__ import annotations

from pipeline.language.privacy.reading import TITLES_AFTER, Reading
from pipeline.language.privacy.tokens import Form
from pipeline.language.privacy.words import load_words

_SHORTEST = 3
_ABBREVIATED = {"mevr", "mw", "mvr", "dhr", "dr", "fam", "juffr", "prof", "mme", "mr", "mrs"}
_FORMAL = _ABBREVIATED | {
    "mevrouw", "heer", "meneer", "mijnheer", "madame", "juffrouw", "familie", "dokter", "pastoor",
}  # fmt: skip
_SAYS = {"zei", "zegt", "vroeg", "vraagt", "vertelt", "vertelde", "antwoordde", "riep"}
_COUNTED = {"een", "nen", "ne", "geen"}
_WITNESS = {"volgens", "gezin", "koppel", "familie"}
_ARTICLES = {"de", "het", "een", "'t", "t", "the", "la", "le", "der", "deze", "dit", "die", "geen"}
_OF_PLACE = {
    "in",
    "naar",
    "te",
    "uit",
    "tot",
    "rond",
    "langs",
    "nabij",
    "richting",
    "op",
    "omtrent",
}
_KNOWN_ABROAD = 1000
_ABROAD_ENDINGS = ("ez", "ski", "ska", "oglu", "opoulos", "idis", "akis", "icz")
_KNOWN_SHORT = 1000  # bearers that JAN and ANN have and ZOL has not


def begins_name(reading: Reading, position: int) -> bool:
    """Whether a name begins at this word."""
    form = reading.tokens[position].form
    if position in reading.registered:
        return True
    if reading.is_initial(position):
        return _is_initial_of_name(reading, position)
    if all(len(part) <= 1 for part in form.folded.split("-")) or _is_title_after(reading, position):
        return False
    if _stands_after_title(reading, position) or _is_particle_after_title(reading, position):
        return True
    if reading.is_cleared(position):
        return _is_capital_name(reading, position)
    if reading.tokens[position].foreign:
        return _is_common_name(reading, position)
    return _is_lower_name(reading, position)


def _is_title_after(reading: Reading, position: int) -> bool:
    """Fadime Hanım, Necmettin bey: the second word is how one speaks to the first."""
    if reading.tokens[position].form.folded not in TITLES_AFTER:
        return False
    before = reading.previous_kind(position, {" "})
    return before in load_words().first_names or before.startswith("[naam")


def _is_common_name(reading: Reading, position: int) -> bool:
    """In a sentence of another language a small letter is a name only where many bear it."""
    form, words = reading.tokens[position].form, load_words()
    if not form.first_name or form.folded in words.foreign_small:
        return False
    token = reading.tokens[position]
    if form.stem_length < token.end - token.start or form.stem_length <= _SHORTEST:
        return False
    other_script = not form.folded.isascii()
    return other_script or words.first_names.get(form.folded, 0) >= _KNOWN_ABROAD


def _is_capital_name(reading: Reading, position: int) -> bool:
    form, words = reading.tokens[position].form, load_words()
    if _is_particle_before_name(reading, position):
        return True
    if reading.has_kin(position) or _is_small_name(reading, position):
        return True
    if form.folded in words.never_alone:
        return False
    if form.acronym:
        return _is_acronym_name(form)
    if form.first_name:
        return not _is_thing(reading, position)
    return _is_unlisted_name(reading, position)


def _is_thing(reading: Reading, position: int) -> bool:
    """Het Jessa: a hospital, a café; het Marieke is a girl."""
    form = reading.tokens[position].form
    rare = load_words().first_names.get(form.folded, 0) < _KNOWN_ABROAD
    return rare and reading.previous_word(position) == "het" and not reading.has_company(position)


def _is_small_name(reading: Reading, position: int) -> bool:
    """Wil, Mie, Door: a capital inside a sentence, or the age or word of a person after it."""
    token, words = reading.tokens[position], load_words()
    if token.form.folded not in words.small_names or token.foreign or token.form.kept:
        return False
    if token.opens:
        said = reading.is_followed_by(position, words.speech_verbs)
        return reading.has_age(position) or said or reading.lives_near(position)
    return not token.form.acronym and reading.previous_word(position) != "de"


def _is_acronym_name(form: Form) -> bool:
    if len(form.folded) > _SHORTEST:
        return form.first_name or (form.surname and not form.dutch)
    return form.first_name and load_words().first_names.get(form.folded, 0) >= _KNOWN_SHORT


def _is_unlisted_name(reading: Reading, position: int) -> bool:
    """A surname, a name that is a word too, or a capital word inside a sentence that none knows."""
    token, form = reading.tokens[position], reading.tokens[position].form
    article = reading.previous_word(position) in _ARTICLES
    if token.foreign and not form.maybe_first_name:
        return _is_unlisted_abroad(reading, position)
    if form.surname and not article and (not form.dutch or not token.opens):
        return True
    if reading.previous_word(position) == "de" and _is_family(form):
        return True
    if form.maybe_first_name:
        return reading.has_company(position) or (not token.opens and not article)
    if form.dutch:
        near = form.surname and token.opens and reading.lives_near(position)
        told = reading.previous_word(position) in _WITNESS | _SAYS
        return near or (not form.kept and told)
    if token.opens:
        return reading.has_company(position)
    placed = article or reading.previous_word(position) in _OF_PLACE
    return not placed and not reading.works_at(position)


def _is_family(form: Form) -> bool:
    """De Janssens, de Verhoevens, de Moretti's: a surname that is no word."""
    known = load_words().surnames
    return not form.dutch and (form.folded in known or form.folded.removesuffix("s") in known)


def _is_unlisted_abroad(reading: Reading, position: int) -> bool:
    """A known surname, or an unknown capital word with a person's company."""
    token, words = reading.tokens[position], load_words()
    if token.form.folded in words.foreign_small:
        return False
    if token.form.folded in words.surnames:
        telling = token.form.folded.endswith(_ABROAD_ENDINGS)
        return telling or not token.opens or reading.has_company(position)
    return not token.opens and reading.has_age(position)


def _is_lower_name(reading: Reading, position: int) -> bool:
    form = reading.tokens[position].form
    if form.first_name:
        counted = reading.previous_word(position) in _COUNTED  # een josef met een ezel
        return len(form.folded) >= _SHORTEST and not counted
    if form.maybe_first_name:
        return reading.has_lower_company(position)
    return not form.dutch and form.folded in load_words().surnames


def _stands_after_title(reading: Reading, position: int) -> bool:
    """Mevr. Janssens, ons Lieve, nonkel dino, dhr vdb."""
    words, form = load_words(), reading.tokens[position].form
    before = reading.previous_kind(position, {" ", "  ", " '"})
    if not before and position and reading.tokens[position - 1].form.folded in _ABBREVIATED:
        before = reading.previous_kind(position, {". ", ".", ".  "})
    formal = before in _FORMAL and reading.is_cleared(position) and form.surname
    if not before or (form.folded in words.function_words and not formal):
        return False
    if form.folded in words.titles and not (form.surname and before in _FORMAL):
        return False
    if form.acronym and not reading.shouted:
        return False
    named = form.first_name or form.maybe_first_name or form.surname or not form.dutch
    if reading.is_cleared(position):
        if before in words.owners:
            known = form.first_name or form.maybe_first_name
            named = known if reading.tokens[position].foreign else named
            return named and form.folded not in words.keep
        return before in words.strong_titles or (before in words.titles and named)
    known = form.first_name or form.surname or not (form.dutch or form.trade)
    if reading.tokens[position].foreign:
        known = form.first_name and before not in words.owners
    return before in words.strong_titles and known and form.folded not in words.particles


def _is_particle_after_title(reading: Reading, position: int) -> bool:
    """Mevr. Van den Broeck, dhr. de smet: title, particles, surname."""
    words, token = load_words(), reading.tokens[position]
    if token.form.folded not in words.particles:
        return False
    before = reading.previous_kind(position, {" ", ". ", "."})
    if before not in (words.strong_titles if token.form.capital else _FORMAL):
        return False
    for ahead in (1, 2):
        following = reading.following(position, ahead)
        if following is None or following.gap != " ":
            return False
        if following.form.folded not in words.particles:
            named = following.form.surname or not following.form.dutch
            return named or (token.form.capital and following.form.capital)
    return False


def _is_particle_before_name(reading: Reading, position: int) -> bool:
    """De Luca, Di Rosa, El Ouardi, Van Minh, Van den Broeck: capital particle, capital name."""
    words, token = load_words(), reading.tokens[position]
    if token.form.folded not in words.particles:
        return False
    ahead, following = 1, reading.following(position)
    if following is not None and following.form.folded in words.particles:
        ahead, following = 2, reading.following(position, 2)
    if following is None or following.gap != " " or not following.form.capital:
        return False
    if token.form.folded + following.form.folded in words.surnames:
        return True
    if following.form.surname and not following.form.dutch:
        return True
    if token.form.folded in words.owners:
        return False
    if token.opens:
        return _opens_with_surname(reading, position + ahead)
    known = following.form.folded in words.surnames_after_de
    return known or ahead > 1 or not following.form.dutch


def _opens_with_surname(reading: Reading, position: int) -> bool:
    """De Rosa zingt, De Winter van nummer zes: a person's company after De and this word."""
    form, words = reading.tokens[position].form, load_words()
    if form.folded in words.surnames_after_de:
        return reading.lives_near(position)
    particle = reading.tokens[position - 1].form.folded
    known = form.first_name or (particle != "de" and not form.acronym)
    if not known or form.dutch or form.kept:
        return False
    following = reading.following(position)
    if following is not None and following.gap == " " and reading.is_initial(position + 1):
        return True
    return reading.is_followed_by(position, words.person_verbs) or reading.has_owned(position)


def _is_initial_of_name(reading: Reading, position: int) -> bool:
    """J. Vandersmissen, M.K., mevr. w."""
    words = load_words()
    if reading.previous_kind(position, {" ", ". "}) in words.strong_titles:
        return True
    following = reading.following(position)
    if following is None or not following.form.capital or not reading.is_cleared(position):
        return False
    if reading.is_initial(position + 1):
        return following.gap == "." and not reading.abbreviates(position)
    name_like = not following.form.dutch or following.form.surname
    return following.gap in {". ", "."} and (name_like or following.form.folded in words.particles)
