from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from nlu.components.calibrated_fallback import is_unsure
from nlu.intent import calibration, fitting
from nlu.intent.calibration import OUT_OF_SCOPE, Calibration, HeldOut
from nlu.intent.examples import Examples
from nlu.intent.features import Word, features, words_of
from nlu.intent.model import LinearModel
from nlu.skeleton import skeleton
from nlu.text import tokenize
from nlu.training.calibrate import CAUTIOUS, measure
from tests.nlu.training_messages import load_messages

_TEXTS = {
    "greet": ["سلام", "درود بر شما", "وقت بخیر", "سلام خوبی", "صبح بخیر", "سلام علیکم"],
    "bye": ["خداحافظ", "خدانگهدار", "بدرود", "خداحافظ شما", "فعلا خداحافظ", "شب خوش خداحافظ"],
    "thank": ["ممنون", "مرسی", "متشکرم", "خیلی ممنون", "دستت درد نکنه", "سپاس فراوان"],
}
_LABELS = [label for label, texts in _TEXTS.items() for _ in texts]
_DOCUMENTS = [features(words_of(tokenize(text))) for texts in _TEXTS.values() for text in texts]


def _examples(documents: Sequence[Sequence[str]] = _DOCUMENTS, labels: Sequence[str] = _LABELS) -> Examples:
    """Examples that a person wrote, without copies."""
    return Examples(documents, labels, [True] * len(labels))


@pytest.mark.parametrize(("tolerance", "apart"), [(0.1, 2e-3), (1e-5, 0.05)])
def test_margins_equal_those_of_scikit_learn(tolerance: float, apart: float) -> None:
    """Up to half precision at the tolerance of the training, and nearly where scikit-learn goes on for long."""
    fitted = fitting.fit(_DOCUMENTS, _LABELS)
    vectorizer = TfidfVectorizer(analyzer=lambda document: document, sublinear_tf=True)
    matrix = vectorizer.fit_transform(_DOCUMENTS)
    reference = LinearSVC(C=fitting.REGULARISATION, tol=tolerance, max_iter=100_000, random_state=1).fit(
        matrix, _LABELS
    )
    for document in [*_DOCUMENTS, features(words_of(tokenize("سلام سلام ممنونم")))]:
        expected = reference.decision_function(vectorizer.transform([document]))[0]
        assert fitted.margins(document) == pytest.approx(expected, abs=apart)


def test_training_again_gives_the_same_model() -> None:
    """Also where labels are learnt in processes at once: liblinear's random numbers are shared by all of a process."""
    messages = load_messages()[::24]
    documents = [features(words_of(tokenize(message.text))) for message in messages]
    labels = [message.intent for message in messages]
    once, again = fitting.fit(documents, labels), fitting.fit(documents, labels)
    assert once.vocabulary == again.vocabulary
    assert np.array_equal(once.weights, again.weights)


def test_a_saved_model_ranks_as_before(tmp_path: Path) -> None:
    fitted = fitting.fit(_DOCUMENTS, _LABELS, temperature=2.0)
    fitted.save(tmp_path)
    again = LinearModel.load(tmp_path)
    for document in _DOCUMENTS:
        before, after = fitted.rank(document), again.rank(document)
        assert [label for label, _ in before] == [label for label, _ in after]
        assert sum(confidence for _, confidence in after) == pytest.approx(1.0, abs=1e-4)
        assert before[0][1] == pytest.approx(after[0][1], abs=1e-2)


def test_two_intents_are_enough() -> None:
    fitted = fitting.fit(_DOCUMENTS[:12], _LABELS[:12])
    assert fitted.rank(_DOCUMENTS[0])[0][0] == "greet"
    assert fitted.rank(_DOCUMENTS[-7])[0][0] == "bye"


def test_unknown_words_make_no_label_likelier() -> None:
    fitted = fitting.fit(_DOCUMENTS, _LABELS)
    assert [confidence for _, confidence in fitted.rank(["w zzz"])] == pytest.approx([1 / 3] * 3)


def test_held_out_margins_come_from_models_that_had_not_seen_the_example() -> None:
    unseen = calibration.held_out(_examples())
    assert unseen is not None
    judged = [0, 4, 6, 10, 12, 16]  # every fourth of each label
    assert unseen.margins.shape == (len(judged), 3)
    assert [unseen.labels[column] for column in unseen.truth] == [_LABELS[i] for i in judged]
    fitted = fitting.fit(_DOCUMENTS, _LABELS)
    seen = np.array([fitted.margins(_DOCUMENTS[i]) for i in judged])
    rows = np.arange(len(judged))
    assert (unseen.margins[rows, unseen.truth] < seen[rows, unseen.truth]).all()


