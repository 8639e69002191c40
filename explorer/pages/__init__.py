"""One file a page; `app.py` puts them in their section."""
