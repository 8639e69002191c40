"""Twelve weekly deliveries with an analyst at work in between: does what was published stand?

    python bench/weeks.py OUT [--weeks 12] [--seed 1] [--raw FOLDER]

The example's conversations are split by date; each week is one more CSV in OUT/raw, one run and one
thing that the analyst does: name, merge, split, retire, move, accept, dismiss, undo, judge, make.
What each fragment's theme must be is kept beside the product, from the published run and from what
the analyst did, and is compared with every later run: one difference and this exits with 1.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.decisions import Decision, DecisionLog, Kind, log_of
from pipeline.decisions.curate import (
    Entry,
    Word,
    confirm,
    dismiss,
    guide,
    make_theme,
    merge,
    move,
    rename,
    retire,
)
from pipeline.ingest import describe_files, find_beside, ingest, list_files
from pipeline.ingest.registry import read_registry
from pipeline.run import run
from pipeline.settings import Settings, load_settings
from pipeline.store import Run

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "data" / "raw" / "voorbeeld"
PROFILE = {
    "Gespreksnummer": "conversation_id",
    "Datum": "date",
    "Wijk": "neighbourhood",
    "Leeftijd": "age_group",
    "Geslacht": "gender",
    "Herkomst": "origin",
    "Opleiding": "education",
    "Werksituatie": "work",
    "Jaren in Genk": "years_in_genk",
    "Aantal deelnemers": "participants",
    "Techniek": "technique",
}
_ABOUT = ("theme_id", "other_id")
AN = Word("An de analist", "bench/weeks.py")


@dataclass
class Analyst:
    """What she did, and where every published fragment must be because of it.

    `themes`: fragment id -> theme id, None for Overig.
    """

    log: DecisionLog
    chance: random.Random
    themes: dict[str, str | None] = field(default_factory=dict)
    merged: tuple[int, list[str], str] | None = None

    def after(self, published: Run) -> list[str]:
        """The differences between this run and what must be; then the new fragments count too."""
        now = _themes_of(published)
        wrong = [
            f"{one}: {now[one]} where {theme} stood"
            for one, theme in self.themes.items()
            if one in now and now[one] != theme
        ]
        self.themes = self.themes | now
        return wrong

    def put(self, ids: Sequence[str], theme_id: str | None) -> None:
        """From now on these fragments must be in this theme."""
        self.themes |= dict.fromkeys(ids, theme_id)

    def inside(self, theme_id: str) -> list[str]:
        """The fragments that must be in a theme."""
        return [one for one, theme in self.themes.items() if theme == theme_id]


def _themes_of(published: Run) -> dict[str, str | None]:
    columns = (published.column("fragments", name) for name in ("fragment_id", "theme_id"))
    return {one: None if pd.isna(theme) else theme for one, theme in zip(*columns, strict=True)}


def _entries(published: Run) -> list[Entry]:
    """The open themes, the largest first."""
    themes = published.table("themes")
    is_open = themes[themes["status"].isin(["proposed", "confirmed"])]
    rows = is_open.sort_values(["n_fragments", "theme_id"], ascending=[False, True])
    return [Entry(one["theme_id"], tuple(one["examples"])) for one in rows.to_dict("records")]


def _proposal(published: Run, kind: str) -> dict[str, object] | None:
    table = published.table("theme_proposals")
    found = table[table["kind"] == kind].to_dict("records")
    return {str(key): value for key, value in found[0].items()} if found else None


def name_largest(analyst: Analyst, published: Run) -> str:
    """The largest theme gets a name."""
    entry = _entries(published)[0]
    analyst.log.append(rename(AN, entry, "De naam van An"))
    return f"noemt {entry.entry_id}"


def merge_two(analyst: Analyst, published: Run) -> str:
    """The clearest merge that is proposed, else the two smallest themes."""
    entries = {one.entry_id: one for one in _entries(published)}
    asked = _proposal(published, "merge")
    pair = [str(asked["theme_id"]), str(asked["other_id"])] if asked else list(entries)[-2:]
    goes, stays = pair
    number = analyst.log.append(merge(AN, entries[goes], entries[stays]))
    analyst.merged = (number, analyst.inside(goes), goes)
    analyst.put(analyst.inside(goes), stays)
    return f"voegt {goes} bij {stays}" + (" (voorgesteld)" if asked else "")


def split_one(analyst: Analyst, published: Run) -> str:
    """The clearest split that is proposed, else a third of the largest theme."""
    asked = _proposal(published, "split")
    largest = analyst.inside(_entries(published)[0].entry_id)
    ids = asked["fragment_ids"] if asked else largest[::3]
    fragments = published.table("fragments")
    rows = fragments[fragments["fragment_id"].isin(list(ids))]  # type: ignore[call-overload]
    used = published.column("themes", "theme_id")
    analyst.log.append_all(make_theme(AN, "Afgesplitst", rows, used))
    made = analyst.log.read()[-len(rows) - 1]
    analyst.put(rows["fragment_id"].tolist(), made.subject)
    return f"splitst {made.subject} af ({len(rows)})" + (" (voorgesteld)" if asked else "")


def retire_smallest(analyst: Analyst, published: Run) -> str:
    """The smallest theme is closed: its fragments are in Overig."""
    entry = _entries(published)[-1]
    analyst.log.append(retire(AN, entry))
    analyst.put(analyst.inside(entry.entry_id), None)
    return f"sluit {entry.entry_id} af"


def put_aside(asked: Mapping[Any, Any]) -> Decision:
    """A proposal that she does not want."""
    first, second = (None if pd.isna(asked[name]) else asked[name] for name in _ABOUT)
    return dismiss(AN, asked["proposal_id"], asked["kind"], (first, second), asked["fragment_ids"])


def place_all(log: DecisionLog, decisions: list[Decision]) -> None:
    """All of them at once."""
    log.append_all(lambda _: decisions)


def move_some(analyst: Analyst, published: Run) -> str:
    """The clearest move that is proposed; all other moves are put aside."""
    table = published.table("theme_proposals").query("kind == 'move'")
    fragments = published.table("fragments")
    for place, asked in enumerate(table.to_dict("records")):
        rows = fragments[fragments["fragment_id"].isin(asked["fragment_ids"])]
        if place:
            analyst.log.append(put_aside(asked))
            continue
        place_all(analyst.log, move(AN, rows, asked["other_id"]))
        analyst.put(rows["fragment_id"].tolist(), asked["other_id"])
    return f"verplaatst volgens 1 voorstel, legt er {max(len(table) - 1, 0)} weg"


def confirm_new(analyst: Analyst, published: Run) -> str:
    """The newest theme that a run proposed is confirmed."""
    entry = max(_entries(published), key=lambda one: one.entry_id)
    analyst.log.append(confirm(AN, entry))
    return f"bevestigt {entry.entry_id}"


def undo_merge(analyst: Analyst, published: Run) -> str:
    """The merge of weeks ago is taken back: what was in the theme then is there again."""
    del published
    if analyst.merged is None:
        return "had niets samengevoegd"
    number, ids, theme_id = analyst.merged
    before = {one: analyst.themes[one] for one in ids}
    analyst.log.undo(number, AN.who)
    stayed = {one.subject for one in analyst.log.read() if one.kind in {Kind.PLACE, Kind.LABEL}}
    analyst.put([one for one in before if one not in stayed], theme_id)
    return f"maakt het samenvoegen van {theme_id} ongedaan"


def judge_five(analyst: Analyst, published: Run) -> str:
    """Five fragments get a theme by hand."""
    fragments = published.table("fragments")
    targets = [one.entry_id for one in _entries(published)[:5]]
    rows = fragments.sample(5, random_state=analyst.chance.randrange(10_000))
    for target, row in zip(targets, rows.to_dict("records"), strict=True):
        said = Decision(AN.who, Kind.LABEL, row["fragment_id"], "theme", target)
        analyst.log.append(said)
        analyst.put([row["fragment_id"]], target)
    return "geeft vijf fragmenten een thema"


def make_by_hand(analyst: Analyst, published: Run) -> str:
    """A theme of her own, with words to find it by and the fragments that hold one of them."""
    fragments = published.table("fragments")
    rows = fragments[fragments["text"].str.contains(r"\b(?:bus|halte|lijn)\b")].head(8)
    used = published.column("themes", "theme_id")
    analyst.log.append_all(make_theme(AN, "De bus", rows, used))
    made = analyst.log.read()[-len(rows) - 1]
    analyst.log.append(guide(AN, Entry(made.subject), "bus halte lijn chauffeur"))
    analyst.put(rows["fragment_id"].tolist(), made.subject)
    return f"maakt {made.subject} met {len(rows)} fragmenten"


def nothing(analyst: Analyst, published: Run) -> str:
    """A week off."""
    del analyst, published
    return "-"


WEEKS: tuple[Callable[[Analyst, Run], str], ...] = (
    nothing,
    name_largest,
    merge_two,
    split_one,
    retire_smallest,
    move_some,
    confirm_new,
    undo_merge,
    judge_five,
    make_by_hand,
    move_some,
    nothing,
)


def deliver(settings: Settings, raw: Path, n_weeks: int) -> list[list[list[str]]]:
    """The example's notes as rows of a CSV, in as many weeks of equally many conversations."""
    paths = list_files(raw, settings.paths.registry, settings.paths.reference)
    files = describe_files(paths, settings.privacy.key, {}, 1)
    registry_file = find_beside(raw, settings.paths.registry)
    if registry_file is None:
        message = f"{raw} has no registry"
        raise SystemExit(message)
    registry = read_registry(registry_file)
    got = ingest(files, registry, settings.campaign, settings.ingest, settings.privacy.key)
    sittings = got.conversations.sort_values(["date", "conversation_id"])
    ids = sittings["conversation_id"].tolist()
    week_of = {one: place * n_weeks // len(ids) for place, one in enumerate(ids)}
    rows = got.notes.merge(sittings, on="conversation_id")
    rows["date"] = rows["date"].dt.strftime("%d/%m/%Y")
    weeks: list[list[list[str]]] = [[] for _ in range(n_weeks)]
    for row in rows.to_dict("records"):
        values = [row[name] for name in (*PROFILE.values(), "text", "category")]
        weeks[week_of[row["conversation_id"]]].append(
            ["" if pd.isna(value) else str(value) for value in values]
        )
    return weeks


def write_week(folder: Path, number: int, rows: Sequence[Sequence[str]]) -> None:
    """One delivery more."""
    with (folder / f"week{number:02d}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*PROFILE, "Notitie", "Soort"])
        writer.writerows(rows)


def prepare(out: Path, raw: Path) -> Settings:
    """An empty campaign in `out` with the registry and the reference figures."""
    folders = {"GENKS_PATHS__DECISIONS": str(out / "decisions")}
    settings = load_settings(ROOT / "genks.toml", folders)
    (out / "raw").mkdir(parents=True)
    for name in (settings.paths.registry, settings.paths.reference):
        if (beside := find_beside(raw, name)) is not None:
            shutil.copy2(beside, out / "raw" / beside.name)
    return settings


def line(analyst: Analyst, published: Run, number: int, seconds: float) -> tuple[str, list[str]]:
    """What one week was, and the published fragments that should not have moved."""
    before = len(analyst.themes)
    fresh = [theme for one, theme in _themes_of(published).items() if one not in analyst.themes]
    wrong = analyst.after(published)
    proposals = published.table("theme_proposals")["kind"].value_counts().to_dict()
    kinds = " ".join(f"{kind}:{n}" for kind, n in sorted(proposals.items())) or "-"
    placed = sum(theme is not None for theme in fresh) / max(len(fresh), 1)
    other, n_open = published.manifest.quality["share_other"], len(_entries(published))
    words = (
        f"{number:4}  {before + len(fresh):10}  {len(fresh):5}  {placed:8.0%}  {other:6.0%}"
        f"  {n_open:7}  {len(wrong):4}  {seconds:4.0f}  {kinds:22}"
    )
    return words, wrong


def main() -> None:
    """Deliver, run, compare, curate; week after week."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--raw", type=Path, default=EXAMPLE)
    arguments = parser.parse_args()
    out: Path = arguments.out
    settings = prepare(out, arguments.raw)
    chance = random.Random(arguments.seed)  # noqa: S311 - a measurement, no secret
    analyst = Analyst(log_of(settings), chance)
    n_wrong = 0
    print("week  fragmenten  nieuw  geplaatst  overig  thema's  fout  sec.  voorstellen en analist")
    for number, rows in enumerate(deliver(settings, arguments.raw, arguments.weeks), start=1):
        write_week(out / "raw", number, rows)
        start = time.perf_counter()
        is_last = number == arguments.weeks  # then it looks from zero too
        published = run(settings, out / "raw", out / "processed", rediscover=is_last).run
        words, wrong = line(analyst, published, number, time.perf_counter() - start)
        did = WEEKS[(number - 1) % len(WEEKS)](analyst, published)
        print(words, did, flush=True)
        n_wrong += len(wrong)
        for each in wrong[:5]:
            print(f"      {each}")
    print(f"\n{n_wrong} gepubliceerde fragmenten veranderden zonder beslissing van thema.")
    sys.exit(1 if n_wrong else 0)


if __name__ == "__main__":
    main()
