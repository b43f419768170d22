"""The pictures in the documentation: those that the script makes, all shown somewhere, and small enough for a repository."""

import re

from PIL import Image

from scripts import pictures
from tests.docs.test_docs import pages, read

LARGEST = 250_000  # bytes
SHOWN = re.compile(r'!\[[^\]]+\]\(([^)]+)\)|<img src="([^"]+)"[^>]* alt="[^"]+">')


def test_pages_show_the_pictures_that_the_script_makes_and_no_others() -> None:
    found = {
        (page.parent / (inline or tag)).resolve()
        for page in pages()
        for inline, tag in SHOWN.findall(read(page))
        if not (inline or tag).startswith("http")
    }
    made = {pictures.file_of(scene, size) for scene in pictures.SCENES for size in pictures.SIZES}
    assert found == made == {*pictures.IMAGES.iterdir()}


def test_pictures_are_small_and_as_wide_as_what_is_kept() -> None:
    for size, (_, scale, (left, right)) in pictures.SIZES.items():
        for path in (pictures.file_of(scene, size) for scene in pictures.SCENES):
            assert path.stat().st_size <= LARGEST, path.name
            with Image.open(path) as image:
                assert image.width == (right - left) * scale, path.name
