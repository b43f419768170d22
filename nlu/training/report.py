"""An evaluation for people: tables, and a picture of what is mistaken for what."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from nlu.training.evaluate import Evaluation

_PAIRS: Final = 15
_INCH_A_LABEL: Final = 0.34
_EDGE_INCHES: Final = 3.2


def table(evaluation: Evaluation) -> str:
    """The figures as text, one a line, shares with three decimals."""
    whole = ("intent", "macro_f1", "in_scope", "rejected", "out_of_scope_recall", "calibration_error")
    linked = ("service", "category", "slot_f1")
    rows = [("cases", str(evaluation.cases))]
    rows += [(name.replace("_", " "), f"{getattr(evaluation, name):.3f}") for name in (*whole, *linked)]
    for title, parts in (("slice", evaluation.by_slice), ("intent", evaluation.by_intent)):
        rows += [(f"{title} {name}", f"{share:.3f}  ({count})") for name, (count, share) in parts.items()]
    rows += [(f"value {name}", f"{f1:.3f}") for name, f1 in evaluation.by_entity.items()]
    rows += [(f"{true} read as {read}", str(count)) for true, read, count in evaluation.confusions[:_PAIRS]]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def write_wrong(evaluation: Evaluation, path: Path) -> None:
    """Write each misread message as a line of JSON: text, slice, what was due and what was read."""
    with path.open("w", encoding="utf-8") as stream:
        for case, reading in evaluation.wrong:
            stream.write(json.dumps({"due": asdict(case), "read": reading}, ensure_ascii=False) + "\n")


def draw(evaluation: Evaluation, path: Path, titles: Mapping[str, str]) -> None:
    """Write the confusion matrix as a PNG: true intents in rows from the right, read ones in columns, errors in red.

    Args:
        evaluation: what `evaluate` gave.
        path: the file to write.
        titles: Persian name of each intent; the intent's own name where there is none.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    counts = Counter(evaluation.pairs)
    labels = sorted({label for pair in counts for label in pair})
    side = len(labels) * _INCH_A_LABEL + _EDGE_INCHES
    figure = Figure(figsize=(side, side), layout="constrained")
    axes = figure.add_subplot()
    for row, true in enumerate(labels):
        total = sum(counts[true, read] for read in labels) or 1
        for column, read in enumerate(labels):
            if counts[true, read]:
                _cell(axes, row, column, counts[true, read], total)
    names = [shaped(titles.get(label, label)) for label in labels]
    places = range(len(labels))
    axes.set_xlim(len(labels) - 0.5, -0.5)  # Persian is read from the right
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.yaxis.tick_right()
    axes.yaxis.set_label_position("right")
    axes.set_xticks(places, names, rotation=90)
    axes.set_yticks(places, names)
    axes.set_ylabel(shaped("منظور شهروند"))
    axes.set_xlabel(shaped("آنچه فهمیده شد"))
    axes.set_title(shaped(f"درستی: {evaluation.intent:.1%} از {evaluation.cases} پیام".translate(_PERSIAN)))
    FigureCanvasAgg(figure).print_png(str(path))


_PERSIAN: Final = str.maketrans("0123456789.%", "۰۱۲۳۴۵۶۷۸۹٫٪")


def _cell(axes: object, row: int, column: int, count: int, total: int) -> None:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

    assert isinstance(axes, Axes)  # noqa: S101  (matplotlib is imported late: it takes a third of a second)
    strength = 0.15 + 0.85 * count / total
    colour = (0.11, 0.45, 0.35, strength) if row == column else (0.76, 0.12, 0.12, min(1.0, 3 * strength))
    axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, color=colour, linewidth=0))
    axes.text(column, row, str(count).translate(_PERSIAN), ha="center", va="center", fontsize=7)


def shaped(text: str) -> str:
    """Persian letters joined and set from right to left, for a canvas that knows neither."""
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display

    return str(get_display(reshape(text)))
