"""A language model on the command line: `--llm` of extract and add."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.llm.conftest import Fake, Reply, fake, say_records  # noqa: F401 - the fixture
from tests.llm.test_advising import INVENTED, PAGE, PASSED_OVER

ASKED = ("--llm-model", "small", "--llm-timeout", "2")


def test_extract_marks_what_a_model_read_and_tells_what_was_refused(
    run: Run,
    fake: Fake,  # noqa: F811
    tmp_path: Path,
) -> None:
    fake.will(say_records(PASSED_OVER, INVENTED))
    told = ("extract", str(PAGE), "--format", "jsonl")
    alone = run(*told)
    with_model = run(*told, "--llm", fake.url, *ASKED, "--report", "report.json")
    assert with_model.exit_code == 0
    rows, before = (
        {json.loads(line)["id"]: json.loads(line) for line in result.stdout.splitlines()}
        for result in (with_model, alone)
    )
    [added] = rows.keys() - before.keys()
    assert not before.keys() - rows.keys() and rows[added]["kind"] == "position"
    assert with_model.stderr.splitlines()[-1] == (
        "language model small: 1 added, 0 confirmed, 1 refused (not in the page 1)"
    )
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["added"] == 1 and report["refused"] == {"not in the page": 1}


def test_add_keeps_the_models_records_with_its_name(
    run: Run,
    fake: Fake,  # noqa: F811
) -> None:
    fake.will(say_records(PASSED_OVER))
    added = run("add", str(PAGE), "--llm", fake.url, *ASKED)
    assert added.exit_code == 0, added.output
    from communique.views import open_archive

    with open_archive("communique.db", create=False) as desk:
        [stored] = [
            one for one in desk.records() if one.record.evidence[0].rule.startswith("model:")
        ]
    assert stored.record.evidence[0].rule == "model:small"
    shown = run("show", stored.id)
    assert "model:small" in shown.stdout
    assert run("check").exit_code == 0


def test_a_dead_server_stops_no_run(run: Run, fake: Fake) -> None:  # noqa: F811
    fake.will(Reply(b"", status=403))
    result = run("extract", str(PAGE), "--format", "jsonl", "--llm", fake.url, *ASKED)
    assert result.exit_code == 0
    assert result.stdout == run("extract", str(PAGE), "--format", "jsonl").stdout
    last = result.stderr.splitlines()[-1]
    assert "1 of 1 questions unanswered: http://127.0.0.1:" in last and "403" in last


def test_the_key_is_read_from_the_environment_and_told_nowhere(
    run: Run,
    fake: Fake,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MY_KEY", "s3cret")
    fake.will(Reply(b'{"error": "no"}', status=401))
    asked = ("extract", str(PAGE), "--llm", fake.url, *ASKED, "--llm-key-env")
    result = run(*asked, "MY_KEY")
    assert fake.headers[0]["authorization"] == "Bearer s3cret" and "s3cret" not in result.output
    result = run(*asked, "NO_SUCH_KEY")
    assert result.exit_code == 2 and "NO_SUCH_KEY" in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--llm-model", "small"), "need --llm URL"),
        (("--report", "r.json"), "need --llm URL"),
        (("--llm", "http://127.0.0.1:9"), "which model"),
    ],
)
def test_options_that_lack_others_are_wrong_usage(
    run: Run, options: tuple[str, ...], told: str
) -> None:
    result = run("extract", str(PAGE), *options)
    assert result.exit_code == 2 and told in " ".join(result.stderr.split())


def test_what_is_no_address_is_one_line(run: Run) -> None:
    result = run("extract", str(PAGE), "--llm", "localhost:80", "--llm-model", "small")
    assert result.exit_code == 1
    assert result.stderr.startswith("communique: 'localhost:80' is no address of a server")
