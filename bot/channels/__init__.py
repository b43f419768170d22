"""Channels: each turns its own updates into `Incoming` and delivers `Outgoing`."""
