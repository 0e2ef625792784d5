"""Guessing is stopped, whichever way it is tried, and nobody else is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.accounts.conftest import AGE, PASSWORD, Clock

from communique.accounts import Accounts, Role, SignInLocked, SignInRefused
from communique.accounts.signing_in import MOST_FROM_ADDRESS, MOST_HERE, MOST_ON_ACCOUNT


def attempt(accounts: Accounts, name: str, password: str, address: str = "192.0.2.1") -> str:
    """Return what came of an attempt: in, refused or locked."""
    try:
        accounts.sign_in(name, password, address=address, age=AGE)
    except SignInRefused:
        return "refused"
    except SignInLocked:
        return "locked"
    return "in"


def test_after_some_failures_the_right_password_does_not_help(
    accounts: Accounts, clock: Clock
) -> None:
    for _ in range(MOST_HERE):
        assert attempt(accounts, "ben", "wrong") == "refused"
    assert attempt(accounts, "ben", PASSWORD) == "locked"
    clock.pass_(minutes=14)
    assert attempt(accounts, "ben", PASSWORD) == "locked"
    clock.pass_(minutes=1)
    assert attempt(accounts, "ben", PASSWORD) == "in"


@pytest.mark.parametrize("spelling", ["BEN", " ben ", "Ｂｅｎ", "bEn\t"])
def test_another_spelling_of_the_name_is_no_other_account(
    accounts: Accounts, spelling: str
) -> None:
    for _ in range(MOST_HERE):
        attempt(accounts, "ben", "wrong")
    assert attempt(accounts, spelling, PASSWORD) == "locked"


def test_the_bearer_of_a_net_has_no_more_attempts_than_one_address(accounts: Accounts) -> None:
    for number in range(MOST_HERE):
        attempt(accounts, "ben", "wrong", f"2001:db8::{number:x}")
    assert attempt(accounts, "ben", PASSWORD, "2001:db8::ffff") == "locked"
    for _ in range(MOST_HERE):
        attempt(accounts, "amina", "wrong", "::ffff:192.0.2.9")
    assert attempt(accounts, "amina", PASSWORD, "192.0.2.9") == "locked"


def test_others_come_in_while_somebody_guesses(accounts: Accounts) -> None:
    for _ in range(MOST_HERE + 3):
        attempt(accounts, "ben", "wrong", "198.51.100.1")
    assert attempt(accounts, "ben", PASSWORD, "192.0.2.1") == "in"


def test_many_names_from_one_address_are_stopped(accounts: Accounts) -> None:
    for number in range(MOST_FROM_ADDRESS):
        assert attempt(accounts, f"name{number}", "wrong") == "refused"
    assert attempt(accounts, "ben", PASSWORD) == "locked"
    assert attempt(accounts, "ben", PASSWORD, "192.0.2.2") == "in"


def test_many_addresses_on_one_account_are_stopped(accounts: Accounts) -> None:
    for number in range(MOST_ON_ACCOUNT):
        assert attempt(accounts, "ben", "wrong", f"10.0.{number}.1") == "refused"
    assert attempt(accounts, "ben", PASSWORD, "192.0.2.2") == "locked"


def test_coming_in_does_not_clear_what_was_tried_elsewhere(accounts: Accounts) -> None:
    accounts.add_user("eve", Role.READER, PASSWORD, by="amina")
    for _ in range(MOST_HERE):
        attempt(accounts, "ben", "wrong")
        # Whoever has an account can't use it to go on guessing another's.
        assert attempt(accounts, "eve", PASSWORD) == "in"
    assert attempt(accounts, "ben", PASSWORD) == "locked"


def test_attempts_made_at_once_all_count(accounts: Accounts) -> None:
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda _: attempt(accounts, "ben", "wrong"), range(24)))
    assert came.count("refused") == MOST_HERE


def test_guessing_the_old_password_of_an_open_session_is_stopped(accounts: Accounts) -> None:
    for _ in range(MOST_HERE):
        with pytest.raises(SignInRefused):
            accounts.change_own_password("ben", "wrong", "a new long one", address="::1", age=AGE)
    with pytest.raises(SignInLocked, match="wait 15 minutes"):
        accounts.change_own_password("ben", PASSWORD, "a new long one", address="::1", age=AGE)
