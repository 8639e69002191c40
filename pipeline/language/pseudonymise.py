"""Raw notes in, notes without private persons out: nothing after this sees raw text.

Places, firms, schools, associations and public figures stay; people become `[naam 1]`, one number
a person within a conversation. What is found lives in `pipeline/language/privacy`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.cache import RecordCache
from pipeline.ids import keyed_id
from pipeline.language.privacy.cleaning import Cleaned, clean, find_together
from pipeline.language.privacy.doubt_table import Mention
from pipeline.language.privacy.doubts import KEPT
from pipeline.language.privacy.names import NOTHING_SAID, NameBook, make_book
from pipeline.language.privacy.spans import KINDS
from pipeline.language.privacy.verdicts import Verdicts, word_id
from pipeline.schema import Attributes, Notes, RawNotes

_NUMBERED = re.compile(r"\[naam \d+\]")
_Doubt = tuple[int, int, int, str, str, str]  # which text, start, end, id, action, reason
_Entry = tuple[str, object, str]  # note or value, the label of its row, its raw text


@dataclass(frozen=True)
class Known:
    """What a run knows beside the lists of the package.

    `names` are raw names of the registry, `keep` what must stay, `verdicts` what people decided.
    Without `tells_removed` no id of a removed word is given: the key of the ids is no secret.
    """

    names: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    verdicts: Verdicts = NOTHING_SAID
    tells_removed: bool = True

    @property
    def version(self) -> str:
        """A keyed hash of all of it: with other knowledge another text may be safe."""
        said = [sorted(self.verdicts.names), sorted(self.verdicts.words)]
        told = json.dumps([self.names, self.keep, said, self.tells_removed])
        return keyed_id(self.verdicts.key, "known", told)


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Pseudonymised:
    """Notes and attributes without private persons.

    `n_found` counts what was replaced, by kind; `doubts` are the words that a person may judge,
    each time that one stands in a note.
    """

    notes: DataFrame[Notes]
    attributes: DataFrame[Attributes]
    n_found: dict[str, int]
    doubts: tuple[Mention, ...]


def pseudonymise(
    notes: DataFrame[RawNotes],
    attributes: DataFrame[Attributes],
    known: Known = NOTHING_KNOWN,
    cache: RecordCache | None = None,
) -> Pseudonymised:
    """The notes and attributes with placeholders.

    Numbering is per conversation, in order of note_id and then attribute; the rows keep their
    order. The heading of an attribute has no conversation, so that a name in it has no number.
    `cache` keeps whole conversations; it must be of this code and have a secret, since what it is
    asked for is raw.
    """
    texts = _by_conversation(notes, attributes)
    book = _book_of(known)
    found: Counter[str] = Counter()
    safe: dict[str, dict[object, str]] = {"note": {}, "value": {}}
    mentions: list[Mention] = []
    note_ids = pd.DataFrame(notes)["note_id"].to_dict()
    said = [[text for _, _, text in entries] for entries in texts.values()]
    done = _clean_all(said, book, known, cache)
    for conversation_id, (cleaned, counts, doubts) in zip(texts, done, strict=True):
        found.update(counts)
        entries = texts[conversation_id]
        for (kind, label, _), text in zip(entries, cleaned, strict=True):
            safe[kind][label] = text
        for at, start, end, ident, action, reason in doubts:
            kind, label, _ = entries[at]
            if kind == "note":
                place = (str(note_ids[label]), start, end)
                written = cleaned[at][start:end]
                mentions.append(Mention(ident, action, reason, written, place, conversation_id))
    return Pseudonymised(
        notes=_clean_notes(notes, safe["note"]),
        attributes=_clean_attributes(attributes, safe["value"], book),
        n_found={kind: found[kind] for kind in KINDS if found[kind]},
        doubts=tuple(mentions),
    )


def words_in_doubt(
    notes: DataFrame[RawNotes], attributes: DataFrame[Attributes], known: Known, wanted: str
) -> set[str]:
    """How the doubtful word with the id `wanted` is written in these raw notes.

    Whole conversations are needed: who is named in one note is known in the others.
    """
    book, key = _book_of(known), known.verdicts.key
    written = set()
    for entries in _by_conversation(notes, attributes).values():
        texts = {at: text for at, (_, _, text) in enumerate(entries)}
        for at, found in find_together(texts, book).items():
            for one in found.doubts:
                if word_id(key, one.action, one.word) == wanted:
                    written.add(texts[at][one.start : one.end])
    return written


def pseudonymise_text(text: str, names: Collection[str] = (), keep: Collection[str] = ()) -> str:
    """One text alone with placeholders, persons numbered from 1."""
    return clean([text], _book_of(Known(tuple(names), tuple(keep)))).texts[0]


def hide_persons(values: Iterable[str], known: Known) -> dict[str, str]:
    """Each different value of a column without private persons, who get no number there.

    For what is no note: a technique, a trade, the place of a row with the name of its sheet.
    """
    return _hide_each(values, _book_of(known))


def _hide_each(values: Iterable[str], book: NameBook) -> dict[str, str]:
    """Value -> safe value; numbers would tell nothing outside a conversation."""
    different = sorted(set(values))
    return {value: _NUMBERED.sub("[naam]", clean([value], book).texts[0]) for value in different}


@lru_cache(maxsize=8)
def _book_of(known: Known) -> NameBook:
    """The book, made once for the thousands of texts that share it."""
    return make_book(known.names, known.keep, known.verdicts)


def _by_conversation(
    notes: DataFrame[RawNotes], attributes: DataFrame[Attributes]
) -> dict[str, list[_Entry]]:
    """The raw texts of each conversation, in the order in which persons are numbered."""
    table = pd.DataFrame(notes).sort_values("note_id")
    extra = pd.DataFrame(attributes).sort_values(["note_id", "attribute", "value"])
    note_ids, raw = table["note_id"].tolist(), table["text"].tolist()
    conversation = dict(zip(note_ids, table["conversation_id"].tolist(), strict=True))
    texts: dict[str, list[_Entry]] = {}
    for label, note_id, text in zip(table.index, note_ids, raw, strict=True):
        texts.setdefault(conversation[note_id], []).append(("note", label, text))
    for label, note_id, value in zip(extra.index, extra["note_id"], extra["value"], strict=True):
        texts.setdefault(conversation.get(note_id, note_id), []).append(("value", label, value))
    return texts


def _clean_notes(notes: DataFrame[RawNotes], safe: dict[object, str]) -> DataFrame[Notes]:
    clean_notes = pd.DataFrame(notes)[["note_id", "conversation_id", "text"]].copy()
    clean_notes["text"] = [safe[label] for label in clean_notes.index]
    return Notes.validate(clean_notes)


def _clean_attributes(
    attributes: DataFrame[Attributes], safe: dict[object, str], book: NameBook
) -> DataFrame[Attributes]:
    values = pd.DataFrame(attributes).copy()
    headings = _hide_each(values["attribute"], book)
    values["attribute"] = values["attribute"].map(headings).astype("str")
    values["value"] = [safe[label] for label in values.index]
    return Attributes.validate(values)


def _clean_all(
    said: Sequence[Sequence[str]], book: NameBook, known: Known, cache: RecordCache | None
) -> list[Any]:  # triples; as JSON gives them where they were remembered
    """Each conversation's safe texts, counts by kind and doubts, as far as can be remembered.

    The result depends on what is known too. What is kept of a doubt is the id of its word.
    """
    version = known.version
    keys = [f"{version}\n{json.dumps(texts)}" for texts in said]
    done = dict(enumerate(cache.get(keys) if cache else ()))
    fresh = [place for place in range(len(keys)) if done.get(place) is None]
    done |= {place: _record(clean(said[place], book), known) for place in fresh}
    if cache:
        cache.put([keys[place] for place in fresh], [done[place] for place in fresh])
    return [done[place] for place in range(len(keys))]


def _record(cleaned: Cleaned, known: Known) -> tuple[list[str], Counter[str], list[_Doubt]]:
    """What is kept of a conversation: no word that was removed. Without a key no doubts."""
    key = known.verdicts.key
    doubts = [
        (at, one.start, one.end, word_id(key, one.action, one.word), one.action, one.reason)
        for at, many in sorted(cleaned.doubts.items() if key else ())
        for one in many
        if known.tells_removed or one.action == KEPT
    ]
    return cleaned.texts, cleaned.counts, doubts
