"""What a start costs, measured on processes of their own."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.bench.ratios import Measure
from bot.settings import Settings
from shahryar.paths import PROJECT


def start_to_first_reply(settings: Settings) -> Measure:
    """Seconds from `shahryar chat` to its first reply, with a trained model, PostgreSQL and the city included."""
    seconds = first_reply(dict(os.environ))
    return Measure("start to first reply, s", seconds, 20.0, f"data folder {settings.folder}")


def first_reply(environment: dict[str, str], folder: Path = PROJECT) -> float:
    """The same of any copy of the project.

    Args:
        environment: what the process sees; its `SHAHRYAR_HOME` holds a trained model.
        folder: where the copy lies.
    """
    line = json.dumps({"conversation": f"bench-{time.time_ns()}", "text": "سلام"}, ensure_ascii=False)
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
    ) as process:
        assert process.stdin and process.stdout  # noqa: S101  (both are pipes)
        process.stdin.write(line.encode() + b"\n")
        process.stdin.close()
        process.stdout.readline()
        return time.perf_counter() - begin


def training() -> Measure:
    """Seconds of training from nothing, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SHAHRYAR_HOME": folder}
        begin = time.perf_counter()
        command = [sys.executable, "-m", "bot", "nlu", "train"]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        seconds = time.perf_counter() - begin
        size = sum(path.stat().st_size for path in Path(folder, "models").glob("*.tar.gz"))
    return Measure("training, s", seconds, 60.0, f"start of the process included; model of {size / 1e6:.1f} MB")


def resident() -> Measure:
    """Resident megabytes of this process now: a worker, and the bare Agent beside it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measure("resident, MB a worker", pages * resource.getpagesize() / 1e6, 700.0, f"peak {peak:.0f} MB")
