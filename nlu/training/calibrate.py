"""Thresholds of `nlu_fallback`, by cross-validation when a model is trained."""

from collections.abc import Sequence

from nlu.intent.calibration import Calibration, calibrate, held_out, temperature

# For data too small to cross-validate.
CAUTIOUS = Calibration(threshold=0.3, margin=0.05)


def measure(documents: Sequence[Sequence[str]], labels: Sequence[str]) -> Calibration:
    """Threshold and margin for feature lists and their intents; `CAUTIOUS` where an intent has too few examples."""
    unseen = held_out(documents, labels)
    return calibrate(unseen, temperature(unseen)) if unseen else CAUTIOUS
