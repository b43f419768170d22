"""What a message to the open form did."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """What a message did.

    Attributes:
        notes: keys of texts to say.
        aside: it is no answer, the dialogue's rules take it.
        change_menu: ask which answer is to be changed.
        correction: it put something else right and left the open question open.
        ask: the step to ask next although it has an answer.
    """

    notes: list[str] = field(default_factory=list)
    aside: bool = False
    change_menu: bool = False
    correction: bool = False
    ask: str | None = None
