"""Whether the documents under data/documents can be read and quoted."""

from collections.abc import Iterator
from pathlib import Path

from actions.services.documents.library import Library
from actions.services.documents.reading import FOLDER
from actions.services.documents.words import lists
from shahryar.errors import DataError


def document_problems(folder: Path = FOLDER) -> Iterator[str]:
    """All complaints about documents; a file of a kind that is not read is one too. Organisations are `data/organisations`.

    Args:
        folder: the folder of documents; those of organisations lie beside it.
    """
    try:
        lists()
    except DataError as error:
        yield error.message
        return
    known = {path.stem for path in (folder.parent / "organisations").glob("*.yml")}
    yield from Library(folder, known).problems()
