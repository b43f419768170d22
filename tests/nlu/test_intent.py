from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from nlu.components.calibrated_fallback import is_unsure
from nlu.intent import calibration, model
from nlu.intent.calibration import Calibration
from nlu.intent.features import Word, features, words_of
from nlu.skeleton import skeleton
from nlu.text import tokenize
from nlu.training.calibrate import CAUTIOUS, measure

_TEXTS = {
    "greet": ["سلام", "درود بر شما", "وقت بخیر", "سلام خوبی", "صبح بخیر", "سلام علیکم"],
    "bye": ["خداحافظ", "خدانگهدار", "بدرود", "خداحافظ شما", "فعلا خداحافظ", "شب خوش خداحافظ"],
    "thank": ["ممنون", "مرسی", "متشکرم", "خیلی ممنون", "دستت درد نکنه", "سپاس فراوان"],
}
_LABELS = [label for label, texts in _TEXTS.items() for _ in texts]
_DOCUMENTS = [features(words_of(tokenize(text))) for texts in _TEXTS.values() for text in texts]


def test_margins_equal_those_of_scikit_learn() -> None:
    fitted = model.fit(_DOCUMENTS, _LABELS)
    vectorizer = TfidfVectorizer(analyzer=lambda document: document, sublinear_tf=True, dtype=np.float32)
    reference = LinearSVC(C=model.REGULARISATION, random_state=1).fit(vectorizer.fit_transform(_DOCUMENTS), _LABELS)
    for document in [*_DOCUMENTS, features(words_of(tokenize("سلام سلام ممنونم")))]:
        expected = reference.decision_function(vectorizer.transform([document]))[0]
        assert np.allclose(fitted.margins(document), expected, atol=1e-4)


def test_a_saved_model_ranks_as_before(tmp_path: Path) -> None:
    fitted = model.fit(_DOCUMENTS, _LABELS, temperature=2.0)
    fitted.save(tmp_path)
    again = model.LinearModel.load(tmp_path)
    for document in _DOCUMENTS:
        before, after = fitted.rank(document), again.rank(document)
        assert [label for label, _ in before] == [label for label, _ in after]
        assert sum(confidence for _, confidence in after) == pytest.approx(1.0, abs=1e-4)
        assert before[0][1] == pytest.approx(after[0][1], abs=1e-2)


def test_two_intents_are_enough() -> None:
    fitted = model.fit(_DOCUMENTS[:12], _LABELS[:12])
    assert fitted.rank(_DOCUMENTS[0])[0][0] == "greet"
    assert fitted.rank(_DOCUMENTS[-7])[0][0] == "bye"


def test_unknown_words_make_no_label_likelier() -> None:
    fitted = model.fit(_DOCUMENTS, _LABELS)
    assert [confidence for _, confidence in fitted.rank(["w zzz"])] == pytest.approx([1 / 3] * 3)


def test_held_out_margins_come_from_models_that_had_not_seen_the_example() -> None:
    unseen = calibration.held_out(_DOCUMENTS, _LABELS)
    assert unseen is not None
    assert unseen.margins.shape == (len(_DOCUMENTS), 3)
    seen = np.array([model.fit(_DOCUMENTS, _LABELS).margins(document) for document in _DOCUMENTS])
    rows = np.arange(len(_DOCUMENTS))
    assert unseen.margins[rows, unseen.truth].mean() < seen[rows, unseen.truth].mean()


def test_thresholds_follow_the_data() -> None:
    calm, unsure = np.array([[4.0, 0.0]] * 30, dtype=np.float32), np.array([[0.4, 0.0]] * 30, dtype=np.float32)
    margins = np.vstack([calm, unsure])
    truth = np.array([0] * 30 + [1] * 30)
    strict = calibration.calibrate(calibration.HeldOut(margins, truth, ["a", "b"]), 1.0)
    loose = calibration.calibrate(calibration.HeldOut(margins, truth * 0, ["a", "b"]), 1.0)
    assert strict.threshold >= 0.5988 or strict.margin > 0.1
    assert loose.threshold < 0.5987


def test_too_few_examples_give_cautious_thresholds() -> None:
    assert measure(_DOCUMENTS[:7], _LABELS[:7]) == CAUTIOUS


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


@pytest.mark.parametrize(
    ("persian", "latin"), [("چاله", "chale"), ("گواهینامه", "govahiname"), ("شهر", "shahr"), ("ساوه", "saveh")]
)
def test_persian_and_latin_spellings_share_their_consonants(persian: str, latin: str) -> None:
    assert skeleton(persian) == skeleton(latin) != ""
