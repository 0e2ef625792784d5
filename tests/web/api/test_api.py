"""The API: parts that make up the whole, answers known by their tags, who may do what."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from tests.web.api.conftest import API_TOKEN
from tests.web.conftest import TOKEN, form_token_of

from communique.archive import open_archive
from communique.document import Article, Document
from communique.errors import CommuniqueError
from communique.web.access import list_routes, role_needed
from communique.web.api import ROUTERS
from communique.web.bounds import FORM
from communique.web.roles import Identity, Role
from communique.web.tokens import read_token

API = "/api/v1"
ROUTES = list_routes(ROUTERS)
NAMES = [f"{sorted(r.methods)[0]} {r.path}" for r in ROUTES]


def read_all(program: TestClient, path: str, **query: Any) -> list[Any]:
    """Return all items of a listing, read in parts."""
    items: list[Any] = []
    cursor = None
    while True:
        given = {**query, **({"cursor": cursor} if cursor else {})}
        told = program.get(f"{API}/{path}", params=given).json()
        items += told["items"]
        cursor = told["next"]
        if cursor is None:
            return items


@pytest.mark.parametrize("route", ROUTES, ids=NAMES)
def test_strangers_are_refused(route: APIRoute, stranger: TestClient) -> None:
    path = route.path.format(**dict.fromkeys(route.param_convertors, "x"))
    answer = stranger.request(sorted(route.methods)[0], path, json={})
    if role_needed(route) is None:
        assert route.path == f"{API}/openapi.json"
    else:
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert list(answer.json()) == ["error"]


def test_a_wrong_token_is_not_passed_over_for_a_session(stranger: TestClient) -> None:
    stranger.get("/open", params={"token": TOKEN})
    assert stranger.get(f"{API}/stats").status_code == 200
    for given in ("Bearer wrong", "Basic eDp5", "Bearer", ""):
        answer = stranger.get(f"{API}/stats", headers={"Authorization": given})
        assert answer.status_code == 401


def test_a_session_needs_its_form_token_to_change_something(stranger: TestClient) -> None:
    stranger.get("/open", params={"token": TOKEN})
    token = form_token_of(stranger.get("/").text)
    record = stranger.get(f"{API}/records?limit=1").json()["items"][0]["id"]
    body = {"verdict": "accept", "record": record}
    assert stranger.post(f"{API}/reviews", json=body).status_code == 403
    wrong = stranger.post(f"{API}/reviews", json=body, headers={"X-Form-Token": "0" * 64})
    assert wrong.status_code == 403
    done = stranger.post(f"{API}/reviews", json=body, headers={"X-Form-Token": token})
    assert done.status_code == 201 and done.json()["verdict"] == "accept"


def test_a_reader_may_not_review(program: TestClient) -> None:
    class Readers:
        def find_bearer(self, secret: str) -> Identity | None:
            return Identity("a reader", Role.READER) if secret == API_TOKEN else None

    program.app.state.tokens = Readers()  # type: ignore[attr-defined]
    record = program.get(f"{API}/records?limit=1").json()["items"][0]["id"]
    answer = program.post(f"{API}/reviews", json={"verdict": "accept", "record": record})
    assert answer.status_code == 403 and "analyst" in answer.json()["error"]


LISTINGS = [
    "documents", "records", "pairs", "encounters", "officials", "commitments", "positions",
    "mechanisms", "requests", "targets", "findings",
]  # fmt: skip


@pytest.mark.parametrize("path", LISTINGS)
def test_parts_make_up_the_whole(path: str, asking: TestClient) -> None:
    whole = read_all(asking, path, limit=500)
    assert read_all(asking, path, limit=max(1, len(whole) // 3)) == whole


def test_a_cursor_stays_good_when_documents_are_added(program: TestClient, archive: Path) -> None:
    before = [one["id"] for one in read_all(program, "documents", limit=500)]
    first = program.get(f"{API}/documents", params={"limit": 3}).json()
    with open_archive(archive) as desk:
        text = "Added in between."
        page = Document(name="a", text=text, sha256="0", articles=(Article(start=0, end=17),))
        desk.add(page, [])
    rest = read_all(program, "documents", limit=3, cursor=first["next"])
    seen = [one["id"] for one in (*first["items"], *rest)]
    assert [key for key in seen if key in before] == before
    assert len(seen) == len(set(seen))


def test_a_cursor_goes_with_its_question_only(asking: TestClient) -> None:
    told = asking.get(f"{API}/records", params={"limit": 1}).json()
    for query in ({"kind": "position"}, {"order": "oldest"}):
        answer = asking.get(f"{API}/records", params={**query, "cursor": told["next"]})
        assert answer.status_code == 400 and "begin the listing again" in answer.json()["error"]
    assert asking.get(f"{API}/records", params={"cursor": "bm9uc2Vuc2U"}).status_code == 400


def test_an_unchanged_answer_is_not_sent_again(program: TestClient) -> None:
    first = program.get(f"{API}/records", params={"limit": 5})
    tag = first.headers["etag"]
    again = program.get(f"{API}/records", params={"limit": 5}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = program.get(f"{API}/records", params={"limit": 6}, headers={"If-None-Match": tag})
    assert other.status_code == 200
    record = first.json()["items"][0]["id"]
    program.post(f"{API}/reviews", json={"verdict": "reject", "record": record})
    after = program.get(f"{API}/records", params={"limit": 5}, headers={"If-None-Match": tag})
    assert after.status_code == 200 and after.headers["etag"] != tag
    assert record not in after.text


def test_every_record_leads_to_its_words(asking: TestClient) -> None:
    for one in asking.get(f"{API}/records", params={"limit": 30}).json()["items"]:
        text = asking.get(f"{API}/documents/{one['document']['id']}").json()["text"]
        for span in one["record"]["evidence"]:
            assert text[span["start"] : span["end"]] == span["text"]
            assert f"{span['start']}-{span['end']}" in one["link"]


@pytest.mark.parametrize(
    ("path", "sort", "field"),
    [("encounters", "-date", "date"), ("commitments", "due", "due"), ("targets", "-due", "due")],
)
def test_listings_are_sorted(path: str, sort: str, field: str, asking: TestClient) -> None:
    rows = read_all(asking, path, sort=sort, limit=7)
    days = [row[field]["end"] if row[field] else None for row in rows]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=sort.startswith("-"))
    assert days[: len(known)] == known


def test_filters_bound_what_is_listed(asking: TestClient) -> None:
    query = {"party": ["India", "JPN"], "kind": ["commitment", "request"], "confidence": "0.2"}
    found = read_all(asking, "records", **query)
    assert found
    for one in found:
        assert one["record"]["kind"] in ("commitment", "request")
        assert {"IND", "JPN"} <= {*one["record"].get("parties", ()), one["record"].get("by"),
                                  *one["record"].get("to", ())}  # fmt: skip
    assert not read_all(asking, "records", as_of="1999-12-31", since="1000-01-01")


def test_everything_comes_as_lines(asking: TestClient) -> None:
    records = asking.get(f"{API}/export.jsonl").text.splitlines()
    assert [json.loads(line) for line in records] == read_all(
        asking, "records", order="document", limit=500
    )
    documents = [
        json.loads(line)
        for line in asking.get(f"{API}/export.jsonl", params={"what": "documents"}).iter_lines()
    ]
    for one in documents:
        assert asking.get(f"{API}/documents/{one['id']}").json() == one
    assert asking.get(f"{API}/export.jsonl", params={"kind": "treaty"}).status_code == 422


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "0001-01-01", "", "1706745600"])
def test_days_that_are_none_are_refused(day: str, asking: TestClient) -> None:
    for path in ("records", "pairs/IND/JPN", "stats"):
        answer = asking.get(f"{API}/{path}", params={"as_of": day})
        assert answer.status_code == 422
        assert answer.json()["error"].startswith("as_of: ")


def test_pages_refuse_days_that_are_none_too(stranger: TestClient) -> None:
    stranger.get("/open", params={"token": TOKEN})
    assert stranger.get("/pairs/IND/JPN?as_of=2024-02-30").status_code == 422


INJECTIONS = [
    "' OR '1'='1", "'; DROP TABLE records; --", '" OR ""="', "1) OR 1=1 --", "%' --", "\\'; --",
    "x' UNION SELECT text FROM documents --", "*", "NEAR(zzz yyy)", '"', "title:zzz", "-zzz",
    "^zzz", "( ", "\u2028", "\ufdd0\ufdd1",
]  # fmt: skip


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_that_is_sent_becomes_a_part_of_a_query(text: str, asking: TestClient) -> None:
    everything = asking.get(f"{API}/stats").json()
    for path, name in (
        ("records", "text"), ("records", "person"), ("records", "issue"), ("records", "publisher"),
        ("documents", "publisher"), ("search", "q"), ("quote", "words"), ("positions", "issue"),
    ):  # fmt: skip
        answer = asking.get(f"{API}/{path}", params={name: text})
        assert answer.status_code in (200, 400), (path, name, answer.text)
        told = answer.json()
        assert not told.get("items") and not told.get("matches"), (path, name)
    for path, name in (("records", "document"), ("reviews", "document"), ("records", "cursor")):
        answer = asking.get(f"{API}/{path}", params={name: text})
        assert answer.status_code in (400, 422) or not answer.json()["items"]
    for path in ("documents", "records", "things"):
        assert asking.get(f"{API}/{path}/{text}").status_code in (404, 422)
    assert asking.get(f"{API}/stats").json() == everything


PATHS = [
    "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd", "/etc/passwd", "..\\..\\etc\\passwd", "%00", "desk.db", "file:///etc",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("root", [f"{API}/documents/", f"{API}/records/", "/static/", API + "/"])
def test_no_path_leads_out_of_the_archive(path: str, root: str, asking: TestClient) -> None:
    answer = asking.get(root + path)
    assert answer.status_code in (400, 401, 404, 422)
    assert "root:" not in answer.text and "SQLite" not in answer.text


def test_errors_do_not_tell_where_the_archive_lies(asking: TestClient, shared: Path) -> None:
    for path in ("records/nothing", "documents/nothing", "documents/x/versions", "things/x"):
        answer = asking.get(f"{API}/{path}")
        assert answer.status_code == 404
        assert str(shared.parent) not in answer.text


REVIEWS: list[tuple[dict[str, Any], int]] = [
    ({"verdict": "accept", "record": "nothing"}, 404),
    ({"verdict": "undo", "review": 99999}, 404),
    ({"verdict": "join", "kind": "encounter", "left": "x", "right": "y"}, 404),
    ({"verdict": "join", "kind": "encounter", "left": "x", "right": "x"}, 400),
    ({"verdict": "join", "kind": "treaty", "left": "x", "right": "y"}, 422),
    ({"verdict": "accept", "record": "x", "by": "somebody else"}, 422),
    ({"verdict": "accept", "record": "x", "why": "\ud800"}, 422),
    ({"verdict": "accept", "record": "x", "why": "a\0b"}, 422),
    ({"verdict": "undo", "review": 2**70}, 422),
    ({"verdict": "forget"}, 422),
    ({}, 422),
]


@pytest.mark.parametrize(("body", "status"), REVIEWS)
def test_reviews_that_make_no_sense_are_refused(
    body: dict[str, Any], status: int, program: TestClient
) -> None:
    answer = program.post(
        f"{API}/reviews", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["error"]
    assert program.get(f"{API}/reviews").json()["items"] == []


CORRECTIONS: list[dict[str, Any]] = [
    {"nonsense": 1},
    {"id": "other"},
    {"spans": [[5, 2]]},
    {"spans": [[0, 10**9]]},
    {"parties": "JPN"},
    {"action": "\ud800"},
    {"confidence": 7},
]


@pytest.mark.parametrize("changes", CORRECTIONS)
def test_corrections_that_make_no_sense_are_refused(
    changes: dict[str, Any], program: TestClient
) -> None:
    told = program.get(f"{API}/records", params={"kind": "commitment", "limit": 1}).json()
    body = {"verdict": "correct", "record": told["items"][0]["id"], "changes": changes}
    answer = program.post(
        f"{API}/reviews", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (400, 422), answer.text


def test_too_much_is_refused_before_it_is_read(program: TestClient) -> None:
    much = b"x" * (FORM + 1)
    assert program.post(f"{API}/reviews", content=much).status_code == 413

    def pieces() -> Any:
        for _ in range(20):
            yield b"x" * (FORM // 10)

    answer = program.post(f"{API}/reviews", content=pieces())
    assert answer.status_code == 413
    assert "larger than" in answer.json()["error"]


def test_the_token_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.token"
    secret = read_token(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_token(path) == secret
    path.chmod(0o644)
    with pytest.raises(ValueError, match="chmod 600"):
        read_token(path)


def test_a_locked_archive_is_told_to_be_asked_again(
    program: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from communique.archive.engine import ArchiveLocked

    def locked(*_: Any, **__: Any) -> None:
        raise ArchiveLocked(f"archive {program.app.state.desk.path}: is locked")  # type: ignore[attr-defined]

    monkeypatch.setattr(type(program.app.state.desk), "stats", locked)  # type: ignore[attr-defined]
    answer = program.get(f"{API}/stats")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json() == {"error": "the archive is locked"}
    assert issubclass(ArchiveLocked, CommuniqueError)
