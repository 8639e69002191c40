"""Words of a theme: which lemmas may speak for it, how they are shown, and the label of three."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
from pandera.typing import DataFrame

from pipeline.resources.first_names import load_first_names
from pipeline.resources.words import stopwords
from pipeline.schema import SafeFragments, Tokens

N_KEYWORDS = 10
N_IN_LABEL = 3
NO_WORDS_LABEL = "Zonder duidelijke woorden"
OTHER_LABEL = "Overig"
_SPEAKING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_PLACEHOLDER = re.compile(r"\[[a-z]+(?: \d+)?\]")
_WORD = r"[^\W\d_][^\W\d_'’-]*[^\W\d_]"
_COMMON_SHARE = 0.15
_FEWEST_FOR_COMMON = 100
_SAME_START = 5
_NUMBER = re.compile(r"(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|.*(?:honderd|duizend)|.*tien")
_COMMON_NAME = 500
FEWEST_USES = 3
OWN_SHARE = 0.5


@dataclass(frozen=True)
class Vocabulary:
    """`documents`: per fragment its speaking lemmas in order; the rest by lemma or shown form.

    `shown`: lemma to surface form; `uses`: lemma to number of fragments; `late`: shown forms that
    come late in a label, because they are verbs or the like.
    """

    documents: dict[str, str]
    shown: dict[str, str]
    uses: dict[str, int]
    late: frozenset[str]


def build_vocabulary(fragments: DataFrame[SafeFragments], tokens: DataFrame[Tokens]) -> Vocabulary:
    """Lemmas without stop words, numbers, placeholders, names of people and words of everywhere."""
    speaking = _speaking_tokens(fragments, tokens)
    counts = speaking.groupby("lemma")["fragment_id"].nunique()
    if len(fragments) >= _FEWEST_FOR_COMMON:
        too_common = counts.index[counts > _COMMON_SHARE * len(fragments)]
        speaking = speaking[~speaking["lemma"].isin(too_common)]
    documents = speaking.groupby("fragment_id", sort=True)["lemma"].agg(" ".join)
    shown = _surface_forms(speaking)
    return Vocabulary(
        documents={str(key): str(value) for key, value in documents.items()},
        shown=shown,
        uses={str(lemma): int(n) for lemma, n in counts.items()},
        late=_late_in_label(speaking, shown),
    )


def choose_keywords(
    words: Sequence[str], documents: Sequence[str], vocabulary: Vocabulary
) -> list[str]:
    """At most ten shown forms, best first, without near-duplicates.

    `words`: lemmas, best first; `documents`: those of the theme's fragments. A word that only one
    or two of many fragments use says nothing of the theme, and the name of a place or person says
    something only where it hardly occurs elsewhere. Best is what many of the theme's fragments
    say, and others do not.
    """
    here = Counter(lemma for document in documents for lemma in set(document.split()))
    share = len(documents) / max(len(vocabulary.documents), 1)
    fewest = min(FEWEST_USES, len(documents))

    def telling(word: str) -> float:
        expected = vocabulary.uses.get(word, here[word]) * share
        return round(here[word] * math.log(max(here[word], 0.1) / max(expected, 0.1)), 6)

    chosen: list[str] = []

    def choose(least: int, most: int) -> None:
        for word in sorted(words, key=telling, reverse=True):
            shown = vocabulary.shown.get(word, word)
            elsewhere = vocabulary.uses.get(word, 0) * OWN_SHARE
            everywhere = shown[0].isupper() and here[word] < elsewhere
            too_rare = here[word] < least or len(chosen) >= most
            if not (too_rare or everywhere or any(_alike(shown, other) for other in chosen)):
                chosen.append(shown)

    choose(fewest, N_KEYWORDS)
    if chosen:  # of a small theme two uses say something too, once one word holds it together
        choose(min(FEWEST_USES - 1, fewest), N_IN_LABEL)
    return chosen


def write_label(keywords: Sequence[str], taken: Iterable[str], vocabulary: Vocabulary) -> str:
    """Three keywords as a free name, nouns before verbs: "Bus, halte en chauffeur"."""
    return free_label(sorted(keywords, key=vocabulary.late.__contains__), taken)


def free_label(words: Sequence[str], taken: Iterable[str]) -> str:
    """The first three words as a name; what stands in `taken` gets a fourth word, then a number.

    Capitals make no difference, and no theme is called what fits in no theme is called.
    """
    closed = {label.casefold() for label in (*taken, OTHER_LABEL)}
    for n_words in range(N_IN_LABEL, max(len(words), N_IN_LABEL) + 1):
        label = _joined(words[:n_words])
        if label.casefold() not in closed:
            return label
    number = 2
    while f"{label} ({number})".casefold() in closed:
        number += 1
    return f"{label} ({number})"


def _joined(words: Sequence[str]) -> str:
    if not words:
        return NO_WORDS_LABEL
    text = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"
    return text[0].upper() + text[1:]


def _alike(one: str, other: str) -> bool:
    """Singular and plural, compound and part, or the same long start."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return short in long or (len(short) > _SAME_START and short[:_SAME_START] == long[:_SAME_START])


