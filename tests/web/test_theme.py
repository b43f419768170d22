"""Colours hold WCAG 2.1 AA: 4.5 for text on its ground, 3 for borders of controls, in light and dark."""

import re
from pathlib import Path

import pytest

import bot.channels.web

THEME = (Path(bot.channels.web.__file__).parent / "static" / "theme.css").read_text(encoding="utf-8")
TEXT = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "mine"), ("ink", "tint"), ("faint", "ground"), ("faint", "surface"),
    ("faint", "tint"), ("accent", "ground"), ("accent", "surface"), ("accent", "tint"), ("accent-strong", "mine"),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("warn", "warn-ground"), ("warn", "ground"),
]  # fmt: skip


def colours(scheme: str) -> dict[str, str]:
    light, dark = THEME.split("prefers-color-scheme: dark")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    palette = colours(scheme)
    assert contrast(palette[text], palette[ground]) >= 4.5


def test_contrast_is_measured_as_wcag_does() -> None:
    assert round(contrast("#ffffff", "#000000"), 1) == 21.0 and round(contrast("#777777", "#ffffff"), 2) == 4.48
