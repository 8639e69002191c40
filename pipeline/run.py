"""One run: the stages in order, the manifest, the atomic publish. It reads top to bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pipeline import assemble, history
from pipeline.cache import RecordCache
from pipeline.categorise import categorise, curve_table, labelled_table, quality
from pipeline.decisions import State, carry, fold, log_of
from pipeline.decisions.entry import IS_NAME, IS_NO_NAME
from pipeline.errors import StoreError
from pipeline.fingerprint import code_version, file_sha256, fingerprint, recorded_settings
from pipeline.ingest import SourceFile, describe_files, find_beside, ingest, list_files
from pipeline.ingest.registry import EMPTY_REGISTRY, Registry, read_reference, read_registry
from pipeline.language.privacy.verdicts import Verdicts
from pipeline.language.pseudonymise import Known, pseudonymise
from pipeline.language.split import split_notes
from pipeline.language.tokenise import model_name, tokenise
from pipeline.learning import company_of, learn, load_embedder, meant, shipped_lessons, with_people
from pipeline.people import people_figures
from pipeline.progress import Reporter, SilentReporter, StageClock
from pipeline.schema import SCHEMA_VERSION, Manifest, Reference
from pipeline.search import build_index
from pipeline.settings import Settings
from pipeline.store import Run, RunContent, RunStore, Vectors
from pipeline.theming import Past, Texts, find_themes


@dataclass(frozen=True)
class Inputs:
    """All that a run is a function of. `first_seen`: SHA-256 of a file -> number of its run."""

    files: list[SourceFile]
    registry: Registry
    reference: pd.DataFrame
    state: State
    previous: Run | None
    first_seen: Mapping[str, int]
    fictional: bool
    fingerprint: str
    rediscover: bool = False


@dataclass(frozen=True)
class Outcome:
    """The run that now stands; `is_new` is False where the inputs were those of the last one."""

    run: Run
    is_new: bool


def run(
    settings: Settings,
    raw: Path | None = None,
    out: Path | None = None,
    reporter: Reporter | None = None,
    *,
    rediscover: bool = False,
) -> Outcome:
    """Process the deliveries in `raw` and publish the result in `out`.

    `rediscover`: look for themes from zero too; what differs from the register is only proposed.

    Raises:
        GenksError: with a Dutch message; the published run then stands as it was.
    """
    started = _now()
    clock = StageClock(reporter or SilentReporter())
    store = RunStore(out or settings.path(settings.paths.processed))
    with store.lock():
        inputs = read_inputs(settings, raw or settings.path(settings.paths.raw), store)
        inputs = replace(inputs, rediscover=rediscover)
        previous = inputs.previous
        is_same = previous is not None and previous.manifest.fingerprint == inputs.fingerprint
        if previous is not None and is_same and not rediscover:
            return Outcome(previous, is_new=False)
        results = process(settings, inputs, store, clock)
        with clock.stage("write"):
            content = run_content(settings, inputs, results, store)
            manifest = replace(
                content.manifest, started=started, finished=_now(), seconds=clock.seconds
            )
            written = store.write(replace(content, manifest=manifest))
            store.publish(written.run_id)
    return Outcome(written, is_new=True)


def read_inputs(settings: Settings, raw: Path, store: RunStore) -> Inputs:
    """What this run starts from; the deliveries themselves are only hashed here.

    Raises:
        StoreError: the folder of deliveries does not exist or is empty.
    """
    paths = list_files(raw, settings.paths.registry, settings.paths.reference)
    if not paths:
        message = f"De map {raw} bestaat niet of is leeg. Zet er de bestanden van de uitdagers in."
        raise StoreError(message)
    previous = store.current()
    known = dict(previous.manifest.first_seen) if previous else {}
    sequence = max(known.values(), default=0) + 1
    files = describe_files(paths, settings.privacy.key, known, sequence)
    registry_file = find_beside(raw, settings.paths.registry)
    reference_file = find_beside(raw, settings.paths.reference)
    state = fold(log_of(settings).read())
    beside = [path for path in (registry_file, reference_file) if path is not None]
    fictional = settings.campaign.fictional and has_example(settings, files)
    versions = [model_name(settings.language), settings.language.encoder, str(fictional)]
    return Inputs(
        files=files,
        registry=read_registry(registry_file) if registry_file else EMPTY_REGISTRY,
        reference=read_reference(reference_file) if reference_file else Reference.empty(),
        state=state,
        previous=previous,
        first_seen=known | {file.sha256: file.first_seen for file in files},
        fictional=fictional,
        fingerprint=fingerprint(
            settings,
            [f"{file.sha256} {file.modified}" for file in files],
            beside,
            state,
            " ".join(versions),
        ),
    )


def has_example(settings: Settings, files: Sequence[SourceFile]) -> bool:
    """Whether a file of the campaign's own folder is among these, under whatever name."""
    own = list_files(
        settings.path(settings.paths.raw), settings.paths.registry, settings.paths.reference
    )
    return not {file_sha256(path) for path in own}.isdisjoint(file.sha256 for file in files)


