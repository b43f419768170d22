"""Figures against examples that were reckoned by hand."""

import pytest

from nlu.training.scores import calibration_error, confusions, label_f1, share, slot_f1

# a: two right of three, b: one right of two but read once more, c: never read.
_PAIRS = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "a"), ("c", "a"), ("c", "a")]


def test_a_share_is_of_the_true_ones() -> None:
    assert share([True, False, True, True]) == 0.75
    assert share([]) == 1.0


def test_slot_f1_is_the_harmonic_mean_over_all_slots() -> None:
    assert slot_f1([({1, 2}, {1}), ({3}, {3, 4})]) == pytest.approx(2 / 3)
    assert slot_f1([({1}, set()), (set(), {1})]) == 0.0
    assert slot_f1([(set(), set())]) == 1.0


def test_f1_of_each_true_label() -> None:
    # a: precision 2/5, recall 2/3; b: both 1/2; c: recall 0. What was only ever read has no F1 of its own.
    assert label_f1(_PAIRS) == {"a": pytest.approx(0.5), "b": pytest.approx(0.5), "c": 0.0}
    assert label_f1([("a", "nlu_fallback"), ("a", "a")]) == {"a": pytest.approx(2 / 3)}


def test_calibration_error_is_the_gap_of_each_bin_by_its_weight() -> None:
    # The bin of 0.9: confidence 0.9, half right, gap 0.4; the bin of 0.2: 0.2, none right, gap 0.2.
    answers = [(0.9, True), (0.9, False), (0.25, False), (0.15, False), (0.2, False)]
    assert calibration_error([*answers[:2], answers[4], answers[4]]) == pytest.approx(0.5 * 0.4 + 0.5 * 0.2)
    assert calibration_error([(1.0, True)] * 3) == 0.0
    assert calibration_error([(1.0, False), (0.0, True)]) == 1.0
    # Of one bin, too sure and too unsure cancel out; of two they do not.
    assert calibration_error([(0.52, True), (0.58, False)]) == pytest.approx(0.05)
    assert calibration_error([(0.45, True), (0.55, False)]) == pytest.approx(0.55)
    assert calibration_error([]) == 0.0


def test_confusions_are_told_the_most_frequent_first() -> None:
    assert confusions(_PAIRS) == [("c", "a", 2), ("a", "b", 1), ("b", "a", 1)]
    assert confusions([("a", "a")]) == []
