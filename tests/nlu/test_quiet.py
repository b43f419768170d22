import logging
import os
import warnings

from nlu import quiet


def test_telemetry_cache_and_chatter_are_off() -> None:
    quiet.prepare()
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"
    assert float(os.environ["RASA_MAX_CACHE_SIZE"]) == 0
    assert logging.getLogger("tensorflow").level == logging.ERROR
    with warnings.catch_warnings(record=True) as told:
        quiet.prepare()
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    assert told == []
