"""The `genks` command: arguments in, words for people (or JSON for scripts) out; no logic.

Exit codes: 0 all went well, 1 something was rejected where the command asks to check, 2 a mistake
that the user can mend (the message says how).
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer
from rich.console import Console

from pipeline import report
from pipeline.errors import GenksError
from pipeline.settings import load_settings
from pipeline.store import RunStore

app = typer.Typer(
    help="De Genks?: van gespreksnotities naar thema's, cijfers en citaten.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
decisions_app = typer.Typer(
    help="De beslissingen van mensen: een kopie bewaren, of die van elders toevoegen.",
    no_args_is_help=True,
)
app.add_typer(decisions_app, name="decisions")
console = Console()

SettingsFile = Annotated[Path | None, typer.Option("--settings", help="Een ander genks.toml.")]
OutFolder = Annotated[Path | None, typer.Option("--out", help="Map voor de verwerkte gegevens.")]
AsJson = Annotated[bool, typer.Option("--json", help="Antwoord als JSON, voor een script.")]

P = ParamSpec("P")
T = TypeVar("T")


def plain_errors(command: Callable[P, T]) -> Callable[P, T]:
    """A user's mistake becomes its message and exit code 2 instead of a traceback."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except GenksError as error:
            if kwargs.get("as_json"):
                typer.echo(json.dumps({"error": str(error)}, ensure_ascii=False))
            typer.echo(str(error), err=True)
            raise typer.Exit(error.exit_code) from None

    return wrapper


@app.command("run")
@plain_errors
def run_command(
    *,
    raw: Annotated[Path | None, typer.Option("--raw", help="Map met de aanleveringen.")] = None,
    out: OutFolder = None,
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
    rediscover: Annotated[
        bool,
        typer.Option(
            "--rediscover",
            help="Zoek ook van nul af naar thema's; wat anders is, wordt alleen voorgesteld.",
        ),
    ] = False,
) -> None:
    """Verwerk alle aanleveringen en publiceer het resultaat."""
    from pipeline.progress import BarReporter, JsonReporter
    from pipeline.run import run

    settings = load_settings(settings_file)
    if as_json:
        outcome = run(settings, raw, out, JsonReporter(), rediscover=rediscover)
        typer.echo(json.dumps({"result": report.run_record(outcome)}, ensure_ascii=False))
    else:
        with BarReporter(console) as bars:
            outcome = run(settings, raw, out, bars, rediscover=rediscover)
        report.print_run(console, outcome)
    fictional = outcome.run.manifest.fictional
    report.warn_of_key(is_open=settings.privacy.is_open(fictional=fictional))


@app.command("explore")
@plain_errors
def explore_command(
    out: OutFolder = None,
    settings_file: SettingsFile = None,
    port: Annotated[int | None, typer.Option(help="Poort, anders die van genks.toml.")] = None,
) -> None:
    """Open de verkenner in de browser; hij luistert alleen op deze computer."""
    from pipeline.serve import serve_explorer

    settings = load_settings(settings_file)
    raise typer.Exit(serve_explorer(settings, out, port))


