"""The web chat: a page that works with plain forms, and live over server-sent events."""
