"""The fixed cast of the tests, their order, and the rule that no test talks to another machine."""

import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client, override_settings
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from config.accounts.models import Role, User

PASSWORD = "cau-noi-2015"
SIGN_IN_BACKEND = "django.contrib.auth.backends.ModelBackend"
LOOPBACK = ("127.", "localhost", "::1")

# The browser driver keeps an event loop in the test's thread; without this Django refuses its
# database there, although the test itself is plain synchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# The same examples on every run, and no limit of time: two cores are busy with other tests.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis_settings.load_profile("steady")


class OutsideConnection(RuntimeError):
    """A test tried to reach an address that is not on this machine."""


def refuse_outside(address: Any) -> None:
    if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
        raise OutsideConnection(f"Tests stay on this machine; {address!r} is elsewhere.")


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """Closes every socket but those to this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(self: socket.socket, address: Any) -> None:
        refuse_outside(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket.socket, "connect_ex", guarded_ex)
        yield


@pytest.fixture(autouse=True, scope="session")
def _documents_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files kept with records lie in a folder of this run."""
    with override_settings(DOCUMENTS_ROOT=tmp_path_factory.mktemp("documents")):
        yield


# The order of the tests -------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys in a browser come first: they are few and long, and the short tests fill what is left of the
    time on all cores."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


_emptied = False


def _commits(item: pytest.Item) -> bool:
    """Whether the test writes for good, so that all tables are emptied after it."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "live_server" in getattr(item, "fixturenames", ())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Gives the reference data back when the test before has emptied all tables."""
    global _emptied
    if _commits(item):
        _emptied = True  # its own marker asks for the reference data
    elif _emptied:
        with item.config.stash[blocking_manager_key].unblock():
            connection = connections["default"]
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]
        _emptied = False


# The cast ---------------------------------------------------------------------


def person(username: str, full_name: str, role: Role) -> User:
    return User.objects.create_user(username=username, password=PASSWORD, full_name=full_name, role=role)


@pytest.fixture
def leader(db: None) -> User:
    """Reads everything, enters nothing."""
    return person("lanhdao", "Nguyễn Thị Ngọc Ưng", Role.LEADER)


@pytest.fixture
def staff(db: None) -> User:
    """Enters, changes and archives records."""
    return person("nhanvien", "Đặng Văn Thưởng", Role.STAFF)


@pytest.fixture
def admin(db: None) -> User:
    """As staff; also manages users and settings."""
    return person("quantri", "Hoàng Đức Ẩn", Role.ADMIN)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Makes a browser-like client in which the given person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=SIGN_IN_BACKEND)
        return client

    return signed_in


@pytest.fixture
def leader_client(leader: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(leader)


@pytest.fixture
def staff_client(staff: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(staff)


@pytest.fixture
def admin_client(admin: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(admin)
