"""What stood where a placeholder stands now: read again from the deliveries, kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from pipeline.errors import StoreError
from pipeline.ingest import describe_files, find_beside, ingest, list_files
from pipeline.ingest.registry import EMPTY_REGISTRY, read_registry
from pipeline.settings import Settings

_PLACEHOLDER = re.compile(r"(\[[a-z]+(?: \d+)?\])")


def raw_texts(settings: Settings, note_ids: Collection[str]) -> dict[str, str]:
    """The notes as they were delivered, by note id; those that are not delivered now are absent.

    Raises:
        StoreError: there are no deliveries here, or none of these notes is in them.
    """
    raw = settings.path(settings.paths.raw)
    paths = list_files(raw, settings.paths.registry, settings.paths.reference)
    registry_file = find_beside(raw, settings.paths.registry)
    registry = read_registry(registry_file) if registry_file else EMPTY_REGISTRY
    key = settings.privacy.key
    files = describe_files(paths, key, {}, 1)
    notes = ingest(files, registry, settings.campaign, settings.ingest, key).notes
    mine = notes[notes["note_id"].isin(list(note_ids))]
    if mine.empty:
        raise StoreError(
            "Wat er stond, kan hier niet getoond worden: de aangeleverde bestanden van deze "
            f"notities staan niet (meer) in {raw}."
        )
    return dict(zip(mine["note_id"].tolist(), mine["text"].tolist(), strict=True))


def words_behind(safe: str, raw: str) -> Mapping[int, str]:
    """What each placeholder of a safe text stands for, by its offset; empty where they differ."""
    parts = _PLACEHOLDER.split(safe)
    pattern = "".join("(.+?)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    found = re.fullmatch(pattern, raw, re.DOTALL)
    if found is None:
        return {}
    starts = [match.start() for match in _PLACEHOLDER.finditer(safe)]
    return dict(zip(starts, found.groups(), strict=True))
