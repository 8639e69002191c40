"""`genks formulier`: an empty form for uitdagers, in Excel and Word, that reads back as it is."""

from __future__ import annotations

from pathlib import Path

from pipeline.export.form_excel import write_excel_form
from pipeline.export.form_word import write_word_form
from pipeline.export.form_words import FORM_NAME
from pipeline.settings import Campaign


def write_forms(folder: Path, campaign: Campaign) -> list[Path]:
    """Both forms in `folder` (made where it is missing); a form that lies there is written anew."""
    folder.mkdir(parents=True, exist_ok=True)
    excel, word = folder / f"{FORM_NAME}.xlsx", folder / f"{FORM_NAME}.docx"
    write_excel_form(excel, campaign)
    write_word_form(word, campaign)
    return [excel, word]
