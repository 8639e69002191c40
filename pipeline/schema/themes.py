"""The tables of the theme register."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.schema.base import Table, Text
from pipeline.schema.words import ProposalKind, ThemeStatus


class Themes(Table):
    """The theme register of this run. `keywords`: words, best first; `examples`: fragment ids.

    `proposed_label` and `proposed_parent_id` are what stands where people said nothing; `parent_id`
    is the main theme, `merged_into` the theme that took its fragments; `by_hand`: a person made it.
    """

    theme_id: Text = pa.Field(unique=True, str_matches=r"^T\d{3,}$")
    label: Text
    proposed_label: Text
    definition: Text
    keywords: object
    parent_id: Text = pa.Field(nullable=True)
    proposed_parent_id: Text = pa.Field(nullable=True)
    status: Text = pa.Field(isin=[*ThemeStatus])
    merged_into: Text = pa.Field(nullable=True)
    by_hand: bool
    n_fragments: int = pa.Field(ge=0)
    n_conversations: int = pa.Field(ge=0)
    n_uitdagers: int = pa.Field(ge=0)
    stability: float = pa.Field(nullable=True, ge=0, le=1)
    examples: object


class MainThemes(Table):
    """The main themes, each of which holds themes; counts are those of their themes together."""

    main_id: Text = pa.Field(unique=True, str_matches=r"^H\d{3,}$")
    label: Text
    proposed_label: Text
    keywords: object
    status: Text = pa.Field(isin=[*ThemeStatus])
    by_hand: bool
    n_themes: int = pa.Field(ge=0)
    n_fragments: int = pa.Field(ge=0)
    n_conversations: int = pa.Field(ge=0)
    n_uitdagers: int = pa.Field(ge=0)


class ThemeProposals(Table):
    """What the machine proposes to do with the register; a person accepts it, or not.

    new: `fragment_ids` become a theme called `label`. merge: `theme_id` goes into `other_id`.
    split: `fragment_ids` leave `theme_id` for a new theme called `label`. move: `fragment_ids` go
    from `theme_id` (null: Overig) to `other_id`. `strength`: how clear it is, 0 to 1.
    `from_zero`: a discovery from zero found it, and it is kept while it holds; the others are made
    anew in each run.
    """

    proposal_id: Text = pa.Field(unique=True)
    kind: Text = pa.Field(isin=[*ProposalKind])
    theme_id: Text = pa.Field(nullable=True)
    other_id: Text = pa.Field(nullable=True)
    label: Text = pa.Field(nullable=True)
    keywords: object
    fragment_ids: object
    examples: object
    strength: float = pa.Field(ge=0, le=1)
    stability: float = pa.Field(nullable=True, ge=0, le=1)
    from_zero: bool
    reason: Text


class ThemeChanges(Table):
    """What differs from the previous published run (fragment_id null: the theme itself)."""

    change: Text = pa.Field(
        isin=["new", "renamed", "gone", "moved", "assigned", "merged", "retired", "revived"]
    )
    theme_id: Text = pa.Field(nullable=True)
    fragment_id: Text = pa.Field(nullable=True)
    before: Text = pa.Field(nullable=True)
    after: Text = pa.Field(nullable=True)
    reason: Text