@app.command("export")
@plain_errors
def export_command(  # noqa: PLR0913 - each is an option of the command
    *,
    out: Annotated[Path, typer.Option("--out", help="Het bestand of de map die gemaakt wordt.")],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WAT",
            help="actieplan (.docx of .xlsx), eerste-terugkoppeling (.pptx of .html), "
            "terugkoppeling (een map met bladzijden voor iedereen), brieven (een map met een brief "
            "per wijk en per uitdager), wijzigingen (.docx); zonder WAT een map met figuren en "
            "tabellen.",
        ),
    ] = None,
    run_id: Annotated[str | None, typer.Option("--run", help="Een andere run.")] = None,
    runs_folder: Annotated[
        Path | None,
        typer.Option("--uit", help="Map met verwerkte gegevens, anders die van de instellingen."),
    ] = None,
    with_names: Annotated[
        bool, typer.Option("--met-namen", help="Brieven met de naam uit de lijst van uitdagers.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option("--tegen", help="Wijzigingen tegenover deze run, anders de run ervoor."),
    ] = None,
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Schrijf de figuren en tabellen van een run, of het actieplan of de terugkoppeling erop."""
    from pipeline.outputs import Wanted, write_output

    settings = load_settings(settings_file)
    paths = write_output(settings, Wanted(what, out, run_id, runs_folder, with_names, against))
    report.show_files(console, paths, out, as_json=as_json)


@app.command("check")
@plain_errors
def check_command(
    files: Annotated[list[Path], typer.Argument(help="Bestanden of mappen.")],
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Toon wat er gelezen zou worden en wat niet, zonder te verwerken."""
    from pipeline.check import check_files

    settings = load_settings(settings_file)
    checked = check_files(files, settings)
    report.warn_of_key(is_open=checked.is_open)
    report.show(console, checked.record(), checked.lines(), as_json=as_json)
    if checked.rejected:
        raise typer.Exit(1)


@app.command("runs")
@plain_errors
def runs_command(
    publish: Annotated[
        str | None, typer.Option("--publiceer", help="Publiceer deze eerdere run opnieuw.")
    ] = None,
    compare: Annotated[
        tuple[str, str] | None, typer.Option("--vergelijk", help="Twee runs naast elkaar.")
    ] = None,
    out: OutFolder = None,
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Toon de runs, vergelijk er twee, of publiceer een eerdere opnieuw."""
    settings = load_settings(settings_file)
    store = RunStore(out or settings.path(settings.paths.processed))
    if publish:
        with store.lock():
            store.publish(publish)
        words = f"Run {publish} is nu de gepubliceerde run."
        report.show(console, {"published": publish}, [words], as_json=as_json)
    elif compare:
        report.show_comparison(console, store, *compare, as_json=as_json)
    else:
        report.show_table(console, report.run_list(store), "Runs", as_json=as_json)


@app.command("evaluate")
@plain_errors
def evaluate_command(
    *,
    privacy: Annotated[
        bool, typer.Option("--privacy", help="Meet het weghalen van persoonsgegevens.")
    ] = False,
    gold: Annotated[
        list[Path] | None,
        typer.Option("--gold", help="Map met eigen aangeduide notities (met --privacy)."),
    ] = None,
    impersonal: Annotated[
        list[Path] | None,
        typer.Option("--zonder-personen", help="Teksten zonder privépersonen (met --privacy)."),
    ] = None,
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Meet hoe goed etiketten herkend, notities geknipt of personen weggehaald worden."""
    settings = load_settings(settings_file)
    if privacy or gold or impersonal:
        from pipeline.privacy_report import PrivacySources, report_privacy

        evaluation = report_privacy(settings, PrivacySources(gold or (), impersonal or ()))
    else:
        from pipeline.evaluation import evaluate_all

        evaluation = evaluate_all(settings)
    report.show(console, evaluation.record, evaluation.lines, as_json=as_json)


@decisions_app.command("export")
@plain_errors
def decisions_export_command(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Waar de kopie komt (.jsonl).")],
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Schrijf alle beslissingen als JSON-lijnen."""
    from pipeline.decisions import log_of
    from pipeline.decisions.exchange import export_log

    n_entries = export_log(log_of(load_settings(settings_file)), file)
    words = f"{n_entries} beslissingen geschreven naar {file}."
    report.show(console, {"entries": n_entries, "file": str(file)}, [words], as_json=as_json)


@decisions_app.command("import")
@plain_errors
def decisions_import_command(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Een bestand van export.")],
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Voeg de beslissingen van een bestand toe die er nog niet zijn: alle, of geen enkele."""
    from pipeline.decisions import fold, log_of
    from pipeline.decisions.exchange import import_log
    from pipeline.history import fits_here

    settings = load_settings(settings_file)
    log = log_of(settings)
    store = RunStore(settings.path(settings.paths.processed))
    with store.lock():  # a run that is busy gives out numbers too
        done = import_log(log, file, fits_here(store, fold(log.read()).made))
    words = f"{done.n_new} beslissingen toegevoegd; {done.n_known} waren er al."
    report.show(console, {"new": done.n_new, "known": done.n_known}, [words], as_json=as_json)


@app.command("start")
@plain_errors
def start_command(
    name: Annotated[str, typer.Argument(metavar="NAAM", help="Naam van de nieuwe campagne.")],
    folder: Annotated[Path, typer.Option("--map", help="Waar de map komt.")] = Path(),
    title: Annotated[str | None, typer.Option("--titel", help="Titel op elke bladzijde.")] = None,
    start: Annotated[
        dt.datetime | None,
        typer.Option("--van", formats=["%Y-%m-%d"], help="Begin van de periode."),
    ] = None,
    end: Annotated[
        dt.datetime | None,
        typer.Option("--tot", formats=["%Y-%m-%d"], help="Einde van de periode."),
    ] = None,
) -> None:
    """Maak een lege campagne: mappen, instellingen, wijken, periode en doelen."""
    from pipeline.campaign import start_campaign

    period = [day.date() if day else None for day in (start, end)]
    report.print_paths(console, start_campaign(folder, name, title, *period))


@app.command("formulier")
@plain_errors
def form_command(
    out: Annotated[Path, typer.Option("--out", help="Map voor de formulieren.")] = Path(),
    settings_file: SettingsFile = None,
) -> None:
    """Maak een leeg formulier voor uitdagers, in Excel en in Word."""
    from pipeline.export.form import write_forms

    report.print_paths(console, write_forms(out, load_settings(settings_file).campaign))


if __name__ == "__main__":
    sys.exit(app())
