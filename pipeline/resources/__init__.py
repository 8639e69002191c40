"""What a run loads: labelled notes, lexicons, the gazetteer of Genk."""
