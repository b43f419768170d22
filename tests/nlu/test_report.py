"""The evaluation as people see it: a table, a file of what went wrong, and a picture."""

import json
from pathlib import Path

from matplotlib.image import imread

from nlu.training.cases import Case
from nlu.training.evaluate import Evaluation
from nlu.training.report import draw, shaped, table, write_wrong

_SLICES = ("formal", "colloquial", "typo", "finglish", "long", "hard", "oos")


def _evaluation(labels: int = 3) -> Evaluation:
    names = [f"intent_{number}" for number in range(labels)]
    pairs = [(name, name) for name in names] * 3 + [(names[0], names[1])] * 2 + [(names[2], "nlu_fallback")]
    return Evaluation(
        cases=len(pairs),
        intent=0.7512,
        by_slice={name: (number + 1, 0.5) for number, name in enumerate(_SLICES)},
        by_intent={name: (5, 0.6) for name in names},
        by_entity={"date": 0.9},
        confusions=[(names[0], names[1], 2), (names[2], "nlu_fallback", 1)],
        pairs=pairs,
        wrong=[(Case("سلام", "greet", "formal"), {"intent": {"name": "thank", "confidence": 0.5}})],
    )


def test_a_table_has_each_figure_slice_intent_value_and_confusion_on_a_line() -> None:
    lines = table(_evaluation()).splitlines()
    rows = {line.rsplit("  ", 1)[0].split("  ")[0]: line.split() for line in lines}
    assert rows["cases"][-1] == "12"
    assert rows["intent"][-1] == "0.751"
    for number, name in enumerate(_SLICES):
        assert rows[f"slice {name}"][-2:] == ["0.500", f"({number + 1})"]
    assert rows["intent intent_1"][-2:] == ["0.600", "(5)"]
    assert rows["value date"][-1] == "0.900"
    assert rows["intent_0 read as intent_1"][-1] == "2"
    assert {"macro f1", "in scope", "rejected", "out of scope recall", "calibration error", "slot f1"} < set(rows)
    columns = {line.index(line.split("  ", 1)[1].strip()) for line in lines}
    assert len(columns) == 1  # one below the other


def test_what_went_wrong_is_a_line_of_json_each(tmp_path: Path) -> None:
    write_wrong(_evaluation(), tmp_path / "wrong.jsonl")
    (line,) = (tmp_path / "wrong.jsonl").read_text(encoding="utf-8").splitlines()
    assert "سلام" in line
    tree = json.loads(line)
    assert (tree["due"]["intent"], tree["due"]["slice"], tree["read"]["intent"]["name"]) == ("greet", "formal", "thank")


def test_the_picture_is_a_square_that_grows_with_the_intents_and_has_both_colours(tmp_path: Path) -> None:
    sides = []
    for labels in (3, 12):
        path = tmp_path / f"{labels}.png"
        draw(_evaluation(labels), path, {"intent_0": "سلام و احوال‌پرسی"})
        assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
        pixels = imread(path)[..., :3]
        height, width, _ = pixels.shape
        assert height == width
        sides.append(width)
        red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
        right, wrong = (green > red + 0.1) & (green > blue), (red > green + 0.3) & (red > blue + 0.3)
        assert right.sum() > wrong.sum() > 1000
    assert 200 < sides[0] < sides[1] < 2000


def test_the_diagonal_runs_from_the_right(tmp_path: Path) -> None:
    """Persian is read from the right: the first intent's own cell is the rightmost one of the first row."""
    path = tmp_path / "x.png"
    draw(_evaluation(), path, {})
    pixels = imread(path)[..., :3]
    rows, columns = ((pixels[..., 1] > pixels[..., 0] + 0.1) & (pixels[..., 1] > pixels[..., 2])).nonzero()
    first, last = rows < rows.min() + 10, rows > rows.max() - 10
    assert columns[first].mean() > columns[last].mean() + 30


def test_persian_is_joined_and_runs_from_the_right() -> None:
    made = shaped("سلام")
    assert made == "\ufee1\ufefc\ufeb3"  # isolated meem, final lam-alef, initial seen: from the left
    assert all("\ufb50" <= char <= "\ufeff" for char in made)
    assert shaped("abc 12") == "abc 12"
    assert shaped("۱۲ پیام").endswith("۱۲")