def _speaking_tokens(
    fragments: DataFrame[SafeFragments], tokens: DataFrame[Tokens]
) -> pd.DataFrame:
    known = tokens[tokens["fragment_id"].isin(fragments["fragment_id"].tolist())]
    lemma = known["lemma"].str.casefold()
    silent = stopwords()
    keep = (
        lemma.str.fullmatch(_WORD)
        & ~lemma.isin(silent)
        & ~known["text"].str.casefold().isin(silent)
    )
    keep &= known["pos"].isna() | known["pos"].isin(_SPEAKING)
    keep &= ~known["entity"].isin(["PER", "PERSON"])
    keep &= ~lemma.isin(_silent_names(lemma)) & ~lemma.str.fullmatch(_NUMBER)
    speaking = pd.DataFrame(known[keep].assign(lemma=lemma[keep]))
    speaking = speaking.sort_values(["fragment_id", "position"], kind="stable")
    return speaking[~_in_placeholder(speaking, fragments)]


@cache
def _bearers() -> Counter[str]:
    bearers: Counter[str] = Counter()
    for name, count in load_first_names().items():
        bearers[name.casefold()] += count
    return bearers


def _silent_names(words: pd.Series[str]) -> set[str]:
    """Words that are first names, also in lower case: what is left of a person is no keyword.

    A name that is an ordinary word too counts only where many bear it.
    """
    import simplemma  # reads its dictionary at first use

    bearers = _bearers()
    return {
        word
        for word in words.unique()
        if bearers[word] >= _COMMON_NAME
        or (bearers[word] and not simplemma.lemmatize(word, "nl").islower())
        or (bearers[word] and not simplemma.is_known(word, "nl"))
    }


def _in_placeholder(tokens: pd.DataFrame, fragments: DataFrame[SafeFragments]) -> pd.Series[bool]:
    """Whether a token lies in [naam 1], [adres] and their like."""
    spans: Mapping[str, list[tuple[int, int]]] = {
        fragment: [match.span() for match in _PLACEHOLDER.finditer(text)]
        for fragment, text in zip(fragments["fragment_id"], fragments["text"], strict=True)
        if "[" in text
    }
    inside = [
        any(start <= at < end for start, end in spans.get(fragment, ()))
        for fragment, at in zip(tokens["fragment_id"], tokens["start"], strict=True)
    ]
    return pd.Series(inside, index=tokens.index, dtype=bool)


def _surface_forms(tokens: pd.DataFrame) -> dict[str, str]:
    """The most frequent written form; a capital stays where most writings carry it mid-sentence."""
    if not len(tokens):
        return {}
    lower = tokens["text"].str.casefold()
    mid_sentence = tokens["start"] > 0
    capital = tokens["text"].str[0].str.isupper()
    share = capital[mid_sentence].groupby(tokens["lemma"][mid_sentence]).mean()
    counts = tokens.assign(form=lower).groupby(["lemma", "form"]).size().reset_index(name="n")
    counts = counts.sort_values(["lemma", "n", "form"], ascending=[True, False, True])
    best = counts.drop_duplicates("lemma").set_index("lemma")["form"]
    names = set(share.index[share > 0.7])  # noqa: PLR2004 - clearly more often than not
    return {
        str(lemma): form[0].upper() + form[1:] if lemma in names else str(form)
        for lemma, form in best.items()
    }


def _late_in_label(tokens: pd.DataFrame, shown: Mapping[str, str]) -> frozenset[str]:
    """Shown forms that are mostly no nouns; without parts of speech, what looks like a verb."""
    known = tokens[tokens["pos"].notna()]
    if len(known):
        share = known["pos"].isin(["NOUN", "PROPN"]).groupby(known["lemma"]).mean()
        late = {str(lemma) for lemma in share.index[share < 0.5]}  # noqa: PLR2004 - mostly not
    else:
        # An infinitive by its ending; its bare stem is as often a noun (fiets, werk).
        # An inflected adjective by the -e that its lemma lacks (sociale, sociaal).
        late = {
            lemma
            for lemma, form in shown.items()
            if (lemma.endswith("en") and form != lemma[:-2])
            or (form.endswith("e") and not lemma.endswith("e"))
        }
    return frozenset(shown[lemma] for lemma in late if lemma in shown)
