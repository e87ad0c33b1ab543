"""Streamlit front end (placeholder)."""

import streamlit as st


def main() -> None:
    """Draw the page."""
    st.write("forecast")
