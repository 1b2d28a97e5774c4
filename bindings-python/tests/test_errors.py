"""The right class for every failure, whole and without secrets."""

from __future__ import annotations

import builtins
import copy
import pickle
import secrets
import socket

import ionos_sdk
import pytest
from ionos_sdk import (
    AuthError,
    Client,
    ConfigError,
    ConflictError,
    ConnectError,
    DecodeError,
    InvalidRequestError,
    IonosError,
    NewDatacenter,
    NewLan,
    NewNic,
    NewServer,
    NotFoundError,
    ProvisioningError,
    QuotaError,
    RateLimitedError,
    ResidencyError,
    UnavailableError,
)
from ionos_sdk.models import LanUpdate


@pytest.fixture
def ionos(cloud):
    return Client.from_env(max_attempts=1)


def test_not_found(ionos):
    with pytest.raises(NotFoundError) as caught:
        ionos.datacenter("00000000-0000-4000-8000-000000000000").get()
    error = caught.value
    assert (error.kind, error.status, error.operation) == ("NOT_FOUND", 404, "datacentersFindById")
    assert error.request_id and error.codes and error.messages[0].message
    assert not error.retryable and not error.may_have_happened and error.attempts == 1


def test_wrong_token(cloud):
    token = secrets.token_urlsafe(24)
    with pytest.raises(AuthError) as caught:
        Client(token=token, api_url=cloud.url).datacenters.list().all()
    assert caught.value.status == 401
    chain, error = [], caught.value
    while error is not None:
        chain += [str(error), repr(error), repr(error.__dict__)]
        error = error.__cause__
    assert not any(token in text for text in chain)


def test_clients_never_show_their_credentials(cloud):
    password = secrets.token_urlsafe(24)
    client = Client(username="someone@example.com", password=password, api_url=cloud.url)
    assert password not in repr(client) and password not in repr(client.datacenters)
    with pytest.raises(AuthError) as caught:
        client.datacenters.list().all()
    assert password not in repr(caught.value)
    with pytest.raises(AuthError, match="IONOS_TOKEN"):
        client.dns.zones.list().all()


def test_unreachable_host():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(ConnectError) as caught:
        Client(token="t", api_url=f"http://127.0.0.1:{port}", max_attempts=1).datacenters.list().all()
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.retryable and caught.value.__cause__ is not None


def test_time_is_up(cloud):
    cloud.inject({"delay": {"ms": 5000}})
    client = Client.from_env(attempt_timeout=0.05, total_timeout=0.2)
    with pytest.raises(ionos_sdk.TimeoutError) as caught:
        client.datacenters.list().all()
    assert isinstance(caught.value, builtins.TimeoutError)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (402, ionos_sdk.PermissionDeniedError),
        (403, ionos_sdk.PermissionDeniedError),
        (409, ConflictError),
        (422, InvalidRequestError),
        (429, RateLimitedError),
        (500, UnavailableError),
        (503, UnavailableError),
    ],
)
def test_statuses(ionos, cloud, status, kind):
    cloud.inject({"status": {"code": status}})
    with pytest.raises(kind) as caught:
        ionos.datacenters.list().all()
    assert caught.value.status == status


def test_a_page_instead_of_an_answer(ionos, cloud):
    cloud.inject("html_200")
    with pytest.raises((DecodeError, UnavailableError)):
        ionos.datacenters.list().all()


def test_the_service_says_how_long_to_wait(ionos, cloud):
    cloud.inject({"status": {"code": 429, "retry_after": 7}})
    with pytest.raises(RateLimitedError) as caught:
        ionos.datacenters.list().all()
    assert caught.value.retry_after == 7


def test_an_unclear_creation_says_so(ionos, cloud):
    cloud.inject("created_then_502", method="POST")
    with pytest.raises(UnavailableError) as caught:
        ionos.datacenters.create(NewDatacenter(name="one", location="de/txl"))
    assert caught.value.may_have_happened
    cloud.admin("DELETE", "faults")
    assert len(ionos.datacenters.list().all()) == 1


