"""Attacks on a team's server, each tried."""

import html
import re
from datetime import timedelta

import pytest
from tests.web.team.world import NAMES, PASSWORD, SECRETS, World

from communique.accounts.signing_in import MOST_HERE
from communique.archive.scoping import scope_of
from communique.web.sessions import COOKIE, ENTRY_COOKIE, form_token


def sign_in(world: World, name: str = "reader", password: str = PASSWORD, **form: str) -> int:
    """Sign in by the page, and return what it answered."""
    page = world.client.get("/sign-in")
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert token is not None
    sent = {"name": name, "password": password, "form_token": token[1], **form}
    answer = world.client.post("/sign-in", data=sent)
    world.client.headers["x-last"] = answer.headers.get("location", "")
    return answer.status_code


def test_signing_in_by_the_page(world: World) -> None:
    assert world.client.get("/").status_code == 303
    assert sign_in(world, to="/parties/KEN") == 303
    assert world.client.headers["x-last"] == "/parties/KEN"
    assert world.client.get("/").status_code == 200
    assert ENTRY_COOKIE not in world.client.cookies
    page = world.client.get("/").text
    assert 'href="/account"' in page and "/administration" not in page


def test_a_session_is_never_one_that_somebody_planted(world: World) -> None:
    """Session fixation: what the browser had before signing in is worth nothing after."""
    planted = "a-secret-that-an-attacker-knows-and-planted"
    world.client.cookies.set(COOKIE, planted)
    assert sign_in(world) == 303
    now = world.client.cookies.get(COOKIE, domain="testserver.local")
    assert now is not None and now != planted and len(now) >= 43
    world.client.cookies.clear()
    world.client.cookies.set(COOKIE, planted)
    assert world.client.get("/").status_code == 303


def test_signing_in_ends_the_session_that_the_browser_had(world: World) -> None:
    age = timedelta(hours=1)
    before = world.accounts.sign_in("reader", PASSWORD, address="192.0.2.1", age=age)
    world.client.cookies.set(COOKIE, before, domain="testserver.local", path="/")
    assert sign_in(world, "analyst") == 303
    assert world.accounts.find(before) is None


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(world: World) -> None:
    page = world.client.get("/sign-in")
    entry = page.headers["set-cookie"]
    assert "HttpOnly" in entry and "samesite=strict" in entry.lower()
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    sent = {"name": "reader", "password": PASSWORD, "form_token": token[1] if token else ""}
    answer = world.client.post("/sign-in", data=sent)
    (session,) = [
        value for value in answer.headers.get_list("set-cookie") if value.startswith(COOKIE)
    ]
    assert "HttpOnly" in session and "samesite=lax" in session.lower()


def test_no_other_site_signs_somebody_in(world: World) -> None:
    """Login CSRF: a form of another site has not the token of this browser's entry."""
    sent = {"name": "reader", "password": PASSWORD}
    assert world.client.post("/sign-in", data=sent).status_code == 403
    world.client.get("/sign-in")
    for token in ("", "0" * 64, form_token("another entry")):
        answer = world.client.post("/sign-in", data={**sent, "form_token": token})
        assert answer.status_code == 403 and COOKIE not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""]
)
def test_signing_in_leads_to_no_other_site(world: World, to: str) -> None:
    assert sign_in(world, to=to) == 303
    assert world.client.headers["x-last"] == "/"


def test_a_change_needs_the_token_of_the_same_session(world: World) -> None:
    """CSRF: neither no token, nor that of somebody else's session, nor one in the address."""
    world.enter("reader")
    others = world.form_token()
    world.enter("administrator")
    own = world.form_token()
    assert own and own != others
    new = {"name": "mallory", "role": "administrator", "password": "a password of mallory"}
    for token in ({}, {"form_token": ""}, {"form_token": others}, {"form_token": own[:-1]}):
        answer = world.client.post("/administration/users", data={**new, **token})
        assert answer.status_code == 403
    answer = world.client.post("/administration/users", params={"form_token": own}, data=new)
    assert answer.status_code == 403
    answer = world.client.post("/administration/users", json={**new, "form_token": own})
    assert answer.status_code == 403
    assert "mallory" not in {user.name for user in world.accounts.users()}
    done = world.client.post("/administration/users", data={**new, "form_token": own})
    assert done.status_code == 303


