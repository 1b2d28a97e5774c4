"""The official Python packages of the smaller services."""

from __future__ import annotations

import datetime
import secrets

import ionoscloud_cert_manager as certificates
import ionoscloud_container_registry as registry
import ionoscloud_logging as logging
import ionoscloud_object_storage_management as storage
import pytest
from generated import Package, until


@pytest.fixture
def use(cloud, results):
    """The operations of a package, by its module."""

    def use(module, package: str, api: str, below: str = "") -> Package:
        client = module.ApiClient(module.Configuration(host=cloud.url + below, token=cloud.token))
        return Package(module, client, results.client(package, api))

    return use


def test_logging(use):
    api = use(logging, "ionoscloud-logging", "Logging")
    destination = logging.PipelineNoAddrLogsInnerDestinationsInner(type="loki", retention_in_days=7)
    log = logging.PipelineNoAddrLogsInner(source="docker", tag="web", protocol="http", destinations=[destination])
    new = logging.PipelineCreate(properties=logging.PipelineNoAddr(name="p", logs=[log]))
    made = api("pipelines_post", new).id
    until(lambda: api("pipelines_find_by_id", made).metadata.state == "AVAILABLE")
    assert api("pipelines_find_by_id", made).properties.logs[0].tag == "web"
    assert [p.id for p in api("pipelines_get").items] == [made]
    patch = logging.PipelinePatch(properties=logging.PipelineNoAddr(name="q", logs=[log]))
    assert api("pipelines_patch", made, patch).properties.name == "q"
    assert api("pipelines_key_post", made).key
    api("pipelines_delete", made)
    until(lambda: api.gone("pipelines_find_by_id", made))
    (central,) = api("central_get").items
    assert central.properties.enabled is False
    api("central_put", central.id, logging.CentralLoggingEnsure(properties=logging.CentralLogging(enabled=True)))
    assert api("central_find_by_id", central.id).properties.enabled is True
    assert api.record.missing() == []


def test_container_registries(use):
    api = use(registry, "ionoscloud-container-registry", "Container Registry", "/containerregistries")
    assert "de/fra" in [location.id for location in api("locations_get").items]
    schedule = registry.WeeklySchedule(days=["Monday"], time="01:00:00+00:00")
    properties = registry.PostRegistryProperties(name="images", location="de/fra", garbage_collection_schedule=schedule)
    assert api.gone("names_check_usage", "images")
    made = api("registries_post", registry.PostRegistryInput(properties=properties)).id
    api("names_check_usage", "images")
    until(lambda: api("registries_find_by_id", made).metadata.state == "Running")
    assert [r.id for r in api("registries_get").items] == [made]
    later = registry.WeeklySchedule(days=["Friday"], time="02:00:00+00:00")
    changed = api("registries_patch", made, registry.PatchRegistryInput(garbage_collection_schedule=later))
    assert changed.properties.garbage_collection_schedule.time == "02:00:00+00:00"
    put = api("registries_put", made, registry.PutRegistryInput(properties=properties))
    assert put.properties.garbage_collection_schedule.time == "01:00:00+00:00"

    scope = registry.Scope(actions=["pull"], name="web", type="repository")
    end = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)
    properties = registry.PostTokenProperties(name="ci", scopes=[scope], status="enabled", expiry_date=end)
    token = api("registries_tokens_post", made, registry.PostTokenInput(properties=properties))
    assert token.properties.credentials.password
    assert api("registries_tokens_find_by_id", made, token.id).properties.name == "ci"
    assert [t.id for t in api("registries_tokens_get", made).items] == [token.id]
    changed = api("registries_tokens_patch", made, token.id, registry.PatchTokenInput(status="disabled"))
    assert changed.properties.status == "disabled"
    put = api("registries_tokens_put", made, token.id, registry.PutTokenInput(properties=properties))
    assert put.properties.status == "enabled"
    api("registries_tokens_delete", made, token.id)
    assert api.gone("registries_tokens_find_by_id", made, token.id)

    assert api("registries_repositories_get", made).items == []
    assert api("registries_artifacts_get", made).items == []
    api("registries_delete", made)
    until(lambda: api.gone("registries_find_by_id", made))
    # Nothing can be pushed to a simulated registry, so there is nothing inside to look at.
    assert {line.rsplit(": ")[-1] for line in api.record.missing()} == {
        "registries_repositories_artifacts_find_by_digest",
        "registries_repositories_artifacts_get",
        "registries_repositories_artifacts_vulnerabilities_get",
        "registries_repositories_delete",
        "registries_repositories_find_by_name",
        "vulnerabilities_find_by_id",
    }


def test_certificates(use):
    api = use(certificates, "ionoscloud-cert-manager", "Certificate Manager")
    name = certificates.PatchName(name="b")

    def life(collection: str, create, patch) -> None:
        made = api(f"{collection}_post", create).id
        read = f"{collection}_find_by_id"
        until(lambda: api(read, made).metadata.state == "AVAILABLE")
        assert api(read, made).properties.name == "a"
        assert made in [item.id for item in api(f"{collection}_get").items]
        api(f"{collection}_patch", made, patch)
        assert api(read, made).properties.name == "b"
        api(f"{collection}_delete", made)
        until(lambda: api.gone(read, made))

    text = secrets.token_hex(16)
    one = certificates.Certificate(name="a", certificate=text, certificate_chain=text, private_key=text)
    life("certificates", certificates.CertificateCreate(properties=one), certificates.CertificatePatch(properties=name))
    provider = certificates.Provider(name="a", email="a@example.com", server="https://acme.example/directory")
    create = certificates.ProviderCreate(properties=provider)
    life("providers", create, certificates.ProviderPatch(properties=name))
    provider = api("providers_post", create).id
    automatic = certificates.AutoCertificate(
        name="a", provider=provider, common_name="www.example.org", key_algorithm="rsa4096"
    )
    create = certificates.AutoCertificateCreate(properties=automatic)
    life("auto_certificates", create, certificates.AutoCertificatePatch(properties=name))
    assert api.record.missing() == []


def test_object_storage_keys(use):
    api = use(storage, "ionoscloud-object-storage-management", "Object-storage management")
    made = api("accesskeys_post", storage.AccessKeyCreate(properties=storage.AccessKey(description="a")))
    assert made.properties.secret_key
    until(lambda: api("accesskeys_find_by_id", made.id).metadata.status == "AVAILABLE")
    assert not api("accesskeys_find_by_id", made.id).properties.secret_key
    assert [k.id for k in api("accesskeys_get").items] == [made.id]
    ensure = storage.AccessKeyEnsure(id=made.id, properties=storage.AccessKey(description="b"))
    assert api("accesskeys_put", made.id, ensure).properties.description == "b"
    assert api("accesskeys_renew", made.id).properties.secret_key != made.properties.secret_key
    api("accesskeys_delete", made.id)
    until(lambda: api.gone("accesskeys_find_by_id", made.id))
    regions = [region.id for region in api("regions_get").items]
    assert api("regions_find_by_region", regions[0]).id == regions[0]
    assert api.record.missing() == []
