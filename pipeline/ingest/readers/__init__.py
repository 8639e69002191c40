"""One reader a format: a file becomes `Content`; none of them knows what a note is."""