def test_a_cookie_does_not_stand_in_for_a_token_that_fails(world: World) -> None:
    world.enter("administrator")
    for header in ("Bearer nothing", "Bearer ", "Basic YTpi", "bearer cqt_1_" + "a" * 43):
        answer = world.client.get("/administration", headers={"Authorization": header})
        assert answer.status_code == 303, header


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP"]
)
def test_lock_out_can_t_be_got_round(world: World, header: str) -> None:
    """Neither by headers that tell another address, nor by other cookies or spellings."""
    for number in range(MOST_HERE):
        world.client.headers[header] = f"203.0.113.{number}"
        world.client.cookies.clear()
        assert sign_in(world, password="wrong") == 401
    world.client.headers[header] = "203.0.113.99"
    assert sign_in(world) == 429
    assert sign_in(world, name=" READER ") == 429
    assert sign_in(world, "analyst") == 303


def test_the_answer_to_a_wrong_name_is_that_to_a_wrong_password(world: World) -> None:
    def told(name: str) -> str:
        page = world.client.get("/sign-in")
        token = re.search(r'name="form_token" value="(\w+)"', page.text)
        sent = {"name": name, "password": "wrong", "form_token": token[1] if token else ""}
        answer = world.client.post("/sign-in", data=sent)
        return f"{answer.status_code} {answer.text.replace(name, '')}"

    assert told("reader") == told("nobody")


def test_names_that_are_typed_are_text_and_no_page(world: World) -> None:
    page = world.client.get("/sign-in")
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    name = '"><script>alert(1)</script>'
    sent = {"name": name, "password": "x", "form_token": token[1] if token else ""}
    answer = world.client.post("/sign-in", data=sent)
    assert "<script>alert" not in answer.text and html.escape("<script>alert") in answer.text


@pytest.mark.parametrize("role", ["reader", "analyst", "editor"])
def test_nobody_gives_themselves_a_role_by_fields_of_a_form(world: World, role: str) -> None:
    """Privilege escalation: fields that a form doesn't have are no one's wish."""
    world.enter(role)
    token = world.form_token()
    extra = {
        "form_token": token, "role": "administrator", "user": "administrator", "is_admin": "1",
        "user_key": "4", "scope": "2,3", "collections": "3", "disabled": "false",
    }  # fmt: skip
    world.client.post(f"/administration/users/{role}/role", data=extra)
    world.client.post("/account/tokens", data={**extra, "name": "x", "days": "1"})
    world.client.post("/account/tokens/1/revoke", data=extra)
    new = "quite another password"
    changed = world.client.post(
        "/account/password", data={**extra, "old": PASSWORD, "new": new, "name": "administrator"}
    )
    assert changed.status_code == 303
    user = world.accounts.user(role)
    assert user.role is NAMES[role]
    assert world.accounts.tokens(role) == []
    age = timedelta(hours=1)
    root = world.accounts.sign_in("administrator", PASSWORD, address="192.0.2.3", age=age)
    assert world.accounts.find(root) is not None
    own = world.accounts.sign_in(role, new, address="192.0.2.3", age=age)
    found = world.accounts.find(own)
    assert found is not None and found.scope == scope_of([world.own.collection])


def test_nobody_revokes_another_s_token(world: World) -> None:
    made = world.accounts.make_token(
        "administrator", "x", role=NAMES["reader"], writes=False, days=1
    )
    world.enter("editor")
    key = world.accounts.tokens("administrator")[0].key
    sent = {"form_token": world.form_token()}
    assert world.client.post(f"/account/tokens/{key}/revoke", data=sent).status_code == 404
    assert world.accounts.find_bearer(made) is not None


