"""``python -m forecast``: the same commands as ``forecast``."""

import sys

from forecast.cli import main

if __name__ == "__main__":
    sys.exit(main())
