"""Names of private people, found by rules that a person can follow.

A word is taken as a name when it is a first name that means nothing else, when a title or kin word
stands before it, when it is a capital word inside a sentence that no list knows, or when it is on
the registry. From there the name is followed to its surname.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.language.privacy.kept import block_kept
from pipeline.language.privacy.spans import Span
from pipeline.language.privacy.tokens import Token, cut_tokens
from pipeline.language.privacy.words import Phrases, fold_words, index_phrases, load_words

_SHORTEST = 3
_COMMON = 1000
_ABBREVIATED = {"mevr", "mw", "mvr", "dhr", "dr", "fam", "juffr", "prof", "mme", "mr", "mrs"}
_LONGEST_NAME = 6
_FORMAL = _ABBREVIATED | {"mevrouw", "heer", "meneer", "mijnheer", "madame", "juffrouw", "familie"}
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
_AGE = re.compile(r"\s?[,(]\s?\d{1,2}(?:\s?(?:jaar|jr|j)\.?)?\s?[),:]")
_LISTED = re.compile(r"\s?(?:,|en|&|\+)\s")


@dataclass(frozen=True)
class NameBook:
    """What a run adds to the lists: the registry's names, and phrases that must stay."""

    full_names: Phrases
    parts: frozenset[str]
    keep: Phrases


def make_book(names: Collection[str], keep: Collection[str]) -> NameBook:
    """The registry's names and the words to keep, ready to be looked up."""
    words = load_words()
    parts = {
        part
        for name in names
        for part in fold_words(name)
        if len(part) >= _SHORTEST and part not in words.particles and part not in words.titles
    }
    own = index_phrases(keep)
    merged = dict(words.keep_phrases)
    for first, phrases in own.items():
        together = {*merged.get(first, ()), *phrases}
        merged[first] = tuple(sorted(together, key=len, reverse=True))
    return NameBook(index_phrases(names), frozenset(parts), merged)


def find_names(text: str, book: NameBook) -> list[Span]:
    """Spans of names in the shadow of a text, in order, without overlap."""
    tokens, shouted = cut_tokens(text)
    registered = _find_registered(tokens, book)
    block_kept(tokens, book.keep, shouted=shouted)
    for position in registered:
        tokens[position].blocked = False
    spans: list[Span] = []
    position = 0
    while position < len(tokens):
        if tokens[position].blocked:
            position += 1
            continue
        finder = _Finder(text, tokens, shouted, registered)
        if finder.starts_name(position):
            first, last = finder.extend(position, spans[-1].end if spans else 0)
            spans.append(Span(tokens[first].start, finder.end_of(last), "naam"))
            position = last
        position += 1
    return spans


def _find_registered(tokens: list[Token], book: NameBook) -> set[int]:
    found: set[int] = set()
    if not book.parts:
        return found
    for position, token in enumerate(tokens):
        for phrase in book.full_names.get(token.form.folded, ()):
            window = tokens[position : position + len(phrase)]
            if tuple(t.form.folded for t in window) == phrase:
                found.update(range(position, position + len(phrase)))
                break
        if token.form.folded in book.parts and (token.form.capital or not token.form.dutch):
            found.add(position)
    return found


