"""Themes: fragments, tokens and vectors in; the register, its assignments and the map out.

First run: clusters become proposed themes. Later runs: what was published stays as it was, new
fragments are mapped to the register, and what fits nowhere may become new proposed themes.
"""

from pipeline.themes.material import Company
from pipeline.themes.register import named
from pipeline.themes.said import Said, as_said
from pipeline.themes.stage import PublishedThemes, ThemeResult, assign_themes

__all__ = ["Company", "PublishedThemes", "Said", "ThemeResult", "as_said", "assign_themes", "named"]
