"""`python -m city`: migrates the schema `city`, then serves. Exit 0 when stopped, 1 on failure, 2 on bad usage."""

import asyncio
import os
import sys

from city.server import serve
from city.settings import from_environment
from shahryar import logs
from shahryar.errors import ShahryarError, UsageError


def main() -> int:
    """Runs the server out of the environment; an error is told in one line on standard error."""
    logs.configure(os.environ.get("SHAHRYAR_LOG_LEVEL", "INFO").upper())
    try:
        asyncio.run(serve(from_environment(os.environ)))
    except ShahryarError as error:
        sys.stderr.write(f"{error}\n")
        return 2 if isinstance(error, UsageError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
