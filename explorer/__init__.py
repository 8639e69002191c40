"""The explorer: thin pages over `pipeline.store`, `pipeline.analysis` and the decisions."""
