"""How far a name goes once it has begun: initials and particles before, surnames after."""

from __future__ import annotations

from pipeline.language.privacy.reading import TITLES_AFTER, Reading
from pipeline.language.privacy.words import load_words

_LONGEST_NAME = 6
_FURTHEST_STEP = 3  # two particles and a surname: Luc Van de Weyer
_LONGEST_INITIALS = 2  # Veerle DC
_LONGEST_ACRONYM = 4  # Enzo van KFC Sledderlo
_ABROAD_PARTICLES = {"el", "al", "ben", "bel", "di", "da", "lo", "la", "ait", "abu", "ibn", "ould"}
_SMALL_PARTICLES = {"di", "el", "bel", "ould", "lo", "dello", "della", "ait"}


def extend_name(reading: Reading, position: int, floor: int) -> tuple[int, int]:
    """First and last token of the name that holds this one; `floor` ends the name before."""
    first, last = position, position
    while first and _belongs_before(reading, first) and reading.tokens[first - 1].start >= floor:
        first -= 1
    while last - first < _LONGEST_NAME:
        step = _step(reading, last)
        if not step:
            break
        last += step
    return first, last


def end_of_name(reading: Reading, position: int) -> int:
    """Where a name ends in the text: without the possessive 's, with the dot of an initial."""
    token = reading.tokens[position]
    end = token.start + token.form.stem_length
    if token.form.stem_length == 1 and reading.text[end : end + 1] == ".":
        end += 1
    return end


def _belongs_before(reading: Reading, first: int) -> bool:
    """An initial or a particle before a capital name: P. Lo Presti, di Stefano."""
    before, here = reading.tokens[first - 1], reading.tokens[first]
    if before.blocked or not here.form.capital:
        return False
    if before.opens and before.form.folded == "bel":
        return False  # the verb: bel Nurten
    if reading.is_initial(first - 1) and before.form.capital:
        return here.gap in {" ", ". ", "."}
    return before.form.folded in _SMALL_PARTICLES and here.gap == " "


def _step(reading: Reading, last: int) -> int:
    """How many tokens the name goes on: 0 where it ends."""
    particles = load_words().particles
    for ahead in range(1, _FURTHEST_STEP + 1):
        token = reading.following(last, ahead)
        if token is None or not _is_joined(reading, last + ahead):
            return 0
        if reading.is_initial(last + ahead):
            return ahead if token.form.capital or ahead == 1 else 0
        particle = token.form.folded in particles and not token.form.first_name
        if not particle or ahead == _FURTHEST_STEP:
            return ahead if _is_surname_here(reading, last, ahead) else 0
    return 0


def _is_joined(reading: Reading, position: int) -> bool:
    gap = reading.tokens[position].gap
    return gap in {" ", "-"} or (gap in {".", ". "} and reading.is_initial(position - 1))


def _is_surname_here(reading: Reading, last: int, ahead: int) -> bool:
    """Whether the word after a name is its surname."""
    form = reading.tokens[last + ahead].form
    if last + ahead in reading.registered:
        return True
    if form.folded in load_words().person_verbs or form.folded in TITLES_AFTER:
        return False
    if reading.is_cleared(last + ahead):
        known = form.surname or form.first_name or not form.dutch
        short = len(form.folded) <= _LONGEST_INITIALS and not form.dutch and not form.kept
        if form.acronym and len(form.folded) <= _LONGEST_ACRONYM and not form.surname:
            known = form.first_name
        return (known or short or not form.acronym) and (
            reading.tokens[last].form.capital or ahead == 1
        )
    if reading.tokens[last + ahead].foreign:
        return form.folded in load_words().surnames and not reading.is_cleared(last)
    if ahead > 1 and reading.tokens[last + 1].form.folded in _ABROAD_PARTICLES:
        return not form.dutch and not form.kept
    if ahead > 1 or reading.is_cleared(last):
        return form.folded in load_words().surnames and not form.dutch
    return form.first_name or not form.dutch
