"""Where the project's own files and the user's data lie."""

import os
from pathlib import Path

import platformdirs

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "data"


def home() -> Path:
    """Folder of the user's data: `SHAHRYAR_HOME`, else the platform's user-data folder. Not created here."""
    chosen = os.environ.get("SHAHRYAR_HOME", "")
    return Path(chosen).expanduser().resolve() if chosen else Path(platformdirs.user_data_dir("shahryar", False))
