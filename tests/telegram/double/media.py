"""Photos, documents and voices as the server stores and describes them."""

import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from .errors import bad_request
from .params import Params, Upload
from .world import Stored, World

PHOTO_BYTES = 10_000_000
UPLOAD_BYTES = 50_000_000
_SIDES = (90, 320, 800, 1280)


def file_fields(stored: Stored) -> dict[str, Any]:
    """`file_id`, `file_unique_id` and `file_size`."""
    return {"file_id": stored.file_id, "file_unique_id": f"u{stored.file_id[-5:]}", "file_size": len(stored.data)}


def photo_sizes(world: World, data: bytes, resize: bool = True) -> list[dict[str, Any]]:
    """`PhotoSize` list, smallest first. Resized and stripped of EXIF like Telegram does, or stored as it is.

    Raises:
        ApiError: 400 IMAGE_PROCESS_FAILED for what is no picture, PHOTO_INVALID_DIMENSIONS for extreme shapes.
    """
    try:
        picture = Image.open(io.BytesIO(data))
        picture.load()
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    width, height = picture.size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    if not resize:
        return [_size(world, data, (width, height))]
    sides = [side for side in _SIDES if side < max(width, height)]
    sides.append(min(max(width, height), _SIDES[-1]))
    return [_scaled(world, picture, side) for side in sorted(set(sides))]


def _scaled(world: World, picture: Image.Image, side: int) -> dict[str, Any]:
    small = picture.convert("RGB")
    small.thumbnail((side, side))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=87)
    return _size(world, out.getvalue(), small.size)


def _size(world: World, data: bytes, size: tuple[int, int]) -> dict[str, Any]:
    stored = world.store(data, "photos/file", "image/jpeg")
    return file_fields(stored) | {"width": size[0], "height": size[1]}


def sent_photo(world: World, params: Params) -> dict[str, Any]:
    """Content of a photo message from `photo`: an upload or a known file id."""
    given = params.file("photo")
    if isinstance(given, Upload):
        if len(given.data) > PHOTO_BYTES:
            raise bad_request(f"file of size {len(given.data)} bytes is too big for a photo")
        return {"photo": photo_sizes(world, given.data)}
    return {"photo": photo_sizes(world, _known(world, given).data, resize=False)}


def sent_file(world: World, params: Params, kind: str) -> dict[str, Any]:
    """Content of a document or voice message from the parameter of that name."""
    given = params.file(kind)
    if not isinstance(given, Upload):
        stored = _known(world, given)
        return {kind: file_fields(stored) | {"mime_type": stored.mime} | _extra(kind, params, stored.path)}
    if len(given.data) > UPLOAD_BYTES:
        raise bad_request("file is too big")
    if not given.data:
        raise bad_request("file must be non-empty")
    stored = world.store(given.data, f"{kind}s/file", given.mime)
    return {kind: file_fields(stored) | {"mime_type": given.mime} | _extra(kind, params, given.name)}


def _extra(kind: str, params: Params, name: str) -> dict[str, Any]:
    return {"duration": params.integer("duration", 0)} if kind == "voice" else {"file_name": name}


def _known(world: World, given: str) -> Stored:
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if given not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return world.files[given]
