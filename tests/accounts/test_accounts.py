"""Users, groups, sessions and the log: who may come in, and what ends that."""

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import select
from tests.accounts.conftest import AGE, PASSWORD, Clock

from communique.accounts import Accounts, Role, SignInRefused
from communique.archive.scoping import EVERYONE, scope_of
from communique.archive.tables import METADATA
from communique.errors import CommuniqueError, NotOnRecord


def sign_in(accounts: Accounts, name: str = "ben", password: str = PASSWORD) -> str:
    return accounts.sign_in(name, password, address="192.0.2.1", age=AGE)


def test_who_signs_in_is_known_by_the_session(accounts: Accounts) -> None:
    secret = sign_in(accounts, " Ben ")
    found = accounts.find(secret)
    assert found is not None and (found.name, found.role) == ("ben", Role.ANALYST)
    assert found.scope == scope_of(())
    assert accounts.find(secret + "x") is None and accounts.find("") is None
    accounts.close_session(secret)
    assert accounts.find(secret) is None


def test_secrets_are_not_in_the_database(accounts: Accounts) -> None:
    secret = sign_in(accounts)
    token = accounts.make_token("ben", "script", role=Role.READER, writes=False, days=1)
    with accounts._read() as connection:
        written = repr(
            [connection.execute(select(table)).all() for table in METADATA.tables.values()]
        )
    assert "script" in written
    for kept_secret in (secret, token.rpartition("_")[2], PASSWORD):
        assert kept_secret not in written


def test_passwords_are_hashed_by_argon2id_at_its_recommended_cost() -> None:
    usual = PasswordHasher()
    assert (usual.memory_cost, usual.time_cost) == (
        RFC_9106_LOW_MEMORY.memory_cost,
        RFC_9106_LOW_MEMORY.time_cost,
    )
    assert usual.hash("x").startswith("$argon2id$")


@pytest.mark.parametrize(
    ("name", "password"),
    [("ben", "a wrong password"), ("nobody", PASSWORD), ("", ""), ("ben", PASSWORD + " " * 300)],
)
def test_whatever_is_wrong_is_told_in_the_same_words(
    accounts: Accounts, name: str, password: str
) -> None:
    with pytest.raises(SignInRefused, match="this name and password are not those of an account"):
        sign_in(accounts, name, password)


def test_sessions_end_by_age_password_and_disabling(accounts: Accounts, clock: Clock) -> None:
    first = sign_in(accounts)
    clock.pass_(hours=11)
    assert accounts.find(first) is not None
    clock.pass_(hours=1)
    assert accounts.find(first) is None
    second, third = sign_in(accounts), sign_in(accounts)
    accounts.set_password("ben", "another long password", by="amina")
    assert accounts.find(second) is None and accounts.find(third) is None
    with pytest.raises(SignInRefused):
        sign_in(accounts)
    fourth = sign_in(accounts, password="another long password")
    token = accounts.make_token("ben", "script", role=Role.READER, writes=False, days=1)
    accounts.set_disabled("ben", True, by="amina")
    assert accounts.find(fourth) is None and accounts.find_bearer(token) is None
    with pytest.raises(SignInRefused):
        sign_in(accounts, password="another long password")
    accounts.set_disabled("ben", False, by="amina")
    assert accounts.find(fourth) is None
    assert sign_in(accounts, password="another long password")


def test_changing_the_own_password_needs_the_old_one(accounts: Accounts) -> None:
    before = sign_in(accounts)
    with pytest.raises(SignInRefused):
        accounts.change_own_password("ben", "wrong", "quite another one", address="::1", age=AGE)
    assert accounts.find(before) is not None
    after = accounts.change_own_password(
        "ben", PASSWORD, "quite another one", address="::1", age=AGE
    )
    assert accounts.find(before) is None and accounts.find(after) is not None


