"""What all table models share."""

from __future__ import annotations

import pandera.pandas as pa


class Table(pa.DataFrameModel):
    """Strict, ordered and coerced: a table has exactly these columns, in this order."""

    class Config:  # noqa: D106 - pandera reads it; the docstring above says what it does
        strict = True
        coerce = True
        ordered = True
