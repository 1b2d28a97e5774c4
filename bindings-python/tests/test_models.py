"""Data classes: what is read, what is sent, and that they follow the Rust crate."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import re
import subprocess
import sys

import pytest
from ionos_sdk import CLEAR, DecodeError, models
from ionos_sdk._model import Model, bare, decode, whole

from .conftest import ROOT

SERVER = {
    "id": "1",
    "type": "server",
    "href": "https://example.com/servers/1",
    "newer": {"than": "this version"},
    "metadata": {"state": "BUSY", "etag": "x", "novelty": 1},
    "properties": {"name": "web", "vmState": "RUNNING", "bootVolume": {"id": "2"}, "type": "CUBE", "future": [1]},
    "entities": {"nics": {"items": [{"id": "3", "properties": {"lan": 7, "ips": ["10.0.0.1"]}}]}, "more": {}},
}


def test_a_document_is_read_and_nothing_is_lost():
    server = decode(models.Server, SERVER)
    assert (server.id, server.kind, server.state) == ("1", "server", "BUSY")
    assert server.properties.vm_state == "RUNNING"
    assert server.properties.kind == "CUBE"
    assert server.properties.boot_volume.id == "2"
    assert server.properties.extra == {"future": [1]}
    assert server.metadata.extra == {"novelty": 1}
    assert server.entities.nics[0].properties == models.NicProperties(lan=7, ips=("10.0.0.1",))
    assert server.entities.volumes == ()
    assert server.entities.extra == {"more": {}}


def test_references_without_properties_are_read():
    server = decode(models.Server, {"id": "1", "type": "server"})
    assert server.state is None and server.properties.name is None and server.entities is None


@pytest.mark.parametrize(
    "document",
    [[], None, "text", {"id": "1", "properties": 5}, {"id": "1", "properties": {"bootVolume": "2"}}],
)
def test_other_forms_are_decode_errors(document):
    with pytest.raises(DecodeError):
        decode(models.Server, document)
    with pytest.raises(DecodeError, match="size"):
        decode(models.NewIpBlock, {"name": "x", "location": "de/txl"})


def test_models_are_immutable_comparable_and_can_be_pickled():
    server = decode(models.Server, SERVER)
    with pytest.raises(dataclasses.FrozenInstanceError):
        server.id = "2"
    assert not hasattr(server, "__dict__")
    assert pickle.loads(pickle.dumps(server)) == server
    assert hash(server) == hash(decode(models.Server, SERVER))


def test_models_are_data_classes_like_any_other():
    assert dataclasses.is_dataclass(models.NewIpBlock)
    assert list(inspect.signature(models.NewLan).parameters)[:2] == ["name", "public"]
    block = models.NewIpBlock(name="a", location="de/txl", size=1)
    assert dataclasses.replace(block, size=2) == models.NewIpBlock(name="a", location="de/txl", size=2)
    assert dataclasses.asdict(block) == {"name": "a", "location": "de/txl", "size": 1}
    with pytest.raises(TypeError, match="location"):
        models.NewIpBlock(name="a", size=1)
    with pytest.raises(TypeError, match="sise"):
        models.NewIpBlock(name="a", location="de/txl", size=1, sise=1)
    assert issubclass(models.Server, models.Document) and models.Server().properties == models.ServerProperties()


def test_a_program_imports_only_what_it_uses():
    code = "import ionos_sdk, sys; print([m for m in sys.modules if m.startswith(('ionos_sdk.', 'asyncio'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    code = "from ionos_sdk import Client; import sys; print({'asyncio', 'ionos_sdk.aio'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_repr_is_short_and_keeps_user_data_to_itself():
    assert repr(models.ServerProperties(name="web", cores=2)) == "ServerProperties(name='web', cores=2)"
    volume = models.NewVolume(name="v", kind="SSD", size=1, user_data="#cloud-config")
    assert "cloud-config" not in repr(volume)


def test_bodies():
    volume = models.NewVolume(name="v", kind="SSD", size=1, user_data="text", ssh_keys=["k"])
    assert whole(volume) == {
        "properties": {"name": "v", "type": "SSD", "size": 1, "userData": "dGV4dA==", "sshKeys": ["k"]}
    }
    server = models.NewServer(name="s", cores=1, ram=256, volumes=[volume])
    assert whole(server)["entities"] == {"volumes": {"items": [whole(volume)]}}
    assert bare(models.LanUpdate(ipv6_cidr_block=CLEAR)) == {"ipv6CidrBlock": None}
    assert bare(models.LanUpdate()) == {}
    gateway = models.NewNatGateway(
        name="n", public_ips=["203.0.113.1"], lans=[models.NatGatewayLan(id=1, gateway_ips=("10.0.0.1/24",))]
    )
    assert bare(gateway)["lans"] == [{"id": 1, "gatewayIps": ["10.0.0.1/24"]}]


def rust_models() -> dict[str, set[str]]:
    """Fields of each model of the Rust crate."""
    found: dict[str, set[str]] = {}
    for area in ("compute", "network", "dns"):
        for path in (ROOT / "ionos-core" / "src" / area).glob("*.rs"):
            pattern = r"(?:model|fields)! \{\n(?:    ///[^\n]*\n)*\s*(\w+) \{\n(.*?)\n    \}(.*?)\n\}"
            for name, body, rest in re.findall(pattern, path.read_text(), re.S):
                names = set(re.findall(r"^        (\w+)(?: = \"\w+\")?: ", body, re.M))
                inside = set(re.findall(r"^        \w+ => (\w+): ", body + rest, re.M))
                found[name] = names | inside
    return found


def test_the_models_have_the_fields_of_the_rust_crate():
    rust = rust_models()
    assert len(rust) > 40
    for name, expected in rust.items():
        model = getattr(models, name)
        assert issubclass(model, Model)
        assert {f.name for f in dataclasses.fields(model)} - {"extra"} == expected, name
