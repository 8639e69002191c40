"""What several pages show: the frame, filters, quotes, charts, tables, labels."""
