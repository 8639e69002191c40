"""The sentence to say at the meeting: what changed between two runs, in words that all may hear.

Counts of few persons are not told, nor is a theme called the largest grower where another grew as
much.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, Size
from pipeline.analysis.filters import NO_THEME
from pipeline.analysis.moves import GONE, MOVED, NEW, REDELIVERED, UNEXPLAINED
from pipeline.analysis.theme_changes import (
    ABSENT,
    ADDED,
    BACK,
    EMPTIED,
    GROWN,
    MERGED,
    RETIRED,
    SHRUNK,
    STAYED,
    Comparison,
    RunThemes,
)
from pipeline.analysis.words import all_of, counted, date_words, number, percent
from pipeline.schema import ThemeStatus

_MOST_NAMES = 3
_HAPPENED = (ADDED, BACK, MERGED, RETIRED, ABSENT, EMPTIED)
_FRAGMENT = ("fragment", "fragmenten")


def first_sentence(run: RunThemes) -> str:
    """What there is to say of a run that nothing came before."""
    n_themes = len(run.themes)
    found = counted(len(run.fragments), *_FRAGMENT)
    sittings = counted(len(run.conversations), "gesprek", "gesprekken")
    themes = f", in {_themes(n_themes)}" if n_themes else ""
    return f"Dit is de eerste verwerking: {found} uit {sittings}{themes}."


def meeting_sentence(found: Comparison, n_labels: int = 0) -> str:
    """Two or three plain sentences; `n_labels` changed, told where little else did."""
    quiet = found.rows.empty and found.renamed.empty
    quiet = quiet and found.with_what(*_HAPPENED).empty
    if quiet:
        return f"{_since(found)} {_nothing(found, n_labels)}"
    said = [_news(found), *_register(found), _standing(found), _law(found)]
    return " ".join(part for part in said if part)


def _nothing(found: Comparison, n_labels: int) -> str:
    fragments = counted(found.n_in_both, *_FRAGMENT)
    same = f"dezelfde {fragments} in dezelfde {_themes(len(found.live))}"
    if found.n_in_both == 0:
        return "is er niets veranderd: er zijn nog geen fragmenten."
    if not n_labels:
        return f"is er niets veranderd: {same}."
    labels = counted(n_labels, "etiket", "etiketten")
    return f"{'werd' if n_labels == 1 else 'werden'} alleen {labels} anders: het blijven {same}."


def _since(found: Comparison) -> str:
    """From when; two runs of one day differ by their moment, not their date."""
    before, now = found.before.finished, found.now.finished
    day = date_words(before[:10])
    if before > now:
        return f"Tegenover de latere verwerking van {day}"
    return f"Sinds de verwerking eerder op {day}" if before[:10] == now[:10] else f"Sinds {day}"


def _news(found: Comparison) -> str:
    new, gone = found.size_of(NEW), found.size_of(GONE)
    since = _since(found)
    if found.before.finished > found.now.finished:
        return f"{since} staan hier {_some(new)} meer en {_some(gone)} minder."
    if not new.n_fragments:
        said = f"{since} kwam er niets bij."
    elif new.small:
        said = f"{since} kwamen er {_some(new)} bij."
    else:
        sittings = counted(new.n_conversations, "gesprek", "gesprekken")
        said = f"{since} {_verb(new, 'kwam', 'kwamen')} er {_some(new)} bij uit {sittings}."
    return f"{said} {_gone(found, gone)}".strip()


def _gone(found: Comparison, gone: Size) -> str:
    if not gone.n_fragments:
        return ""
    reasons = set(found.rows.loc[found.rows["what"] == GONE, "reason"])
    one, more = "het staat niet meer in de aanleveringen", "ze staan niet meer in de aanleveringen"
    if reasons == {REDELIVERED}:
        one = more = "het gesprek werd opnieuw aangeleverd"
    return f"{_capital(_some(gone))} {_verb(gone, f'is weg: {one}', f'zijn weg: {more}')}."


def _register(found: Comparison) -> list[str]:
    """What happened to the themes themselves."""
    said = []
    added = found.with_what(ADDED)
    if len(added):
        verb = "kwam" if len(added) == 1 else "kwamen"
        proposed = (added["status"] == ThemeStatus.PROPOSED).all()
        as_what = ", als voorstel" if proposed else ""
        said.append(f"Er {verb} {_themes(len(added))} bij{as_what}{_listed(added)}.")
    said += [
        f"{_quoted(row['theme_label'])} ging op in {_quoted(row['into'])}."
        for row in found.with_what(MERGED).to_dict("records")
    ]
    for what, one, more in (
        (BACK, "is er weer", "zijn er weer"),
        (RETIRED, "is afgesloten", "zijn afgesloten"),
        (ABSENT, "staat niet in deze run", "staan niet in deze run"),
        (EMPTIED, "heeft geen fragmenten meer", "hebben geen fragmenten meer"),
    ):
        rows = found.with_what(what)
        if len(rows):
            said.append(f"{_subject(rows)} {one if len(rows) == 1 else more}.")
    renamed = found.renamed
    if len(renamed) > _MOST_NAMES:
        said.append(f"{_themes(len(renamed))} kregen een andere naam.")
    else:
        said += [
            f"{_quoted(row['label_before'])} heet nu {_quoted(row['theme_label'])}."
            for row in renamed.to_dict("records")
        ]
    return said


def _standing(found: Comparison) -> str:
    """How the themes of both runs stand: that they stayed, and which grew."""
    rows = _of_both(found)
    same = rows[~rows["theme_id"].isin(found.renamed["theme_id"])]
    others = len(same) < len(found.with_what(*_HAPPENED, STAYED)) - 1
    said = [_stayed(len(same), "andere " if others else ""), _grew(found, rows)]
    told = "; ".join(part for part in said if part)
    return f"{_capital(told)}." if told else ""


def _stayed(n_themes: int, other: str) -> str:
    if n_themes == 0:
        return ""
    if n_themes == 1:
        return f"Het {other or 'ene '}thema bleef wat het was"
    return f"De {other}{_themes(n_themes)} bleven wat ze waren"


def _grew(found: Comparison, rows: pd.DataFrame) -> str:
    """The share that grew most, where one clearly did; else where most new fragments came."""
    top = top_grower(found)
    clear = rows[rows["judgement"] == GROWN]
    if clear.empty:
        if top is None:
            return ""
        none = "" if (rows["judgement"] == SHRUNK).any() else _NO_SHARE
        name = _quoted(top["theme_label"])
        return f"de meeste nieuwe fragmenten kwamen bij {name} ({_from_to(top)}){none}"
    best = clear.sort_values(["difference", "theme_id"], ascending=[False, True]).iloc[0]
    shares = f"van {percent(best['share_before'], 1)} naar {percent(best['share_after'], 1)}"
    name = _quoted(best["theme_label"])
    return f"het aandeel van {name} groeide het meest ({shares}, {_from_to(best)})"


_NO_SHARE = ", maar van geen enkel thema werd het aandeel duidelijk groter of kleiner"


def _of_both(found: Comparison) -> pd.DataFrame:
    """The themes that both runs have, without Overig."""
    rows = found.with_what(STAYED)
    return rows[rows["theme_id"] != NO_THEME]


def top_grower(found: Comparison) -> pd.Series | None:
    """The theme that was there already and to which most new fragments came.

    None where none came, where as many came to several, and where few persons are behind it.
    """
    rows = _of_both(found)
    new = found.rows.loc[found.rows["what"] == NEW, "to_id"].value_counts()
    gain = rows["theme_id"].map(new).fillna(0)
    if rows.empty or gain.max() == 0 or (gain == gain.max()).sum() > 1:
        return None
    top = rows.iloc[int(gain.to_numpy().argmax())]
    came = found.size_of(NEW, str(top["theme_id"]))
    return None if top["persons"] < SMALL_PERSONS or came.small else top


def _from_to(row: pd.Series) -> str:
    return f"van {number(row['n_before'])} naar {counted(int(row['n_after']), *_FRAGMENT)}"


def _law(found: Comparison) -> str:
    """What became of the fragments that were published already."""
    if found.n_in_both == 0:
        return ""
    moved = found.rows[found.rows["what"] == MOVED]
    if moved.empty:
        return "Geen enkel gepubliceerd fragment veranderde van thema."
    size, why = found.size_of(MOVED), _why(moved)
    if (moved["from_id"] == NO_THEME).all():
        verb = _verb(size, "kreeg", "kregen")
        return (
            "Geen enkel fragment dat al een thema had, verhuisde; "
            f"{_some(size)} zonder thema {verb} er een: {why}."
        )
    verb = _verb(size, "veranderde", "veranderden")
    if size.small:
        return f"{_capital(_some(size))} {verb} van thema: {why}."
    of_all = f"{number(size.n_fragments)} van de {number(found.n_in_both)}"
    return f"{of_all} gepubliceerde fragmenten {verb} van thema: {why}."


def _some(size: Size) -> str:
    """How many fragments, as far as that may be told."""
    if size.small:
        return f"enkele fragmenten (van minder dan {SMALL_PERSONS} personen)"
    return counted(size.n_fragments, *_FRAGMENT)


def _verb(size: Size, one: str, more: str) -> str:
    return one if size.n_fragments == 1 and not size.small else more


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _why(moved: pd.DataFrame) -> str:
    reasons = moved["reason"].value_counts().index.tolist()
    return all_of(sorted(reasons, key=lambda one: one == UNEXPLAINED))


def _themes(n_themes: int) -> str:
    return counted(n_themes, "thema", "thema's")


def _quoted(name: object) -> str:
    return f"“{name}”"


def _listed(rows: pd.DataFrame) -> str:
    if len(rows) > _MOST_NAMES:
        return ""
    return f": {all_of(_quoted(one) for one in rows['theme_label'])}"


def _subject(rows: pd.DataFrame) -> str:
    names: Sequence[str] = [_quoted(one) for one in rows["theme_label"]]
    return all_of(names) if len(names) <= _MOST_NAMES else _themes(len(names))
