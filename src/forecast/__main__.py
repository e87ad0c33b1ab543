"""``python -m forecast``: the same commands as ``forecast``."""

import sys

try:
    from forecast.cli import main
except KeyboardInterrupt:  # while the modules are still being loaded
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main())
