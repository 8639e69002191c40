"""Tables of a run in, tables and figures to read out: pure, without files, models or screens."""
