"""Lists as a citizen sees them: what leads on stands apart from what is chosen."""

from bot.dialogue import lay_out
from tests.actions.fakes import run, user


async def test_the_ways_on_stand_in_rows_of_their_own() -> None:
    entities = {"organisation": "faraja", "page": "2"}
    answer = await run("action_answer_service", user("/ask_service", "ask_service", entities))
    rows = [[button["title"] for button in row] for row in lay_out(answer.messages[0]["buttons"])]
    assert rows[-2:] == [["صفحهٔ قبل", "برگشت"], ["همهٔ خدمت‌ها"]]
    assert "صدور گذرنامه" in [title for row in rows[:-2] for title in row]


def test_two_short_buttons_share_a_row_unless_one_stands_apart() -> None:
    plain = {"title": "بیشتر", "payload": "/a"}
    assert lay_out([plain, plain]) == [[plain, plain]]
    apart = {**plain, "apart": "yes"}
    assert lay_out([plain, apart, plain]) == [[plain], [apart, plain]]
