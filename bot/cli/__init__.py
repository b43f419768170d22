"""The command `shahryar`: errors in one line that say what to do; exit 0, 1 on failure, 2 on bad usage."""

import os
import sys
from typing import Annotated

import typer

# Before anything imports Rasa or TensorFlow: no telemetry hosts, no chatter on the terminal.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from bot.cli import admin, bench, documents, nlu, offices, serve, sheets, talk, usage
from bot.settings import load
from nlu import quiet
from shahryar import logs
from shahryar.errors import ShahryarError, UsageError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
app = typer.Typer(
    help="Shahryar (شهریار): a Persian citizen assistant.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(nlu.app, name="nlu", help="Understanding: parse, train, evaluate, benchmark.")
app.add_typer(documents.app, name="documents", help="Documents that are quoted: try a question.")
app.add_typer(admin.db, name="db", help="The database.")
app.add_typer(offices.app, name="offices", help="Offices: import and list.")
for command in (talk.run, talk.chat, serve.worker, serve.web, serve.telegram, serve.city, serve.actions):
    app.command()(command)
for command in (admin.check, admin.doctor, bench.bench, sheets.sheets):
    app.command()(command)


@app.callback()
def prepare(
    log_level: Annotated[str, typer.Option(help="DEBUG, INFO, WARNING or ERROR; overrides the setting.")] = "",
) -> None:
    """Set the logs up before any command."""
    level = (log_level or load().log_level).upper()
    if level not in LEVELS:
        raise UsageError(f"the log level must be one of {', '.join(LEVELS)}, not {level}")
    logs.configure(level)
    quiet.prepare()
    if sys.platform != "win32":
        import uvloop

        uvloop.install()


def main() -> None:
    """Entry of the console script."""
    try:
        sys.exit(app(prog_name="shahryar", standalone_mode=False))
    except typer.TyperException as error:
        told = usage.complaint(error)
        sys.stderr.write(f"shahryar: {told}\n" if told else "")
        sys.exit(error.exit_code)
    except ShahryarError as error:
        sys.stderr.write(f"shahryar: {error}\n")
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except typer.Abort:  # the end of the input where an answer was awaited
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  (outermost frame: one line for the operator, the rest in the log)
        logs.get(__name__).error("the command failed", code="E000", exc_info=True)
        sys.stderr.write(f"shahryar: E000: unexpected {type(error).__name__}; the log line above holds the rest\n")
        sys.exit(1)
