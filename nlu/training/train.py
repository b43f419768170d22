"""Training a model of understanding and dialogue, named after the fingerprint of all that goes into it."""

import contextlib
import gc
import io
import logging
import re
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import structlog
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from nlu import quiet
from nlu.catalogue import index
from nlu.entities.city import gazetteer
from nlu.processes import ahead
from nlu.training.fingerprint import fingerprint, latest, model_path
from shahryar.errors import ModelError, ShahryarError
from shahryar.paths import PROJECT

__all__ = ["Progress", "fingerprint", "latest", "model_path", "train"]

Progress = Callable[[str, float], None]
"""Told the stage's English name and the share that is done, 0 … 1."""

_STEPS: Final = 6  # trained components: five of ours and the rule policy
_CLAIM: Final = ".partial-"
_HALF_A_DAY: Final = 43_200
_log = structlog.stdlib.get_logger(__name__)


def train(
    models: Path,
    on_progress: Progress | None = None,
    *,
    data: Path | None = None,
    config: Path | None = None,
    domain: Path | None = None,
) -> Path:
    """Train understanding and dialogue and put the model in place in one step.

    Blocking and long: call it in a thread from asynchronous code. Two trainings at once each work on files of their own, and
    the last one's model, equal to the first's, stays.

    Returns:
        `models/shahryar-<fingerprint>.tar.gz`.

    Raises:
        ModelError: data, domain or configuration are unusable; one line says what is wrong.
    """
    data, config, domain = data or PROJECT / "data", config or PROJECT / "config.yml", domain or PROJECT / "domain"
    report = on_progress or (lambda stage, share: None)
    target = model_path(models, fingerprint(data, config, domain))
    models.mkdir(parents=True, exist_ok=True)
    _sweep(models)
    report("reading data", 0.0)
    with tempfile.TemporaryDirectory(prefix=_CLAIM, dir=models) as folder:
        work = Path(folder)
        try:
            built = _train_with_rasa(work, _own_config(config, data, work), data, domain, report)
        finally:
            _forget()
        built.replace(target)
    report("done", 1.0)
    return target


def _forget() -> None:
    """Let go of the training data, which the components share through caches: whoever trains may go on to serve."""
    from nlu.components.messages import labelled
    from nlu.intent.calibration import held_out

    labelled.cache_clear()
    held_out.cache_clear()


def _own_config(config: Path, data: Path, work: Path) -> Path:
    """A copy that Rasa may write to, with the data folder of this training."""
    yaml = YAML(typ="safe", pure=True)
    try:
        tree = yaml.load(config.read_text(encoding="utf-8"))
        for component in tree["pipeline"]:
            if component["name"].endswith((".CatalogueLinker", ".TopicClassifier")):
                component["data"] = str(data)
    except (OSError, YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{config.name} is unusable: {_one_line(error)}") from error
    copy = work / "config.yml"
    with copy.open("w", encoding="utf-8") as stream:
        yaml.dump(tree, stream)
    return copy


def _train_with_rasa(work: Path, config: Path, data: Path, domain: Path, report: Progress) -> Path:
    ahead((index.of_services, (data,)), (gazetteer.build, ()), (index.of_categories, (data,)))
    quiet.prepare()
    from rasa.engine import exceptions as graph
    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException

    files = [str(data / name) for name in ("nlu", "rules", "stories") if (data / name).is_dir()]
    if not files:
        raise ModelError(f"there is no nlu folder in {data.name}")
    output = io.StringIO()
    try:
        with (
            _progress(report),
            _no_collection(),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            result = rasa_train(
                str(domain), str(config), files, str(work), force_training=True, fixed_model_name="model"
            )
    except SystemExit as error:
        raise ModelError(f"training data are invalid: {_last_line(output.getvalue())}") from error
    except ShahryarError as error:
        raise ModelError(error.message) from error
    except (
        RasaException,
        graph.GraphComponentException,
        graph.GraphRunError,
        graph.GraphSchemaException,
        graph.GraphSchemaValidationException,
        YAMLError,
        ValueError,
        KeyError,
        TypeError,
        OSError,
    ) as error:
        cause = _own_cause(error)
        if cause is not None:
            raise ModelError(cause.message) from error
        raise ModelError(f"training failed: {_one_line(error)}") from error
    if not result.model:
        raise ModelError(f"training data are invalid: {_last_line(output.getvalue())}")
    return Path(result.model)


def _own_cause(error: BaseException | None) -> ShahryarError | None:
    """Our own error below the one in which Rasa's graph wrapped it."""
    while error is not None and not isinstance(error, ShahryarError):
        error = error.__cause__ or error.__context__
    return error


def _one_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines)[:300] or type(error).__name__


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "Rasa gave no reason"


@contextlib.contextmanager
def _progress(report: Progress) -> Iterator[None]:
    """Turn the log lines of Rasa's training hook into progress, and keep them and warnings off the terminal."""
    logger = logging.getLogger("rasa.engine.training.hooks")
    level, propagate = logger.level, logger.propagate
    handler = _Steps(report)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        with warnings_off():
            yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of small things live until the end of a training: looking through them again and again took a tenth of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextlib.contextmanager
def warnings_off() -> Iterator[None]:
    """Rasa warns on the terminal about what it accepts; `shahryar check` is the place for that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Steps(logging.Handler):
    def __init__(self, report: Progress) -> None:
        super().__init__()
        self._report = report
        self._done = 0
        self._streams = sys.stdout, sys.stderr  # Rasa's are redirected meanwhile

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message.startswith("Finished"):
            self._done += 1
        with contextlib.redirect_stdout(self._streams[0]), contextlib.redirect_stderr(self._streams[1]):
            self._report(_stage(message), min(0.95, self._done / _STEPS))


def _stage(message: str) -> str:
    """«Starting to train component 'X'.» as `training X`, the end of it as `trained X`."""
    name = re.search(r"'(\w+)'", message)
    return f"{'training' if message.startswith('Starting') else 'trained'} {name[1] if name else 'a component'}"


def _sweep(models: Path) -> None:
    """Remove what trainings that were killed half a day ago or more left behind."""
    for path in models.glob(f"{_CLAIM}*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _HALF_A_DAY:
                _log.info("removing the remains of a training", folder=path.name)
                shutil.rmtree(path, ignore_errors=True)
