"""Requests and their answers, end to end from short pages."""
# ruff: noqa: E501 - a sentence of a page stands on one line.

import random

import pytest
from tests.linking.builders_promises import read_pages
from tests.linking.stories_promises import lead

from communique.linking.requests import answer_requests

IP = lead("India", "Pakistan", "New Delhi")
KJ = lead("Kenya", "Japan", "Nairobi")
ASKED = ("2023-01-09", IP + "India urged Pakistan to release the detained fishermen.")
BAN = ("2023-01-09", KJ + "Kenya asked Japan to lift the ban on avocado imports.")

CASES = [
    pytest.param((ASKED,), "PAK", "unanswered", id="no_answer"),
    pytest.param(
        (ASKED, ("2023-02-06", IP + "Pakistan agreed to release the fishermen.")), "PAK", "accepted", id="accepted"
    ),
    pytest.param(
        (ASKED, ("2023-02-06", IP + "The Pakistani minister said that Pakistan had released the fishermen.")),
        "PAK", "done", id="done",
    ),
    pytest.param(
        (ASKED, ("2023-02-06", IP + "Pakistan rejected India's request to release the detained fishermen.")),
        "PAK", "refused", id="refused",
    ),
    pytest.param(
        (ASKED, ("2023-02-06", IP + "Pakistan agreed to release the detained truck drivers' vehicles.")),
        "PAK", "unanswered", id="another_thing",
    ),
    pytest.param(
        (ASKED, ("2022-02-07", IP + "Pakistan agreed to release the fishermen.")), "PAK", "unanswered", id="before_it"
    ),
    pytest.param(
        (ASKED, ("2023-02-06", KJ + "Japan agreed to release the fishermen.")), "PAK", "unanswered", id="another_party"
    ),
    pytest.param(
        (BAN, ("2023-05-08", KJ + "The Japanese minister said that Japan had lifted the ban on Kenyan avocado.")),
        "JPN", "done", id="ban_lifted",
    ),
    pytest.param(
        (BAN, ("2023-05-08", KJ + "The Japanese minister said that Japan would not lift the ban on avocado imports.")),
        "JPN", "refused", id="ban_kept",
    ),
    pytest.param(
        (BAN, ("2023-05-08", KJ + "Japan agreed to lift the ban on avocado imports."),
         ("2023-09-11", KJ + "The Kenyan minister thanked Japan for lifting the ban on avocado imports.")),
        "JPN", "done", id="accepted_then_done",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "asked", "answer"), CASES)
def test_answer_requests_finds_the_answer(
    pages: tuple[tuple[str, str], ...], asked: str, answer: str
) -> None:
    stored = read_pages(pages)
    found = [r for r in answer_requests(stored) if r.to == (asked,)]
    assert [r.answer for r in found] == [answer]
    assert found[0].steps[0].kind == "made"
    assert (len(found[0].steps) > 1) == (answer != "unanswered")
    random.Random(1).shuffle(stored)
    assert [r for r in answer_requests(stored) if r.to == (asked,)] == found
