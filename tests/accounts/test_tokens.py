"""API tokens: shown once, held to what they are for, and found by no guess."""

import re
import secrets

import pytest
from tests.accounts.conftest import Clock

from communique.accounts import Accounts, Role, passwords, tokens
from communique.archive.scoping import scope_of
from communique.errors import CommuniqueError, NotOnRecord


def make(accounts: Accounts, user: str = "ben", role: Role = Role.READER, **how: object) -> str:
    options = {"writes": False, "days": 30, **how}
    return accounts.make_token(user, "script", role=role, **options)  # type: ignore[arg-type]


def test_a_token_is_known_and_says_what_it_may(accounts: Accounts) -> None:
    found = accounts.find_bearer(make(accounts, role=Role.READER))
    assert found is not None
    assert (found.name, found.role, found.writes, found.session) == (
        "ben", Role.READER, False, None,
    )  # fmt: skip
    found = accounts.find_bearer(make(accounts, role=Role.ANALYST, writes=True))
    assert found is not None and found.role is Role.ANALYST and found.writes


def test_a_token_never_says_more_than_its_user_may(accounts: Accounts) -> None:
    with pytest.raises(CommuniqueError, match="no more than you"):
        make(accounts, role=Role.EDITOR)
    token = make(accounts, role=Role.ANALYST)
    accounts.set_role("ben", Role.READER, by="amina")
    found = accounts.find_bearer(token)
    assert found is not None and found.role is Role.READER


def test_an_administrator_s_token_for_less_sees_less(accounts: Accounts) -> None:
    found = accounts.find_bearer(make(accounts, "amina", Role.READER))
    assert found is not None and found.scope == scope_of(())
    found = accounts.find_bearer(make(accounts, "amina", Role.ADMINISTRATOR))
    assert found is not None and found.scope is None


def test_a_token_ends_by_time_and_by_being_revoked(accounts: Accounts, clock: Clock) -> None:
    first, second = make(accounts, days=1), make(accounts, days=2)
    clock.pass_(days=1)
    assert accounts.find_bearer(first) is None and accounts.find_bearer(second) is not None
    key = accounts.tokens("ben")[0].key
    with pytest.raises(NotOnRecord):
        accounts.revoke_token("amina", key)
    assert accounts.find_bearer(second) is not None
    accounts.revoke_token("ben", key)
    assert accounts.find_bearer(second) is None


@pytest.mark.parametrize("days", [0, -1, 367, 10**9])
def test_a_token_holds_for_no_time_that_has_no_end(accounts: Accounts, days: int) -> None:
    with pytest.raises(CommuniqueError, match="days"):
        make(accounts, days=days)


def test_no_guess_is_a_token(accounts: Accounts) -> None:
    token = make(accounts)
    key, secret = re.fullmatch(r"cqt_(\d+)_(.{43})", token).groups()  # type: ignore[union-attr]
    guesses = [
        "", secret, f"cqt_{key}_", f"cqt_{key}_{secret[:-1]}", f"cqt_{key}_{secret}x",
        f"cqt_{int(key) + 1}_{secret}", f"cqt_{key}_{secrets.token_urlsafe(32)}",
        f"cqt_{'9' * 40}_{secret}", f"cqt_{key}_{tokens.digest(secret)}", token.upper(),
        f"cqt_{key} OR 1=1_{secret}", f"cqt_{key}_{'%' * 43}", f"{token}\n",
    ]  # fmt: skip
    for guess in guesses:
        assert accounts.find_bearer(guess) is None, guess
    assert accounts.find_bearer(token) is not None


def test_secrets_are_compared_in_a_time_that_tells_nothing(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is looked up by a token's secret; both digests go to the comparison whole."""
    token = make(accounts)
    compared: list[tuple[str, str]] = []

    def is_same(one: str, other: str) -> bool:
        compared.append((one, other))
        return passwords.is_same(one, other)

    monkeypatch.setattr(tokens, "is_same", is_same)
    key = token.split("_")[1]
    for asked in (token, f"cqt_{key}_{'a' * 43}", f"cqt_99_{'a' * 43}"):
        accounts.find_bearer(asked)
    assert [len(one) for pair in compared for one in pair] == [64] * 6
    assert compared[0][0] == compared[0][1] and compared[1][0] != compared[1][1]
