"""What all table models share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera import dtypes
from pandera.engines import pandas_engine


@dtypes.immutable(init=True)
class Text(pandas_engine.STRING):
    """Strings, null where a field is nullable.

    Where pandas itself keeps a column as strings, that is the answer: pandera would lay out which
    cells are none, also where all are, which took half the time of a validation.
    """

    def check(
        self,
        pandera_dtype: dtypes.DataType,
        data_container: pd.Series[Any] | pd.DataFrame | None = None,  # as pandera has it
    ) -> bool | Iterable[bool]:
        """Whether a column holds strings; cell by cell only where pandas does not know."""
        if isinstance(data_container, pd.Series) and data_container.dtype == self.type:
            return True
        return super().check(pandera_dtype, data_container)


class Table(pa.DataFrameModel):
    """Strict, ordered and coerced: a table has exactly these columns, in this order."""

    class Config:  # noqa: D106 - pandera reads it; the docstring above says what it does
        strict = True
        coerce = True
        ordered = True
