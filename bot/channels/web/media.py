"""GET /media/{id}: a picture, for whoever was given its unguessable address."""

from aiohttp import web

from store import conversations, session

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=31536000, immutable",
}


async def get_media(request: web.Request) -> web.Response:
    """The picture with its MIME type; 404 for an unknown id."""
    async with session.transaction() as connection:
        found = await conversations.attachment(connection, request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    mime, data = found
    return web.Response(body=data, content_type=mime, headers=_HEADERS)
