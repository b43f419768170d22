"""Telegram, and other servers that speak its Bot API: updates in, replies out."""
