"""The page, for ``streamlit run app.py``; ``forecast app`` starts the same one from the package."""

from forecast.ui import main

if __name__ == "__main__":
    main()