def test_a_token_is_shown_once_and_makes_no_other(world: World) -> None:
    world.enter("analyst")
    sent = {"form_token": world.form_token(), "name": "x", "role": "analyst", "days": "1"}
    answer = world.client.post("/account/tokens", data={**sent, "writes": "true"})
    (token,) = re.findall(r"cqt_\d+_[\w-]{43}", answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert token.rpartition("_")[2] not in world.client.get("/account").text
    world.client.cookies.clear()
    headers = {"Authorization": f"Bearer {token}"}
    assert world.client.get("/", headers=headers).status_code == 200
    for path in ("/account/tokens", "/account/password"):
        assert world.client.post(path, headers=headers, data=sent).status_code == 403
    assert world.client.post("/sign-out", headers=headers).status_code == 303
    assert world.client.get("/", headers=headers).status_code == 200


def test_a_session_of_before_a_change_of_password_is_worth_nothing(world: World) -> None:
    world.enter("reader")
    stolen = world.client.cookies[COOKIE]
    sent = {"form_token": world.form_token(), "old": PASSWORD, "new": "quite another password"}
    assert world.client.post("/account/password", data=sent).status_code == 303
    assert world.accounts.find(stolen) is None


def test_another_collection_s_document_is_read_by_no_way(world: World) -> None:
    """By id, search, footnote, version, record, kept answer, whatever page, however asked."""
    other = world.other
    # An administrator looks first: what is kept of that is not for others.
    world.enter("administrator")
    pages = [
        f"/pairs/{other.pair[0]}/{other.pair[1]}",
        f"/pairs/{other.pair[0]}/{other.pair[1]}?full=true",
        f"/parties/{other.pair[0]}", f"/parties/{other.pair[1]}", "/issues/climate", "/",
    ]  # fmt: skip
    assert all(
        any(secret in world.client.get(page).text for secret in SECRETS) for page in pages
    ), "what is looked for isn't where it would be"
    footnote = re.search(r'href="(/documents/\w+\?words=[^"#]+)', world.client.get(pages[0]).text)
    assert footnote is not None
    for role in ("reader", "analyst", "editor"):
        world.enter(role)
        for page in pages:
            answer = world.client.get(page)
            assert answer.status_code == 200
            assert not any(secret in answer.text for secret in SECRETS), page
        for gone in (
            html.unescape(footnote[1]),
            f"/documents/{other.document}",
            f"/records/{other.record}",
            f"/records/{other.record}?known_at=2024-06-01",
            f"/things/{other.encounter}",
            f"/things/{other.record}",
        ):
            answer = world.client.get(gone, follow_redirects=True)
            assert answer.status_code == 404, gone
            assert not any(secret in answer.text for secret in SECRETS), gone


def test_what_is_moved_out_of_sight_is_gone_from_the_next_page_on(world: World) -> None:
    own = world.own
    page = f"/pairs/{own.pair[0]}/{own.pair[1]}"
    world.enter("reader")
    assert "joint committee" in world.client.get(page).text
    world.desk.move_to(own.document, world.other.collection)
    assert "joint committee" not in world.client.get(page).text
    assert world.client.get(f"/documents/{own.document}").status_code == 404
    world.desk.move_to(own.document, 1)
    assert "joint committee" in world.client.get(page).text


def test_who_leaves_a_group_sees_less_at_once(world: World) -> None:
    world.enter("reader")
    path = f"/documents/{world.own.document}"
    assert world.client.get(path).status_code == 200
    members = [name for name in NAMES if name != "reader"]
    world.accounts.set_group("team", members, [world.own.collection], by="test")
    assert world.client.get(path).status_code == 404


def test_routes_that_take_the_archive_past_the_request_find_nothing(world: World) -> None:
    """A route that forgets to ask for who asks gets an archive that shows nothing."""
    app = world.client.app
    desk = app.state.desk  # type: ignore[attr-defined]
    assert list(desk.documents()) == [] and desk.search("Kenya") == []


def test_what_users_change_is_in_the_log_without_words_of_documents(world: World) -> None:
    world.enter("administrator")
    sent = {"form_token": world.form_token()}
    moved = {"document": f"http://testserver/documents/{world.own.document}", "collection": "1"}
    answer = world.client.post("/administration/documents", data={**sent, **moved})
    assert answer.status_code == 303
    world.client.post("/administration/collections", data={**sent, "name": "third"})
    log = world.client.get("/administration/log").text
    for told in ("move document", world.own.document, "make collection", "third", "add user as"):
        assert told in log
    entries = world.accounts.audit(limit=1000)
    assert {one.who for one in entries[:2]} == {"administrator"}
    assert not any(word in one.target for one in entries for word in (*SECRETS, "geothermal"))
