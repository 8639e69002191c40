"""How every chart looks: letters, inks and measures, for whoever draws one."""

from __future__ import annotations

from typing import Any

Chart = Any  # Altair's chart classes share no public base; its layering returns unions of them
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SCREEN_FONT = "'Source Sans', Arial, Helvetica, sans-serif"
INK, QUIET, HALO = "#1A1A1A", "#595959", "#FFFFFF"
WIDTH, BAR_STEP = 640, 44
