"""What words alone decide at the summary of a report, whatever the classifier makes of them."""

from dataclasses import dataclass

from actions.report import checks
from actions.report.phrases import bare, steps_in
from actions.services.dialogue import lists
from actions.turn import Turn


@dataclass(frozen=True, slots=True)
class Decision:
    """`step`: the answer to change; `refused`: not to be lodged as it is; neither: lodge it."""

    step: str | None = None
    refused: bool = False


def decide(turn: Turn, text: str) -> Decision | None:
    """A change («نشانی را عوض کن»), «بفرستش», «ثبتش نکن»; None where the words decide nothing."""
    step = named_step(text)
    if step:
        return Decision(step=step)
    found = checks.words(text.lower())
    # «ثبت‌نام مدرسه» is a question; a lone «ثبت» is not, though it resembles one.
    about_else = "service" in turn.entities or (turn.intent.startswith("ask_") and len(found) > 1)
    if about_else or len(found) > 3 or not set(found).intersection(lists()["submit_words"]):
        return None
    return Decision(refused=bool(set(found).intersection(lists()["refuse_words"])))


def named_step(text: str) -> str | None:
    """The step whose change is asked for in words: named alone, or with a word that something is to be changed."""
    found = checks.words(text.lower())
    changes = {*lists()["change_words"], *lists()["remove_words"]}
    if not changes.intersection(found) and (len(found) > 2 or bare(text)):
        return None
    return next((step for _, _, step in steps_in(text)), None)
