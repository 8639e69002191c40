"""Themes: fragments, tokens and vectors in; the themes that runs found, placements and the map out.

First run: clusters become proposed themes. Later runs: what was published stays as it was, new
fragments are mapped to the register, and what fits nowhere may become new proposed themes. What
people decide of it is laid over it elsewhere (`pipeline.decisions.register`); what the machine
would change in it is only proposed (`suggest`, `rediscover`).
"""

from pipeline.themes.main import Hierarchy, find_hierarchy
from pipeline.themes.material import Company, Material, gather
from pipeline.themes.published import PublishedThemes
from pipeline.themes.rediscover import rediscover
from pipeline.themes.stage import ThemeResult, assign_themes
from pipeline.themes.standing import Standing, standing_of
from pipeline.themes.suggest import suggest

__all__ = [
    "Company",
    "Hierarchy",
    "Material",
    "PublishedThemes",
    "Standing",
    "ThemeResult",
    "assign_themes",
    "find_hierarchy",
    "gather",
    "rediscover",
    "standing_of",
    "suggest",
]
