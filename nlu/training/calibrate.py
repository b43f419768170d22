"""Thresholds of `nlu_fallback`, measured on held-out examples when a model is trained."""

from nlu.intent.calibration import Calibration, calibrate, held_out, temperature
from nlu.intent.examples import Examples

# For data too small to hold any out.
CAUTIOUS = Calibration(threshold=0.3, margin=0.05)


def measure(examples: Examples) -> Calibration:
    """Threshold and margin for examples of intents; `CAUTIOUS` where an intent has too few of them."""
    unseen = held_out(examples)
    return calibrate(unseen, temperature(unseen)) if unseen else CAUTIOUS