@dataclass(frozen=True)
class _Finder:
    """One text under inspection."""

    text: str
    tokens: list[Token]
    shouted: bool
    registered: set[int]

    def end_of(self, position: int) -> int:
        """The end of a name: without the possessive 's, with the dot of an initial."""
        token = self.tokens[position]
        end = token.start + token.form.stem_length
        if token.form.stem_length == 1 and self.text[end : end + 1] == ".":
            end += 1
        return end

    def starts_name(self, position: int) -> bool:
        """Whether a name begins at this word."""
        token = self.tokens[position]
        if position in self.registered:
            return True
        if self._is_initial(position):
            return self._initial_of_name(position)
        if len(token.form.folded) < 2:
            return False
        if self._after_title(position) or self._particle_after_title(position):
            return True
        if token.form.capital and not self.shouted:
            return self._capital_name(position)
        return self._lower_name(position)

    def _capital_name(self, position: int) -> bool:
        token, form = self.tokens[position], self.tokens[position].form
        if self._is_particle_before_name(position):
            return True
        if form.folded in load_words().titles or form.folded in load_words().particles:
            return False
        if form.folded in load_words().function_words:
            return False
        if form.acronym and len(form.folded) <= _SHORTEST:
            return False
        if form.first_name or (form.acronym and form.surname and not form.dutch):
            return True
        if form.acronym:
            return False
        article = self._previous_word(position) in _ARTICLES
        if form.surname and not article:
            return not form.dutch or not token.opens
        if form.maybe_first_name:
            return self._has_company(position) or (not token.opens and not article)
        if form.dutch:
            return False
        if token.opens:
            return self._has_company(position)
        return not article and self._previous_word(position) not in _OF_PLACE

    def _lower_name(self, position: int) -> bool:
        form = self.tokens[position].form
        if form.first_name:
            return len(form.folded) >= _SHORTEST
        if form.maybe_first_name:
            return self._has_lower_company(position)
        return form.surname and not form.dutch and form.folded in load_words().surnames

    def _has_lower_company(self, position: int) -> bool:
        """Toon (19), ze heet roos, lieve zegt: a word that is a name this once."""
        if self._has_age(position) or self._previous_word(position) in {"heet", "noemt"}:
            return True
        token = self.tokens[position]
        common = load_words().first_names.get(token.form.folded, 0) >= _COMMON
        return common and token.opens and self._followed_by(position, load_words().person_verbs)

    def _followed_by(self, position: int, wanted: frozenset[str]) -> bool:
        if position + 1 >= len(self.tokens):
            return False
        following = self.tokens[position + 1]
        return following.gap == " " and following.form.folded in wanted

    def _after_title(self, position: int) -> bool:
        """Mevr. Janssens, ons Lieve, nonkel dino, dhr vdb."""
        token = self.tokens[position]
        words = load_words()
        before, form = self.tokens[position - 1].form.folded, token.form
        gaps = {" ", ". ", ".", "  "} if before in _ABBREVIATED else {" ", "  ", ": ", " : "}
        if position == 0 or token.gap not in gaps or form.folded in words.function_words:
            return False
        if form.folded in words.titles or (form.acronym and not self.shouted):
            return False
        named = form.first_name or form.maybe_first_name or form.surname
        cleared = form.capital and not self.shouted
        if before in words.owners:
            return cleared and (named or not form.dutch) and not form.folded in words.keep
        if before in words.titles and cleared and ":" not in token.gap and "." not in token.gap:
            return named or not form.dutch or before in words.strong_titles
        if before in words.strong_titles:
            if cleared:
                return ":" not in token.gap
            unknown = not form.dutch and form.folded not in words.particles
            return unknown or form.surname or form.first_name
        return False

    def _particle_after_title(self, position: int) -> bool:
        """Mevr. Van den Broeck, dhr. de smet: title, particles, surname."""
        words, token = load_words(), self.tokens[position]
        if not position or token.form.folded not in words.particles:
            return False
        before = self.tokens[position - 1].form.folded
        formal = words.strong_titles if token.form.capital else _FORMAL
        if before not in formal or token.gap not in {" ", ". ", "."}:
            return False
        for following in self.tokens[position + 1 : position + 3]:
            if following.blocked or following.gap != " ":
                return False
            if following.form.folded not in words.particles:
                named = following.form.surname or not following.form.dutch
                return named or (token.form.capital and following.form.capital)
        return False

    def _is_particle_before_name(self, position: int) -> bool:
        """De Luca, Di Rosa, El Ouardi, Van Minh: a capital particle and a capital name."""
        form = self.tokens[position].form
        if form.folded not in load_words().particles or position + 1 >= len(self.tokens):
            return False
        following = self.tokens[position + 1]
        if following.form.folded in load_words().particles and position + 2 < len(self.tokens):
            last = self.tokens[position + 2]
            surname = last.form.capital and last.gap == " " and not last.blocked
            return (
                surname
                and following.gap == " "
                and (last.form.surname or not self.tokens[position].opens)
            )
        if following.blocked or following.gap != " " or not following.form.capital:
            return False
        if form.folded + following.form.folded in load_words().surnames:
            return True
        if following.form.surname and not following.form.dutch:
            return True
        return not self.tokens[position].opens and not following.form.dutch

    def _is_initial(self, position: int) -> bool:
        token = self.tokens[position]
        return token.end - token.start == 1 and self.text[token.end : token.end + 1] == "."

    def _initial_of_name(self, position: int) -> bool:
        """J. Vandersmissen, M.K., mevr. w."""
        if position and self.tokens[position - 1].form.folded in load_words().strong_titles:
            return self.tokens[position].gap in {" ", ". "}
        if not self.tokens[position].form.capital or position + 1 >= len(self.tokens):
            return False
        following = self.tokens[position + 1]
        if following.blocked or not following.form.capital:
            return False
        if self._is_initial(position + 1):
            return following.gap == "." and not self._abbreviates(position)
        name_like = not following.form.dutch or following.form.surname
        particle = following.form.folded in load_words().particles
        return following.gap in {". ", "."} and (name_like or particle)

    def _abbreviates(self, position: int) -> bool:
        """Three letters and more with dots are an organisation: O.C.M.W."""
        if position and self._is_initial(position - 1) and self.tokens[position].gap == ".":
            return True
        run = 0
        while position + run < len(self.tokens) and self._is_initial(position + run):
            run += 1
        letters = "".join(t.form.folded for t in self.tokens[position : position + run])
        return run > 2 or letters in {"bv", "nv", "us", "ps", "nb", "sp", "vs"}

    def _has_age(self, position: int) -> bool:
        return _AGE.match(self.text, self.tokens[position].end) is not None

    def _has_company(self, position: int) -> bool:
        """An age, a verb of a person, or another first name stands beside the word."""
        if self._has_age(position):
            return True
        if position + 1 >= len(self.tokens):
            return False
        following = self.tokens[position + 1]
        named = self.tokens[position].form.maybe_first_name
        verbs = load_words().person_verbs if named else load_words().speech_verbs
        if self._followed_by(position, verbs):
            return True
        if following.gap == " " and following.form.capital and not following.blocked:
            return named or following.form.surname or not following.form.dutch
        if position + 2 < len(self.tokens) and following.form.folded in {"en", "of"}:
            return (
                self.tokens[position + 2].form.first_name and not self.tokens[position + 2].blocked
            )
        return following.gap in {", ", " & ", " + "} and following.form.first_name

    def _previous_word(self, position: int) -> str:
        token = self.tokens[position]
        if position == 0 or token.gap.strip(" '\"“‘"):
            return ""
        return self.tokens[position - 1].form.folded

    def extend(self, position: int, floor: int) -> tuple[int, int]:
        """First and last token of the name that holds this one; `floor` ends the name before."""
        first, last = position, position
        while first and self._belongs_before(first) and self.tokens[first - 1].start >= floor:
            first -= 1
        while last - first < _LONGEST_NAME:
            step = self._step(last)
            if not step:
                break
            last += step
        return first, last

    def _belongs_before(self, first: int) -> bool:
        """An initial or an Italian, Arabic or Dutch particle before a surname."""
        before, here = self.tokens[first - 1], self.tokens[first]
        if before.blocked or here.gap not in {" ", ". ", "."}:
            return False
        if self._is_initial(first - 1) and before.form.capital and here.form.capital:
            return True
        small = before.form.folded in {
            "di",
            "el",
            "ben",
            "bel",
            "ould",
            "lo",
            "dello",
            "della",
            "ait",
        }
        return small and here.gap == " " and here.form.capital

    def _step(self, last: int) -> int:
        """How many tokens the name goes on: 0 where it ends."""
        particles = load_words().particles
        for ahead in range(1, 4):
            if last + ahead >= len(self.tokens):
                return 0
            token = self.tokens[last + ahead]
            if token.blocked or not self._joined(last + ahead):
                return 0
            if self._is_initial(last + ahead):
                return ahead if token.form.capital or ahead == 1 else 0
            if ahead < 3 and token.form.folded in particles and not token.form.first_name:
                continue
            return ahead if self._continues(last, ahead) else 0
        return 0

    def _joined(self, position: int) -> bool:
        gap = self.tokens[position].gap
        if gap in {" ", "-"}:
            return True
        return gap in {".", ". "} and self._is_initial(position - 1)

    def _continues(self, last: int, ahead: int) -> bool:
        """Whether the word after a name is its surname."""
        form = self.tokens[last + ahead].form
        if last + ahead in self.registered:
            return True
        if form.folded in load_words().person_verbs:
            return False
        if form.capital and not self.shouted:
            if self.tokens[last].form.capital or ahead == 1:
                return not form.acronym or form.surname or form.first_name or not form.dutch
            return False
        if ahead > 1:
            return form.folded in load_words().surnames and not form.dutch
        return form.first_name or (form.surname and not form.dutch) or not form.dutch