def test_a_role_holds_from_the_next_question_on(accounts: Accounts) -> None:
    secret = sign_in(accounts)
    accounts.set_role("ben", Role.READER, by="amina")
    found = accounts.find(secret)
    assert found is not None and found.role is Role.READER


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    for change in (
        lambda: accounts.set_role("amina", Role.EDITOR, by="amina"),
        lambda: accounts.set_disabled("Amina", True, by="amina"),
    ):
        with pytest.raises(CommuniqueError, match="last administrator"):
            change()
    accounts.set_role("ben", Role.ADMINISTRATOR, by="amina")
    accounts.set_role("amina", Role.EDITOR, by="ben")
    with pytest.raises(CommuniqueError, match="last administrator"):
        accounts.set_disabled("ben", True, by="ben")


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "a/b", "<b>", "Ben", "ben ", "Ｂｅｎ"])
def test_names_that_can_t_be_or_are_taken(accounts: Accounts, name: str) -> None:
    with pytest.raises(CommuniqueError):
        accounts.add_user(name, Role.READER, PASSWORD, by="amina")


@pytest.mark.parametrize("password", ["", "short", "x" * 257, "benjamin-franklin"])
def test_passwords_that_can_t_be(accounts: Accounts, password: str) -> None:
    with pytest.raises(CommuniqueError, match="password"):
        accounts.add_user("Benjamin-Franklin", Role.READER, password, by="amina")


def test_groups_say_what_is_seen(accounts: Accounts) -> None:
    with accounts._write() as connection:
        connection.exec_driver_sql("INSERT INTO collections (key, name) VALUES (2, 'closed')")
    secret = sign_in(accounts)
    accounts.add_group("Africa", by="amina")
    accounts.set_group("Africa", ["ben"], [2], by="amina")
    found = accounts.find(secret)
    assert found is not None and found.scope == scope_of([2])
    accounts.set_group("Africa", [], [2], by="amina")
    assert (found := accounts.find(secret)) and found.scope == scope_of(())
    accounts.set_group("Africa", ["ben"], [2], by="amina")
    accounts.remove_group("Africa", by="amina")
    assert (found := accounts.find(secret)) and found.scope == scope_of(())
    root = accounts.find(sign_in(accounts, "amina"))
    assert root is not None and root.scope is None
    with pytest.raises(NotOnRecord):
        accounts.set_group("Africa", [], [], by="amina")
    accounts.add_group("Asia", by="amina")
    for members, collections in ((["nobody"], []), ([], [99])):
        with pytest.raises(NotOnRecord):
            accounts.set_group("Asia", members, collections, by="amina")
    assert EVERYONE == 1


def test_every_change_is_in_the_log(accounts: Accounts) -> None:
    sign_in(accounts)
    accounts.set_role("ben", Role.EDITOR, by="amina")
    accounts.add_group("Asia", by="amina")
    accounts.set_group("Asia", ["ben"], [1], by="amina")
    accounts.make_token("ben", "script", role=Role.READER, writes=False, days=1)
    accounts.revoke_token("ben", 1)
    accounts.set_password("ben", "another long password", by="amina")
    told = [(one.who, one.what, one.target) for one in reversed(accounts.audit())]
    assert told == [
        ("test", "add user as administrator", "amina"),
        ("test", "add user as analyst", "ben"),
        ("ben", "sign in", "ben"),
        ("amina", "change role from analyst to editor", "ben"),
        ("amina", "add group", "Asia"),
        ("amina", "add ben to group", "Asia"),
        ("amina", "show collection 1 to group", "Asia"),
        ("ben", "make token as reader, reads", "script"),
        ("ben", "revoke token", "script"),
        ("amina", "change password", "ben"),
    ]
    newest = accounts.audit(limit=2)
    assert [one.what for one in newest] == ["change password", "revoke token"]
    assert accounts.audit(limit=1, before=newest[1].key)[0].target == "script"
    assert {one.who for one in accounts.audit(who="amina")} == {"amina"}
