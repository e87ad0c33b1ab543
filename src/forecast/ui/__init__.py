"""Streamlit front end: the only package that imports streamlit. A page receives a finished study and draws it."""

from importlib import import_module


def main() -> None:
    """Draw the page; what it needs is imported now, so that the server is there before."""
    import_module("forecast.ui.pages").main()