def test_copies_are_neither_learnt_from_nor_judged_where_thresholds_are_measured() -> None:
    """Each example shares its one feature with its copy only: a model that had seen the copy would know it."""
    documents = [[f"w {i}"] for i in range(16)] * 2
    labels = ["a", "b"] * 16
    unseen = calibration.held_out(Examples(documents, labels, [True] * 16 + [False] * 16))
    assert unseen is not None
    assert unseen.margins.shape == (4, 2)
    assert (unseen.margins == unseen.margins[0]).all()


def test_thresholds_follow_the_data() -> None:
    calm, unsure = np.array([[4.0, 0.0]] * 30, dtype=np.float32), np.array([[0.4, 0.0]] * 30, dtype=np.float32)
    margins = np.vstack([calm, unsure])
    truth = np.array([0] * 30 + [1] * 30)
    strict = calibration.calibrate(calibration.HeldOut(margins, truth, ["a", "b"]), 1.0)
    loose = calibration.calibrate(calibration.HeldOut(margins, truth * 0, ["a", "b"]), 1.0)
    assert strict.threshold >= 0.5988 or strict.margin > 0.1
    assert loose.threshold < 0.5987


def test_a_message_out_of_scope_may_be_turned_down() -> None:
    """The same unsure messages are asked about again where they are foreign anyway, and read where they are right."""
    margins = np.array([[4.0, 0.0]] * 30 + [[0.0, 0.4]] * 30, dtype=np.float32)
    foreign = HeldOut(margins, np.array([0] * 60), ["a", OUT_OF_SCOPE])
    right = HeldOut(margins, np.array([0] * 30 + [1] * 30), ["a", "b"])
    unsure = 0.5987  # what a margin of 0.4 comes to
    assert calibration.calibrate(right, 1.0).threshold < unsure
    strict = calibration.calibrate(foreign, 1.0)
    assert strict.threshold > unsure or strict.margin > 2 * unsure - 1
    assert calibration.MIN_THRESHOLD <= strict.threshold <= calibration.MAX_THRESHOLD
    assert 0 <= strict.margin <= calibration.MAX_MARGIN


def test_the_temperature_undoes_a_scale() -> None:
    margins = np.array([[1.0, 0.0]] * 8 + [[0.0, 1.0]] * 2, dtype=np.float32)
    truth = np.zeros(10, dtype=np.int64)
    # Eight of ten right: the likeliest confidence is 0.8, at a margin of log 4.
    assert calibration.temperature(HeldOut(margins, truth, ["a", "b"])) == pytest.approx(np.log(4), rel=0.01)
    assert calibration.temperature(HeldOut(margins / 4, truth, ["a", "b"])) == pytest.approx(4 * np.log(4), rel=0.01)


def test_too_few_examples_give_cautious_thresholds() -> None:
    assert measure(_examples(_DOCUMENTS[:7], _LABELS[:7])) == CAUTIOUS
    copies = Examples(_DOCUMENTS[:12], _LABELS[:12], [True] * 8 + [False] * 4)
    assert measure(copies) == CAUTIOUS  # copies do not count


@pytest.mark.parametrize(
    ("confidences", "unsure"),
    [([0.9, 0.1], False), ([0.3, 0.1], True), ([0.5, 0.46], True), ([], True), ([0.9], False)],
)
def test_low_or_close_confidences_are_unsure(confidences: list[float], unsure: bool) -> None:
    assert is_unsure(confidences, Calibration(0.4, 0.05)) is unsure


def test_masked_features_are_the_same_for_every_service() -> None:
    def masked(name: str) -> set[str]:
        words = [Word("مدارک", "مدارک"), Word(name, name, "service")]
        return {feature for feature in features(words) if feature.startswith("m ")}

    assert masked("گذرنامه") == masked("گواهینامه")
    assert "m مدارک <service>" in masked("گذرنامه")


def test_how_a_message_begins_ends_and_how_long_it_is_are_features() -> None:
    def frame(text: str) -> set[str]:
        return {f for f in features(words_of(tokenize(text))) if f.split(" ")[0] in {"b", "e", "b1", "e1", "n"}}

    assert frame("هزینه گذرنامه چقدر است؟") == {"b هزینه گذرنامه", "e چقدر است", "b1 هزینه", "e1 است", "n 2"}
    assert "n 6" in frame("کلمه " * 12) & frame("کلمه " * 40)


@pytest.mark.parametrize(
    ("persian", "latin"), [("چاله", "chale"), ("گواهینامه", "govahiname"), ("شهر", "shahr"), ("ساوه", "saveh")]
)
def test_persian_and_latin_spellings_share_their_consonants(persian: str, latin: str) -> None:
    assert skeleton(persian) == skeleton(latin) != ""
