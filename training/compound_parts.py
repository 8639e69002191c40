"""How `pipeline/resources/compound_parts.tsv` was made: the words that Dutch builds words of.

`python training/compound_parts.py TREEBANK`, with the folder of UD Dutch .conllu files. From the
words of simplemma's Dutch dictionary and of the treebanks it counts in how many other words each
stands first and last, and keeps those that do so often enough to be trusted as a part.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.language.compounds import stems
from pipeline.resources.words import never_first, never_last

OUT = Path(__file__).parent.parent / "pipeline" / "resources" / "compound_parts.tsv"
_WORD = re.compile(r"[^\W\d_]{3,}")
_OPEN = {"NOUN", "VERB", "ADJ"}
_SHORT, _LEAST_SHORT, _LEAST = 4, 6, 2  # letters; words that a short and a longer part must be in
LAST_VERBS = frozenset({"bakken", "ophalen", "rijden", "schikken", "zuigen"})
_SURE_SHORT = 3  # times that a short word must be a noun in the treebank


def read_treebank(folder: Path) -> dict[str, Counter[str]]:
    """How often each lemma has each word class."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if cells[0].isdigit():
                found[cells[2].lower().replace("_", "")][cells[3]] += 1
    return found


def read_dictionary() -> set[str]:
    """The lemmas of simplemma's Dutch dictionary."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table = DefaultDictionaryFactory().get_dictionary("nl")
    words = {value.lower().replace("_", "") for form, value in table.items() if form.islower()}
    return {word for word in words if _WORD.fullmatch(word)}


def count_parts(words: set[str]) -> tuple[Counter[str], Counter[str]]:
    """In how many of the words each stands first (as such, or as the stem of a verb), and last."""
    stem_of = {stem: verb for verb in words if verb.endswith("en") for stem in stems(verb)}
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word in words:
        for start, end in _halves(word):
            if end not in words:
                continue
            for one in (start, start.removesuffix("s")):
                if one in words or one in stem_of:
                    first[one] += 1
                    last[end] += 1
                    break
    return first, last


def _halves(word: str) -> Iterator[tuple[str, str]]:
    for place in range(3, len(word) - 2):
        yield word[:place], word[place:]


def choose(
    words: set[str], classes: dict[str, Counter[str]], counts: tuple[Counter[str], Counter[str]]
) -> list[tuple[str, str, int, int]]:
    """part, lemma, times first, times last: of words of an open class that occur as parts."""
    first, last = counts
    stem_of = {stem: verb for verb in sorted(words) if verb.endswith("en") for stem in stems(verb)}
    rows = []
    for part in sorted(set(first) | set(last) | (set(classes) & words)):
        seen = classes.get(part)
        if seen and sum(seen[name] for name in _OPEN) * 2 < seen.total() - seen["PROPN"]:
            continue
        if _linked(part, classes):
            continue
        is_verb = part not in words or (part in stem_of and seen is not None and _verbal(seen))
        n_first = 0 if part in never_first() else first[part]
        no_last = part in never_last() or part not in words or _only_verb(part, seen)
        n_last = 0 if no_last else last[part]
        least = _LEAST_SHORT if len(part) <= _SHORT else _LEAST
        n_first, n_last = n_first * (n_first >= least), n_last * (n_last >= least)
        if seen and seen["NOUN"] >= (_SURE_SHORT if len(part) <= _SHORT else 1):
            n_first = max(n_first, int(part not in never_first()))
            n_last = max(n_last, int(not no_last))
        if n_first or n_last:
            rows.append((part, stem_of[part] if is_verb else part, n_first, n_last))
    return rows


def _only_verb(part: str, seen: Counter[str] | None) -> bool:
    return part.endswith("en") and part not in LAST_VERBS and not (seen and seen["NOUN"])


def _linked(part: str, classes: dict[str, Counter[str]]) -> bool:
    """Whether a word is only another with the s of a link: stads, huwelijks."""
    bare = classes.get(part[:-1])
    own = classes.get(part)
    return part.endswith("s") and bool(bare and bare["NOUN"]) and not (own and own["NOUN"])


def _verbal(seen: Counter[str]) -> bool:
    return seen["VERB"] > seen["NOUN"] + seen["ADJ"]


def main() -> None:
    """Read the command line, count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    classes = read_treebank(parser.parse_args().treebank)
    words = read_dictionary() | {word for word in classes if _WORD.fullmatch(word)}
    rows = choose(words, classes, count_parts(words))
    lines = ["\t".join(map(str, row)) for row in rows]
    OUT.write_text("\n".join(["part\tlemma\tfirst\tlast", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
