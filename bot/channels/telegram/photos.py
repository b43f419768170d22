"""Pictures that citizens send, fetched from the Bot API server."""

from collections.abc import Sequence

from telegram import Bot, PhotoSize
from telegram.error import BadRequest, InvalidToken, NetworkError

from shahryar.logs import get

log = get(__name__)
MAX_BYTES = 10 * 1024 * 1024
TRIES = 5
_MOST_REMEMBERED = 1000


def largest(sizes: Sequence[PhotoSize]) -> PhotoSize | None:
    """The size with most pixels among those of at most 10 MB."""
    fitting = [size for size in sizes if (size.file_size or 0) <= MAX_BYTES]
    return max(fitting, key=lambda size: size.width * size.height, default=None)


class Photos:
    """Downloads pictures. One that cannot be had after five deliveries of its update does not hold up others any longer."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._failures: dict[int, int] = {}

    async def fetch(self, update_id: int, sizes: Sequence[PhotoSize]) -> bytes | None:
        """The picture of an update; None where there is none to be had.

        Raises:
            NetworkError, TimedOut: not now; the update should be delivered again.
        """
        size = largest(sizes)
        if size is None:
            return None
        try:
            file = await self._bot.get_file(size.file_id)
            data = bytes(await file.download_as_bytearray())
        except (BadRequest, InvalidToken) as error:  # the server answers 404 for a file that is gone: "InvalidToken"
            log.warning("a photo cannot be fetched", code="E602", reason=type(error).__name__)
            return None
        except NetworkError:
            if self._count(update_id) < TRIES:
                raise
            log.warning("a photo was given up", code="E602", tries=TRIES)
            return None
        self._failures.pop(update_id, None)
        return data if len(data) <= MAX_BYTES else None

    def _count(self, update_id: int) -> int:
        failures = self._failures.pop(update_id, 0) + 1
        while len(self._failures) >= _MOST_REMEMBERED:
            self._failures.pop(next(iter(self._failures)))
        self._failures[update_id] = failures
        return failures
