"""The queues of page Coderen, as a coding keeps them in `why`: which choice showed the fragment."""

from __future__ import annotations

SAMPLE = "steekproef"  # at random: the only queue whose codings measure without bias
DOUBT = "twijfel"
TYPICAL = "typisch"
FORM = "formulier"
THEME = "thema"
QUEUES = (SAMPLE, DOUBT, TYPICAL, FORM, THEME)
