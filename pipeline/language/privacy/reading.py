"""One text under inspection: its words, and what stands beside each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.privacy.tokens import Token
from pipeline.language.privacy.words import load_words

_COMMON = 1000
_BORNE = 100
_KIN = {"vrouw", "man", "kinderen", "vriendin", "lief", "gezin", "ouders", "ploeg", "maten"}
_QUOTED = re.compile(r"\s?:\s?[\"'“”„‘’«]")
_OWN = frozenset({"haar", "hare", "d'r", "z'n"})
_OWN_OR_ARE = frozenset({"zijn", "zijne", "zijnen"})
_OWNED = _KIN | {
    "fiets",
    "auto",
    "huis",
    "tuin",
    "hond",
    "moeder",
    "vader",
    "zoon",
    "dochter",
    "broer",
}
TITLES_AFTER = frozenset({"teyze", "abla", "abi", "amca", "hanim", "bey", "usta", "dayi", "hoca"})
_VAN = frozenset({"van"})
NEAR = {
    "nummer", "nr", "hiernaast", "hierover", "hierachter", "boven", "beneden", "ginder", "ginds",
    "hierboven", "hieronder", "tegenover", "verderop", "hiertegenover", "achter", "naast",
}  # fmt: skip
_ROUND = {"om", "over", "hier"}  # van om den hoek, van over de deur
_NEAR_WORK = 5  # words before a firm in which its work is told
_WORKS = {
    "werk",
    "werkt",
    "werkte",
    "werken",
    "gewerkt",
    "jaar",
    "begonnen",
    "job",
    "gesolliciteerd",
}
_TURNED = {"ge", "gij", "ik", "we", "wij", "je", "jij", "men"}  # the verb came first
_FIRMS = {"bv", "nv", "us", "ps", "nb", "sp", "vs"}
_LONGEST_INITIALS = 2
_FURTHEST_SURNAME = 3  # two particles and a surname
_AGE = re.compile(r"\s?[,(]\s?\d{1,2}(?:\s?(?:jaar|jr|j)\.?)?\s?[),:]")


@dataclass(frozen=True)
class Reading:
    """A text, its tokens, whether it is all capitals, and which tokens the registry holds."""

    text: str
    tokens: list[Token]
    shouted: bool
    registered: frozenset[int]

    def is_cleared(self, position: int) -> bool:
        """Whether the word has a capital that means something."""
        return self.tokens[position].form.capital and not self.shouted

    def is_initial(self, position: int) -> bool:
        """Whether the word is one letter with a dot."""
        token = self.tokens[position]
        return token.end - token.start == 1 and self.text[token.end : token.end + 1] == "."

    def abbreviates(self, position: int) -> bool:
        """Three letters and more with dots are an organisation: O.C.M.W."""
        if position and self.is_initial(position - 1) and self.tokens[position].gap == ".":
            return True
        run = 0
        while position + run < len(self.tokens) and self.is_initial(position + run):
            run += 1
        letters = "".join(t.form.folded for t in self.tokens[position : position + run])
        return run > _LONGEST_INITIALS or letters in _FIRMS

    def following(self, position: int, ahead: int = 1) -> Token | None:
        """A later word, None past the end or where it is blocked."""
        if position + ahead >= len(self.tokens) or self.tokens[position + ahead].blocked:
            return None
        return self.tokens[position + ahead]

    def previous_word(self, position: int) -> str:
        """The folded word before, empty where a sign parts them."""
        token = self.tokens[position]
        if position == 0 or token.gap.strip(" '\"“‘"):
            return ""
        return self.tokens[position - 1].form.folded

    def previous_kind(self, position: int, gaps: set[str]) -> str:
        """The folded word before where exactly one of these gaps parts them, else empty."""
        if position == 0 or self.tokens[position].gap not in gaps:
            return ""
        return self.tokens[position - 1].form.folded

    def has_age(self, position: int) -> bool:
        """Whether an age follows: Selin (17), Nuray, 29, ..."""
        return _AGE.match(self.text, self.tokens[position].end) is not None

    def is_followed_by(self, position: int, wanted: frozenset[str]) -> bool:
        """Whether one of these words comes next."""
        if position + 1 >= len(self.tokens):
            return False
        token = self.tokens[position + 1]
        return token.gap == " " and token.form.folded in wanted

    def has_company(self, position: int) -> bool:
        """Whether an age, a verb of a person, a surname or another first name stands beside it."""
        words = load_words()
        named = self.tokens[position].form.maybe_first_name
        verbs = words.person_verbs
        if self.has_age(position) or self.has_owned(position) or self.lives_near(position):
            return True
        if _QUOTED.match(self.text, self.tokens[position].end):
            return True
        if self.is_followed_by(position, TITLES_AFTER):
            return True
        if self.is_followed_by(position, verbs):
            subject = self.following(position, 2)
            return subject is None or subject.form.folded not in _TURNED
        token = self.following(position)
        if token is None:
            return False
        if token.gap == " " and token.form.capital:
            return named or token.form.surname or not token.form.dutch
        if token.form.folded in {"en", "of"}:
            partner = self.following(position, 2)
            return partner is not None and partner.form.first_name
        return token.gap in {", ", " & ", " + "} and token.form.first_name

    def has_owned(self, position: int) -> bool:
        """Roos haar man, Trees zijn fiets: what someone has."""
        thing = self.following(position, 2)
        if thing is None or thing.form.capital or thing.gap != " ":
            return False
        if thing.form.folded in load_words().dutch_small:
            return False
        return self.is_followed_by(position, _OWN) or (
            self.is_followed_by(position, _OWN_OR_ARE) and thing.form.folded in _OWNED
        )

    def lives_near(self, position: int) -> bool:
        """Vos van nummer zes, Roos van hiernaast."""
        place = self.following(position, 2)
        near = place is not None and place.form.folded in NEAR | _ROUND
        return near and self.is_followed_by(position, _VAN)

    def works_at(self, position: int) -> bool:
        """Twintig jaar bij Nitto, ze werkt bij Stebo: who is worked for is a firm."""
        if self.previous_word(position) != "bij":
            return False
        before = self.tokens[max(0, position - _NEAR_WORK) : position]
        return any(token.form.folded in _WORKS for token in before)

    def has_kin(self, position: int) -> bool:
        """Wil en zijn vrouw, Frans is zijn fiets kwijt: a word that is a first name this once."""
        form, words = self.tokens[position].form, load_words()
        if form.folded not in words.first_names or not self.tokens[position].opens:
            return False
        near = [self.following(position, ahead) for ahead in (1, 2, 3)]
        first, second, third = (token.form.folded if token else "" for token in near)
        partner = near[1]
        if first == "en" and partner is not None and partner.form.first_name:
            common = words.first_names[form.folded] >= _BORNE
            return common and form.folded not in words.particles and partner.form.capital
        if second not in {"zijn", "haar", "z'n", "d'r", "hun"}:
            return False
        return first == "en" and third in words.titles | _KIN

    def has_lower_company(self, position: int) -> bool:
        """Toon (19), ze heet roos, lieve zegt: a word that is a name this once."""
        if self.has_age(position) or self.previous_word(position) in {"heet", "noemt"}:
            return True
        if self._stands_among_names(position) or self.lives_near(position):
            return True
        token, words = self.tokens[position], load_words()
        common = words.first_names.get(token.form.folded, 0) >= _COMMON
        return common and token.opens and self.is_followed_by(position, words.person_verbs)

    def _stands_among_names(self, position: int) -> bool:
        """Peter bosmans; els, kris en wim: a surname follows, or names are listed beside it."""
        following = self.following(position)
        if following is not None and following.gap == " ":
            if self.is_initial(position + 1):
                return True
            surname = self._surname_after(position)
            if surname is not None and surname.form.surname and not surname.form.dutch:
                return True
            if following.form.folded == "en":
                partner = self.following(position, 2)
                return partner is not None and partner.form.first_name
        if self.tokens[position].gap == ", ":
            return self.tokens[position - 1].form.first_name
        linked = self.previous_kind(position, {" "}) == "en" and position > 1
        return linked and self.tokens[position - 2].form.first_name

    def _surname_after(self, position: int) -> Token | None:
        """The next word that is no particle: lieve van den broeck."""
        for ahead in range(1, _FURTHEST_SURNAME + 1):
            token = self.following(position, ahead)
            if token is None or token.gap != " ":
                return None
            if token.form.folded not in load_words().particles:
                return token
        return None
