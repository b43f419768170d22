import numpy as np
import pytest

from nlu.text import tokenize
from nlu.training.slots.gazetteer import Gazetteer
from nlu.training.slots.joint.batches import SIZE, Batches, Encoded
from nlu.training.slots.joint.encoding import MAX_WORDS, UNKNOWN, learn
from nlu.training.slots.joint.ensemble import Training
from nlu.training.slots.joint.network import in_context
from nlu.training.slots.joint.recipes import Lesson, Recipe, Shape
from nlu.training.slots.tags import best_path, spans_of, tags_of

ROOMS = ("هال", "اتاق", "آشپزخانه", "حمام", "انبار", "راهرو")
CITIES = ("تهران", "یزد", "قم", "رشت", "شیراز", "تبریز")


@pytest.fixture
def lesson() -> Lesson:
    lines = [(f"چراغ {room} را روشن کن", "on", (5, 5 + len(room), "room")) for room in ROOMS]
    lines += [(f"هوای {city} چطور است", "weather", (5, 5 + len(city), "city")) for city in CITIES]
    messages = [tokenize(text) for text, _, _ in lines]
    intents = [intent for _, intent, _ in lines]
    tags = [tags_of(message, [span]) for message, (_, _, span) in zip(messages, lines, strict=True)]
    return Lesson(learn(messages, intents, tags), messages, intents, tags)


def test_tags_become_the_spans_they_came_from() -> None:
    message = tokenize("برو به خیابان آزادی تهران")
    spans = frozenset({(7, 19, "street"), (20, 25, "city")})
    tags = tags_of(message, spans)
    assert tags == ["O", "O", "street", "street", "city"]
    assert spans_of(message, tags) == spans


def test_the_best_path_weighs_transitions_against_scores() -> None:
    scores = np.array([[2, 0], [0, 1]], dtype=np.float32)
    assert best_path(scores, np.zeros((2, 2), dtype=np.float32)) == [0, 1]
    assert best_path(scores, np.array([[0, -3], [0, 0]], dtype=np.float32)) == [0, 0]


def test_a_gazetteer_forgets_the_message_it_is_asked_about() -> None:
    own = [("برو", "O"), ("ونک", "place")]
    gazetteer = Gazetteer([own, [("برو", "O"), ("خانه", "O")]])
    assert gazetteer.describe(["ونک"]) == [["seen 1", "word place 2", "phrase place 10"]]
    assert gazetteer.describe(["برو", "ونک"], own) == [["seen 1", "word O 2"], ["seen 0"]]


def test_words_are_known_by_themselves_and_by_their_parts(lesson: Lesson) -> None:
    often, once, new = tokenize("چراغ تهران چراغانی")
    vocabulary = lesson.vocabulary
    assert vocabulary.word(often) != UNKNOWN and vocabulary.word(once) == vocabulary.word(new) == UNKNOWN
    assert set(vocabulary.parts_of(often)) & set(vocabulary.parts_of(new))
    assert (vocabulary.intents, vocabulary.tags) == (["on", "weather"], ["O", "city", "room"])


def test_an_epoch_deals_out_each_message_and_the_same_for_the_same_seed() -> None:
    messages = [Encoded([kind], [0], kind % 3) for kind in range(1, SIZE + 1)]
    (batch,), (again,) = Batches(messages, 1, 0.0).epoch(), Batches(messages, 1, 0.0).epoch()
    assert sorted(batch.kinds[:, 0]) == list(range(1, SIZE + 1))
    assert (batch.kinds == again.kinds).all() and (batch.intents == batch.kinds[:, 0] % 3).all()


def test_a_varied_message_keeps_its_frame_and_takes_values_of_the_same_entity() -> None:
    messages = [Encoded([1, 2], [0, 7], 0), Encoded([3, 4, 5], [0, 7, 7], 0), Encoded([6], [8], 1)]
    batches = Batches(messages, 1, 1.0)
    seen = {tuple(row) for _ in range(20) for batch in batches.epoch() for row in batch.kinds[:, :4].tolist()}
    assert seen == {(1, 2, 0, 0), (1, 4, 5, 0), (3, 4, 5, 0), (3, 2, 0, 0), (6, 0, 0, 0)}


def test_networks_learn_intents_and_slots_and_equal_seeds_give_equal_networks(lesson: Lesson) -> None:
    recipe = Recipe(seed=1, epochs=40, varied=0.0, shape=Shape(16, 32, window=3, dropout=0.1))
    ready: list[None] = []
    with Training(lesson, [recipe, recipe], lambda: ready.append(None)) as training:
        trained = training.wait()
    first, same = trained.networks
    assert len(ready) == 2 and trained.seconds > 0
    assert all(np.array_equal(first.weights[name], same.weights[name]) for name in first.weights)
    reading = first.read(tokenize("چراغ پارکینگ را روشن کن"))
    assert reading.tagging is not None
    path = best_path(reading.tagging.scores, reading.tagging.transitions)
    assert lesson.vocabulary.intents[int(reading.intents.argmax())] == "on"
    assert [lesson.vocabulary.tags[column] for column in path] == ["O", "room", "O", "O", "O"]
    long = first.read(tokenize("چراغ " * (MAX_WORDS + 2))).tagging
    assert long is not None and len(long.scores) == MAX_WORDS


def test_a_recurrent_network_for_intents_alone_knows_no_slots(lesson: Lesson) -> None:
    shape = Shape(16, 32, recurrent=True, dropout=0.1, slots=False)
    recipe = Recipe(seed=1, epochs=40, varied=0.0, push=0.15, shape=shape)
    with Training(lesson, [recipe], lambda: None) as training:
        (network,) = training.wait().networks
    reading = network.read(tokenize("هوای مشهد چطور است"))
    assert lesson.vocabulary.intents[int(reading.intents.argmax())] == "weather"
    assert reading.tagging is None


def test_a_push_follows_the_slope_as_far_as_a_share_of_the_length_of_the_message() -> None:
    import tensorflow as tf  # type: ignore[import-untyped]

    from nlu.training.slots.joint.learning import hardest

    embedded = tf.constant([[[3.0, 0.0], [0.0, 4.0]], [[1.0, 0.0], [0.0, 0.0]]])
    slope = tf.constant([[[0.0, 0.2], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
    np.testing.assert_allclose(hardest(embedded, slope, 0.1)[0], [[0.0, 0.5], [0.0, 0.0]], atol=1e-6)
    assert not hardest(embedded, slope, 0.1)[1].numpy().any()


@pytest.mark.parametrize("recurrent", [False, True])
def test_numpy_reads_as_tensorflow_does(recurrent: bool) -> None:
    import tensorflow as tf  # type: ignore[import-untyped]

    from nlu.training.slots.joint import readers

    random = np.random.RandomState(1)
    shape = Shape(embedding=3, reading=8, recurrent=recurrent, window=3)
    with_bias, without = readers.sizes(shape)
    sizes = {**with_bias, **without, **{f"{name}_bias": size[-1:] for name, size in with_bias.items()}}
    weights = {name: random.randn(*size).astype(np.float32) for name, size in sizes.items()}
    words = random.randn(1, 5, 6).astype(np.float32)
    mask = np.array([[[1], [1], [1], [0], [0]]], dtype=np.float32)
    expected = readers.read({name: tf.constant(value) for name, value in weights.items()}, shape, words * mask, mask)
    np.testing.assert_allclose(in_context(weights, words[0, :3]), expected[0, :3], atol=1e-5)
