"""Work that is begun ahead in other processes."""

import os

import pytest

from nlu.processes import ahead, done
from shahryar.errors import DataError


def own_process(name: str) -> tuple[str, int]:
    return name, os.getpid()


def failing() -> None:
    raise DataError("data/nothing.yml cannot be read")


def breaking() -> None:
    raise ZeroDivisionError


def test_what_breaks_ahead_is_told_and_keeps_nobody_waiting() -> None:
    ahead((breaking, ()), (own_process, ("d",)))
    with pytest.raises(ZeroDivisionError):
        done(breaking)


def test_what_was_begun_ahead_is_done_elsewhere_and_given_once() -> None:
    ahead((own_process, ("a",)), (own_process, ("b",)))
    assert {done(own_process, name)[0] for name in ("a", "b")} == {"a", "b"}
    assert done(own_process, "a") == ("a", os.getpid())  # asked again: done here


def test_what_was_begun_ahead_tells_its_own_error_and_leaves_the_others_alone() -> None:
    ahead((failing, ()), (own_process, ("c",)))
    name, process = done(own_process, "c")
    assert name == "c" and process != os.getpid()
    with pytest.raises(DataError, match=r"nothing\.yml"):
        done(failing)
