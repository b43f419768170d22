"""Bad usage of a command in one line that says what to do."""

import typer


def complaint(error: typer.TyperException) -> str:
    """What is wrong with the words of a command and whose help tells the right ones; empty where the help was shown already."""
    told = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)  # an error of usage has one; typer does not export that class
    command = context.command_path if context else "shahryar"
    return f"{told[0].lower()}{told[1:]}; see `{command} --help`" if told else ""
