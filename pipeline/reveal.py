"""What stood where a placeholder stands now: read again from the deliveries, kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pipeline.decisions import State
from pipeline.errors import StoreError
from pipeline.ingest import describe_files, find_beside, ingest, list_files
from pipeline.ingest.registry import EMPTY_REGISTRY, read_registry
from pipeline.language.pseudonymise import words_in_doubt
from pipeline.run import known_people
from pipeline.settings import Settings


def what_stood(
    settings: Settings,
    state: State,
    word_id: str,
    note_ids: Collection[str],
    first_seen: Mapping[str, int],
) -> list[str]:
    """How the doubtful word is written in the conversations of these notes, as delivered.

    `first_seen` is that of the run's manifest, so that of two deliveries the one is read that the
    run read. Empty where the notes were delivered anew since.

    Raises:
        StoreError: there are no deliveries here, or none of these notes is in them.
    """
    raw, key = settings.path(settings.paths.raw), settings.privacy.key
    paths = list_files(raw, settings.paths.registry, settings.paths.reference)
    registry_file = find_beside(raw, settings.paths.registry)
    registry = read_registry(registry_file) if registry_file else EMPTY_REGISTRY
    following = max(first_seen.values(), default=0) + 1
    files = describe_files(paths, key, first_seen, following)
    read = ingest(files, registry, settings.campaign, settings.ingest, key)
    asked = read.notes["note_id"].isin(list(note_ids))
    if not asked.any():
        raise StoreError(
            "Wat er stond, kan hier niet getoond worden: de aangeleverde bestanden van deze "
            f"notities staan niet (meer) in {raw}."
        )
    mine = read.notes[read.notes["conversation_id"].isin(read.notes[asked]["conversation_id"])]
    beside = read.attributes[read.attributes["note_id"].isin(mine["note_id"])]
    people = known_people(settings, registry, state, fictional=False)
    return sorted(words_in_doubt(mine, beside, people, word_id))
