"""What must be set before Rasa and TensorFlow are imported."""

import importlib
import logging
import os
import warnings

from sqlalchemy.exc import MovedIn20Warning

_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_MAX_CACHE_SIZE": "0",  # Rasa's cache does not know the files of our catalogue
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
_NOISY = ("rasa", "tensorflow", "absl", "h5py", "matplotlib", "asyncio", "apscheduler")


def prepare() -> None:
    """Switch off telemetry, Rasa's training cache and the libraries' chatter. Idempotent; call before importing Rasa."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.getLogger().addFilter(_no_tensorboard)
    # SQLAlchemy and Sanic set filters of their own when they are imported, so ours must come after.
    importlib.import_module("sanic.app")
    for category in (MovedIn20Warning, DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.filterwarnings("ignore", category=category)
    warnings.filterwarnings("ignore", message=".*Slot auto-fill")  # said of every domain that a model carries


def _no_tensorboard(record: logging.LogRecord) -> bool:
    """TensorFlow speaks to the root logger about a TensorBoard that nobody needs."""
    return "TensorBoard" not in str(record.msg)
