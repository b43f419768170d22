"""Pictures made for tests."""

import io

from PIL import Image


def png(width: int = 40, height: int = 30) -> bytes:
    """A small PNG of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (90, 140, 120)).save(buffer, "PNG")
    return buffer.getvalue()