def test_provisioning_fails_with_the_reason(ionos, cloud):
    cloud.inject({"fail_request": {"message": "[VDC-5-1921] the processor family does not fit"}}, method="POST")
    pending = ionos.datacenters.create(NewDatacenter(name="one", location="de/txl"))
    with pytest.raises(ProvisioningError, match="processor family") as caught:
        pending.wait()
    assert caught.value.codes == ("VDC-5-1921",)
    with pytest.raises(ProvisioningError):
        list(pending.progress())


def test_invalid_input(ionos):
    with pytest.raises(InvalidRequestError) as caught:
        ionos.datacenters.create(NewDatacenter(name="one", location="xx/yyy"))
    assert caught.value.status == 422
    with pytest.raises(InvalidRequestError, match="no operation"):
        ionos.raw("datacentersExplode")
    with pytest.raises(InvalidRequestError, match="path parameter"):
        ionos.raw("datacentersFindById")
    with pytest.raises(InvalidRequestError, match="de/txl"):
        ionos.location("berlin")


def test_conflicts_and_limits(ionos):
    made = ionos.datacenters.create(NewDatacenter(name="one", location="de/txl")).wait()
    here = ionos.datacenter(made.id)
    lan = here.lans.create(NewLan(name="x")).wait()
    huge = NewServer(name="huge", cores=100_000, ram=256, nics=[NewNic(name="n", lan=int(lan.id))])
    with pytest.raises((QuotaError, InvalidRequestError)):
        here.servers.create(huge)
    with pytest.raises(NotFoundError):
        here.lans.item("none").patch(LanUpdate(name="x"))


def test_the_residency_guard_sends_nothing(cloud):
    ionos = Client.from_env(residency="germany")
    with pytest.raises(ResidencyError):
        ionos.datacenters.create(NewDatacenter(name="one", location="us/las"))
    with pytest.raises(ResidencyError):
        Client(token="t", api_url="https://api.example.com", residency="germany")
    assert cloud.journal() == []


def test_settings():
    with pytest.raises(ConfigError, match="from_env"):
        Client()
    with pytest.raises(ConfigError, match="IONOS_TOKEN"):
        Client.from_env()
    with pytest.raises(ConfigError, match="either a token"):
        Client(token="t", username="u")
    with pytest.raises(ConfigError):
        Client(token="t", api_url="no address")
    with pytest.raises(ConfigError, match="attempt_timeout"):
        Client(token="t", attempt_timeout=-1)
    with pytest.raises(ConfigError, match="residency"):
        Client(token="t", residency="moon")  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="TLS"):
        Client(token="t", min_tls="1.0")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="tokens"):
        Client(tokens="t")  # type: ignore[call-arg]
    with pytest.raises(ConfigError, match="wrong type") as caught:
        Client(token=["not-a-token"])  # type: ignore[arg-type]
    assert "not-a-token" not in str(caught.value)
    Client(token="t", min_tls="1.2", max_attempts=2, total_timeout=9, wait_timeout=9, poll_interval=0.2, contract="1")


def test_a_closed_client_says_so(cloud):
    with Client.from_env() as ionos:
        assert ionos.datacenters.list().all() == []
        pending = ionos.datacenters.create(NewDatacenter(name="one", location="de/txl"))
    with pytest.raises(ConfigError, match="closed"):
        ionos.datacenters.list().all()
    assert pending.wait().state == "AVAILABLE", "what was begun can be ended"


def test_errors_can_be_pickled_and_copied(ionos):
    with pytest.raises(NotFoundError) as caught:
        ionos.datacenter("00000000-0000-4000-8000-000000000000").get()
    for twin in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert type(twin) is NotFoundError
        assert str(twin) == str(caught.value)
        assert twin.__dict__ == caught.value.__dict__


def test_all_classes_have_one_base():
    for name in ionos_sdk.errors.__all__:
        if name != "ApiMessage":
            assert issubclass(getattr(ionos_sdk, name), IonosError), name