def process(
    settings: Settings, inputs: Inputs, store: RunStore, clock: StageClock
) -> assemble.StageResults:
    """The stages in order: raw files and decisions in, facts about fragments out."""
    key, campaign = settings.privacy.key, settings.campaign
    with clock.stage("read"):
        ingested = ingest(inputs.files, inputs.registry, campaign, settings.ingest, key)
    with clock.stage("pseudonymise"):
        people = known_people(settings, inputs.registry, inputs.state, fictional=inputs.fictional)
        hiding = f"{code_version()}-{people.version}"  # a name that goes now, may stand in old ones
        known = _records(store, "names", hiding, key)
        safe = pseudonymise(ingested.notes, ingested.attributes, people, known)
    with clock.stage("split"):
        uitdagers = assemble.uitdager_of_conversation(ingested.conversations)
        fragments = split_notes(safe.notes, uitdagers, key, _records(store, "cuts", hiding))
        carried = carry(inputs.state, fragments, history.before(inputs.previous))
    with clock.stage("tokenise"):
        language = model_name(settings.language)
        tokens = tokenise(
            fragments, settings.language, _records(store, "tokens", f"{language}-{hiding}")
        )
    with clock.stage("embed") as step:
        embedder = load_embedder(settings.language, store.cache_folder)
        senses = embedder.senses(fragments["text"].tolist(), step)
        vectors = senses[0].vectors
    with clock.stage("categorise"):
        shipped = shipped_lessons(embedder, _records(store, "shipped", code_version()))
        given = assemble.given_labels(ingested.notes, fragments, carried.given)
        texts_of = dict(zip(safe.notes["note_id"], safe.notes["text"], strict=True))
        lessons = with_people(shipped, fragments, texts_of, senses, given)
        model = learn(settings, lessons, store.cache_folder)
        labelling = categorise(fragments, texts_of, senses, given, model, campaign.end.year)
    with clock.stage("themes"):
        past = Past(inputs.previous, store, inputs.state, carried, inputs.rediscover)
        themes = find_themes(
            settings, past, Texts(fragments, tokens, meant(senses)), company_of(shipped)
        )
    return assemble.StageResults(
        ingested=ingested,
        safe=safe,
        fragments=fragments,
        carried=themes.carried,
        tokens=tokens,
        vectors=vectors,
        labels=labelling.labels,
        proposals=labelling.proposals,
        labelled=labelled_table(model),
        learning_curve=curve_table(model),
        themes=themes,
        models={"language": language, **embedder.names},
        quality=quality(model) | themes.quality,
    )


def known_people(settings: Settings, registry: Registry, state: State, *, fictional: bool) -> Known:
    """The names of the registry, what must stay, and what people decided of words."""
    said = state.word_ids
    verdicts = Verdicts(settings.privacy.key, said(IS_NAME), said(IS_NO_NAME))
    keep = (*settings.campaign.neighbourhoods, *settings.privacy.keep)
    tells_removed = not settings.privacy.is_open(fictional=fictional)
    return Known(tuple(registry.names), keep, verdicts, tells_removed)


def _records(store: RunStore, kind: str, version: str, secret: str = "") -> RecordCache:
    """The cache of this kind and version; those of other versions go."""
    cache = RecordCache(store.cache_folder, f"{kind}-{version}", secret)
    cache.forget_others(f"{kind}-")
    return cache


def run_content(
    settings: Settings, inputs: Inputs, results: assemble.StageResults, store: RunStore
) -> RunContent:
    """All that is written of a run; the manifest has no times yet."""
    delivered = assemble.assemble(
        results, inputs.registry.uitdagers, inputs.reference, inputs.previous
    )
    people = known_people(settings, inputs.registry, inputs.state, fictional=inputs.fictional)
    tables = assemble.without_persons(delivered, people)
    manifest = Manifest(
        run_id=store.next_id(inputs.fingerprint),
        schema_version=SCHEMA_VERSION,
        started="",
        finished="",
        campaign=settings.campaign.title,
        fictional=inputs.fictional,
        fingerprint=inputs.fingerprint,
        previous_run_id=inputs.previous.run_id if inputs.previous else None,
        code_version=code_version(),
        files={file.file_id: file.sha256 for file in inputs.files},
        counts=assemble.counts(results, tables),
        settings=recorded_settings(settings),
        models=dict(results.models),
        seeds={"seed": settings.seed},
        seconds={},
        quality=dict(results.quality) | people_figures(results.carried.state, tables),
        first_seen=dict(inputs.first_seen),
    )
    return RunContent(
        manifest=manifest,
        tables=tables,
        vectors=Vectors(tables["fragments"]["fragment_id"].tolist(), results.vectors),
        build_search=lambda path: build_index(path, tables["fragments"], tables["tokens"]),
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
