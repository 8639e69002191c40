"""Who judged what: answers of people beside each other, and beside those of the machine.

From tables alone: `codings` is what coders said (`decisions.codings.coding_table`) in the order in
which they first spoke, `proposals`
what the machine makes of each label whatever a person says. A person's word on a text never
trains the model that answers here for that text.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.words import ORDERS

SAMPLE = "steekproef"  # the queue that is a random sample: only there is a share of all to be had
MACHINE_LABELS = ("category", "valence", "actor", "tense")
LABELS = (*MACHINE_LABELS, "voice", "theme")


@dataclass(frozen=True, eq=False)
class Judged:
    """Answers of the machine beside the truth, for one label.

    `rows`: item, truth, said, certainty (0 to 1), cluster; a row an item.
    """

    label: str
    classes: tuple[str, ...]
    rows: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Coded:
    """What two or more coders said of the same items, for one label.

    `rows`: item, who, value, cluster; a row a coder and item, in the order in which they spoke.
    """

    label: str
    classes: tuple[str, ...]
    rows: pd.DataFrame

    @classmethod
    def by_nobody(cls, label: str) -> Coded:
        """Nobody coded anything."""
        return cls(label, (), pd.DataFrame(columns=["item", "who", "value", "cluster"]))

    @property
    def pairs(self) -> pd.DataFrame:
        """item, first, second, cluster: what the first two coders of each item said."""
        numbered = self.rows.assign(turn=self.rows.groupby("item").cumcount())
        first, second = (numbered[numbered["turn"] == turn] for turn in (0, 1))
        both = first.merge(second[["item", "value"]], on="item", validate="one_to_one")
        both = both.rename(columns={"value_x": "first", "value_y": "second"})
        return both[["item", "first", "second", "cluster"]]


def judge(label: str, truths: pd.DataFrame, proposals: pd.DataFrame) -> Judged:
    """The likeliest proposal beside the truth, for items that have both.

    `truths`: item, truth, cluster, a row an item; `proposals`: item, value, probability, a row an
    item and class.
    """
    mine = proposals[proposals["item"].isin(truths["item"])]
    classes = _classes(label, [*truths["truth"], *mine["value"]])
    place = mine["value"].map({name: number for number, name in enumerate(classes)})
    ordered = mine.assign(place=place).sort_values(
        ["probability", "place"], ascending=[False, True], kind="stable"
    )
    best = ordered.drop_duplicates("item")[["item", "value", "probability"]]
    best = best.rename(columns={"value": "said", "probability": "certainty"})
    rows = truths.merge(best, on="item", validate="one_to_one")
    return Judged(label, classes, rows[["item", "truth", "said", "certainty", "cluster"]])


def judge_fragments(
    label: str, codings: pd.DataFrame, proposals: pd.DataFrame, fragments: pd.DataFrame
) -> Judged:
    """The machine beside the first coder of each fragment of the random sample.

    The first, not what coders settled on later: the machine is held against one person, as one
    person is against another.
    """
    mine = _sampled(label, codings, fragments).drop_duplicates("item")
    truths = mine.rename(columns={"value": "truth"})[["item", "truth", "cluster"]]
    said = proposals[proposals["label"] == label].rename(columns={"fragment_id": "item"})
    return judge(label, truths, said[["item", "value", "probability"]])


def judge_notes(label: str, labelled: pd.DataFrame) -> Judged:
    """The machine beside the shipped labels, clustered by who wrote the note.

    `labelled`: author, label, truth, value, probability, out of fold by author; a row a class, and
    the notes in the same order for each class.
    """
    mine = labelled[labelled["label"] == label]
    mine = mine.assign(item=mine.groupby("value").cumcount().astype("str"))
    truths = mine.drop_duplicates("item").rename(columns={"author": "cluster"})
    return judge(
        label, truths[["item", "truth", "cluster"]], mine[["item", "value", "probability"]]
    )


def coded_twice(label: str, codings: pd.DataFrame, fragments: pd.DataFrame) -> Coded:
    """The fragments of the random sample that two or more coders judged."""
    mine = _sampled(label, codings, fragments)
    twice = mine[mine.groupby("item")["who"].transform("nunique") > 1]
    rows = twice[["item", "who", "value", "cluster"]].reset_index(drop=True)
    return Coded(label, _classes(label, rows["value"].tolist()), rows)


def _sampled(label: str, codings: pd.DataFrame, fragments: pd.DataFrame) -> pd.DataFrame:
    """The codings of this label in the random sample, of fragments that are in the run."""
    mine = codings[(codings["label"] == label) & (codings["queue"] == SAMPLE)]
    known = fragments[["fragment_id", "uitdager_id"]]
    rows = mine.merge(known, on="fragment_id", validate="many_to_one")  # keeps the order
    return rows.rename(columns={"fragment_id": "item", "uitdager_id": "cluster"})


def _classes(label: str, found: list[str]) -> tuple[str, ...]:
    known = [str(value) for value in ORDERS.get(label, ())]
    return (*known, *sorted(set(found) - set(known)))
