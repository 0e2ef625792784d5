"""What speakers do with the floor, the questions and the audience is no commitment."""

import pytest

import communique as cq

LEAD = (
    "WASHINGTON, March 3, 2022 - Remarks by the President of the United States. The leaders of"
    " the United States and Japan met at the White House on Wednesday.\n\nPRESIDENT BIDEN: "
)


def actions(sentence: str) -> list[str]:
    document = cq.read_text(f"{LEAD}Thank you. {sentence}\n", date="2022-03-03")
    return [r.action for r in cq.extract(document) if r.kind == "commitment"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I'll turn it over to my colleague.",
        "We will take some questions.",
        "I will send it to all of you after the call.",
        "I will walk you through the agenda.",
        "I'll begin by thanking you all.",
        "We will answer your question later.",
        "We're going to get back to you on that.",
        "I'll put it on the record.",
    ],
)
def test_what_is_done_in_the_event_is_no_commitment(sentence: str) -> None:
    assert actions(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("We will send you three million doses of vaccine.", "three million doses"),
        ("We will start negotiations with Japan on a trade agreement.", "start negotiations"),
        ("The United States will open an embassy in Suva.", "open an embassy"),
        ("We will give you 500 million dollars.", "500 million dollars"),
        ("The United States will hand over the vessel to Kenya.", "hand over the vessel"),
    ],
)
def test_what_is_done_after_the_event_is_a_commitment(sentence: str, action: str) -> None:
    assert [a for a in actions(sentence) if action in a]
