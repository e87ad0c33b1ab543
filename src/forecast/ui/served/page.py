"""The page that ``forecast app`` serves; stands alone, as Streamlit takes what lies beside a page for more pages."""

from forecast.ui import main

if __name__ == "__main__":
    main()
