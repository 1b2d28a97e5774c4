"""The official Python SDK for the Cloud API in the hands of a user who is not the owner of the contract."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import ionoscloud as sdk
import pytest


@pytest.fixture
def owner(served) -> Iterator[sdk.ApiClient]:
    served.reset()
    with client(served, token=served.token) as owner:
        yield owner
    served.reset()


@contextmanager
def client(served: Any, **credentials: str) -> Iterator[sdk.ApiClient]:
    client = sdk.ApiClient(sdk.Configuration(host=f"{served.url}/cloudapi/v6", **credentials))
    try:
        yield client
    finally:
        client.close()


def status_of(call: Callable[..., Any], *args: Any) -> int:
    with pytest.raises(sdk.rest.ApiException) as caught:
        call(*args)
    return int(caught.value.status)


def done(client: sdk.ApiClient, answer: Any) -> Any:
    data, _, headers = answer
    request = headers["Location"].rsplit("/", 2)[1]
    client.wait_for_completion(request, timeout=30, initial_wait=0.005, scaleup=100)
    return data


def test_a_user_sees_and_changes_what_groups_allow(served, owner):
    users = sdk.UserManagementApi(owner)
    email, password = f"{secrets.token_hex(8)}@example.com", secrets.token_urlsafe(16)
    person = sdk.UserPropertiesPost(
        firstname="A", lastname="B", email=email, password=password, administrator=False, force_sec_auth=False
    )
    user = done(owner, users.um_users_post_with_http_info(sdk.UserPost(properties=person)))
    group = sdk.Group(properties=sdk.GroupProperties(name="g", create_data_center=True))
    group = done(owner, users.um_groups_post_with_http_info(group))
    done(owner, users.um_groups_users_post_with_http_info(group.id, sdk.User(id=user.id)))

    def center(name: str) -> sdk.Datacenter:
        return sdk.Datacenter(properties=sdk.DatacenterProperties(name=name, location="de/txl"))

    theirs = done(owner, sdk.DataCentersApi(owner).datacenters_post_with_http_info(center("theirs")))
    with client(served, username=email, password=password) as own:
        centers = sdk.DataCentersApi(own)
        assert centers.datacenters_get().items == []
        assert status_of(centers.datacenters_find_by_id, theirs.id) == 404
        mine = done(own, centers.datacenters_post_with_http_info(center("mine")))
        metadata = centers.datacenters_find_by_id(mine.id).metadata
        assert (metadata.created_by, metadata.created_by_user_id) == (email, user.id)
        assert [item.id for item in sdk.DataCentersApi(owner).datacenters_get().items] == [theirs.id, mine.id]

        share = sdk.GroupShare(properties=sdk.GroupShareProperties(edit_privilege=False, share_privilege=False))
        done(owner, users.um_groups_shares_post_with_http_info(group.id, theirs.id, share))
        assert centers.datacenters_find_by_id(theirs.id).properties.name == "theirs"
        change = sdk.DatacenterProperties(name="changed")
        assert status_of(centers.datacenters_patch, theirs.id, change) == 403
        share.properties.edit_privilege = True
        done(owner, users.um_groups_shares_put_with_http_info(group.id, theirs.id, share))
        done(own, centers.datacenters_patch_with_http_info(theirs.id, change))
        block = sdk.IpBlock(properties=sdk.IpBlockProperties(location="de/txl", size=1))
        assert status_of(sdk.IPBlocksApi(own).ipblocks_post, block) == 403

    done(owner, users.um_users_delete_with_http_info(user.id))
    with client(served, username=email, password=password) as gone:
        assert status_of(sdk.DataCentersApi(gone).datacenters_get) == 401
