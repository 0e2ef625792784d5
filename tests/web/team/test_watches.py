"""Whose watches who sees, and what a secret address gives: what its owner may see, and no more."""

import re

import pytest
from tests.web.team.world import SECRETS, World

from communique.accounts import Role
from communique.archive.watches import Watch, Watches

OUTPUTS = ("feed.atom", "calendar.ics", "digest.md?since=2024-05-30")


def watch(world: World, owner: str | None, question: str = "party=KEN&party=NOR") -> Watch:
    return Watches(world.desk).save(owner, f"{owner} {question}", "pair", question)


def status(world: World, path: str, **more: str) -> int:
    code: int = world.client.get(path, **more).status_code  # type: ignore[arg-type]
    return code


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_watch_is_its_owner_s_alone(world: World, output: str) -> None:
    mine = watch(world, "analyst")
    for name, code in (("analyst", 200), ("editor", 404), ("administrator", 404), ("reader", 404)):
        world.enter(name)
        assert status(world, f"/watches/{mine.key}/{output}") == code
    world.enter("stranger")
    assert status(world, f"/watches/{mine.key}/{output}") == 303
    # What one's own machine watches is nobody's here.
    world.enter("administrator")
    assert status(world, f"/watches/{watch(world, None).key}/{output}") == 404


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_owner_gets_nothing_of_closed_collections(world: World, output: str) -> None:
    secret = {}
    for name in ("analyst", "administrator"):
        for question in ("party=KEN&party=NOR", "party=JPN&party=KEN"):
            made = watch(world, name, question)
            token = Watches(world.desk).make_address(name, made.key)
            mark = "&" if "?" in output else "?"
            world.enter(name)
            signed_in = world.client.get(f"/watches/{made.key}/{output}")
            world.enter("stranger")
            by_secret = world.client.get(f"/watches/{made.key}/{output}{mark}token={token}")
            assert (signed_in.status_code, by_secret.status_code) == (200, 200)
            assert signed_in.content == by_secret.content
            secret[name, question] = [s for s in SECRETS if s in by_secret.text]
            assert token not in by_secret.text
    assert secret["analyst", "party=KEN&party=NOR"] == []
    assert secret["analyst", "party=JPN&party=KEN"] == []
    if output != "calendar.ics":
        assert secret["administrator", "party=KEN&party=NOR"]


def test_all_that_one_watches_is_in_one_digest(world: World) -> None:
    watch(world, "analyst", "party=KEN&party=NOR")
    watch(world, "analyst", "party=JPN&party=KEN")
    world.enter("analyst")
    text = world.client.get("/watches/digest.md?since=2024-05-30").text
    assert "Kamikawa" in text and not [s for s in SECRETS if s in text]
    world.enter("editor")
    assert "Nothing is watched." in world.client.get("/watches/digest.md").text


def test_a_secret_opens_its_watch_alone(world: World) -> None:
    one, two = watch(world, "analyst"), watch(world, "analyst", "party=JPN&party=KEN")
    token = Watches(world.desk).make_address("analyst", one.key)
    world.enter("stranger")
    assert status(world, f"/watches/{one.key}/feed.atom?token={token}") == 200
    assert status(world, f"/watches/{two.key}/feed.atom?token={token}") == 404
    for path in ("/watches", "/watches/digest.md", "/", "/documents", "/api/v1/records"):
        assert status(world, f"{path}?token={token}") in (303, 401)
    bearer = {"Authorization": f"Bearer {token}"}
    assert status(world, f"/watches/{one.key}/feed.atom", headers=bearer) == 303  # type: ignore


@pytest.mark.parametrize("token", ["", "x", "cqt_1_x", "%00", "ü", "x" * 201])
def test_a_wrong_secret_is_none_and_no_cookie_stands_in_for_it(world: World, token: str) -> None:
    mine = watch(world, "analyst")
    world.enter("analyst")
    assert status(world, f"/watches/{mine.key}/feed.atom?token={token}") in (404, 422)


@pytest.mark.parametrize("how", ["revoke", "renew", "remove", "disable"])
def test_a_secret_ends(world: World, how: str) -> None:
    mine, watches = watch(world, "analyst"), Watches(world.desk)
    token = watches.make_address("analyst", mine.key)
    path = f"/watches/{mine.key}/feed.atom?token={token}"
    world.enter("stranger")
    assert status(world, path) == 200
    match how:
        case "revoke":
            watches.revoke_address("analyst", mine.key)
        case "renew":
            watches.make_address("analyst", mine.key)
        case "remove":
            watches.remove("analyst", mine.key)
        case "disable":
            world.accounts.set_disabled("analyst", True, by="test")
    assert status(world, path) == 404


def test_what_an_owner_sees_no_longer_leaves_the_feed(world: World) -> None:
    mine = watch(world, "analyst", "party=JPN&party=KEN")
    token = Watches(world.desk).make_address("analyst", mine.key)
    path = f"/watches/{mine.key}/feed.atom?token={token}"
    world.enter("stranger")
    before = world.client.get(path)
    assert "<entry>" in before.text
    world.accounts.set_group("team", [], [], by="test")
    after = world.client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and "<entry>" not in after.text


def test_what_an_owner_sees_no_longer_is_no_longer_unchanged(world: World) -> None:
    """Also where the newest document of all stays in sight."""
    mine = watch(world, "analyst", "party=JPN&party=KEN")
    token = Watches(world.desk).make_address("analyst", mine.key)
    path = f"/watches/{mine.key}/feed.atom?token={token}"
    both = [world.own.collection, world.other.collection]
    tags = set()
    for seen in (both, both[:1], both[1:], []):
        world.accounts.set_group("team", ["analyst"], seen, by="test")
        world.enter("stranger")
        tags.add(world.client.get(path).headers["ETag"])
    assert len(tags) == 4


def test_a_token_for_programs_reads_its_owner_s_feed(world: World) -> None:
    mine = watch(world, "analyst")
    make = world.accounts.make_token
    for name, code in (("analyst", 200), ("editor", 404)):
        token = make(name, "x", role=Role.READER, writes=False, days=1)
        headers = {"Authorization": f"Bearer {token}"}
        assert status(world, f"/watches/{mine.key}/feed.atom", headers=headers) == code  # type: ignore


def test_another_s_watch_is_not_changed(world: World) -> None:
    mine = watch(world, "analyst")
    world.enter("editor")
    form = {"form_token": world.form_token()}
    for what in ("remove", "address", "address/revoke"):
        assert world.client.post(f"/watches/{mine.key}/{what}", data=form).status_code == 404
    assert Watches(world.desk).of("analyst") == [mine]


def test_an_address_is_shown_once(world: World) -> None:
    mine = watch(world, "analyst")
    world.enter("analyst")
    form = {"form_token": world.form_token()}
    made = world.client.post(f"/watches/{mine.key}/address", data=form)
    assert made.headers["Cache-Control"] == "no-store"
    [path] = re.findall(r"(/watches/\d+/feed\.atom\?token=[\w-]{43})", made.text)
    assert "token=" not in world.client.get("/watches").text
    world.enter("stranger")
    assert status(world, path) == 200
