"""boto3, as it is, stores objects in the simulated cloud. Only its documented settings point it there."""

from __future__ import annotations

import hashlib
import io
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from results import Results
from simulated import Cloud

REGION = "eu-central-3"
PART = 5 * 1024 * 1024

# What the S3 interface of IONOS has, by the kind of thing that it is about.
KINDS = {
    "buckets": "create_bucket head_bucket list_buckets delete_bucket get_bucket_location",
    "objects": "put_object get_object head_object delete_object delete_objects copy_object list_objects "
    "list_objects_v2 list_object_versions put_object_tagging get_object_tagging delete_object_tagging",
    "uploads": "create_multipart_upload upload_part upload_part_copy complete_multipart_upload abort_multipart_upload "
    "list_multipart_uploads list_parts",
    "locks": "put_object_lock_configuration get_object_lock_configuration put_object_retention get_object_retention "
    "put_object_legal_hold get_object_legal_hold",
    "settings": "put_bucket_versioning get_bucket_versioning put_bucket_lifecycle_configuration "
    "get_bucket_lifecycle_configuration delete_bucket_lifecycle put_bucket_encryption get_bucket_encryption "
    "delete_bucket_encryption put_public_access_block get_public_access_block delete_public_access_block "
    "put_bucket_policy get_bucket_policy get_bucket_policy_status delete_bucket_policy put_bucket_tagging "
    "get_bucket_tagging delete_bucket_tagging put_bucket_cors get_bucket_cors delete_bucket_cors put_bucket_website "
    "get_bucket_website delete_bucket_website",
}


class S3:
    """The operations of a client, each noted under its kind."""

    def __init__(self, client: Any, results: Results) -> None:
        self.raw = client
        record = results.client("boto3", "Object storage (S3)")
        self._watched = {
            name: record.watch(kind, client, names.split()) for kind, names in KINDS.items() for name in names.split()
        }

    def __getattr__(self, name: str) -> Any:
        return getattr(self._watched.get(name, self.raw), name)


def client(cloud: Cloud, **options: Any) -> Any:
    environment = cloud.environment
    settings: dict[str, Any] = {
        "endpoint_url": environment["IONOS_API_URL_OBJECT_STORAGE"],
        "aws_access_key_id": environment["IONOS_S3_ACCESS_KEY"],
        "aws_secret_access_key": environment["IONOS_S3_SECRET_KEY"],
        "region_name": environment["IONOS_S3_REGION"],
    }
    return boto3.session.Session().client("s3", **(settings | options))


@pytest.fixture
def s3(cloud: Cloud, results: Results, monkeypatch: pytest.MonkeyPatch) -> S3:
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    return S3(client(cloud), results)


@pytest.fixture
def bucket(s3: S3) -> str:
    s3.create_bucket(Bucket="stories", CreateBucketConfiguration={"LocationConstraint": REGION})
    return "stories"


def refused(call: Callable[..., Any], **arguments: Any) -> str:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return str(caught.value.response["Error"]["Code"])


def test_a_bucket_lives_and_dies(s3: S3, bucket: str) -> None:
    assert [found["Name"] for found in s3.list_buckets()["Buckets"]] == [bucket]
    assert s3.head_bucket(Bucket=bucket)["BucketRegion"] == REGION
    assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] == REGION
    place = {"LocationConstraint": REGION}
    assert refused(s3.create_bucket, Bucket=bucket, CreateBucketConfiguration=place) == "BucketAlreadyOwnedByYou"
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    assert refused(s3.delete_bucket, Bucket=bucket) == "BucketNotEmpty"
    s3.delete_object(Bucket=bucket, Key="k")
    s3.delete_bucket(Bucket=bucket)
    assert refused(s3.head_bucket, Bucket=bucket) == "404"
    assert refused(s3.list_objects_v2, Bucket=bucket) == "NoSuchBucket"
    with pytest.raises(s3.exceptions.NoSuchBucket):
        s3.put_object(Bucket=bucket, Key="k", Body=b"")


def test_an_object_comes_back_as_it_was_put(s3: S3, bucket: str) -> None:
    key = "a folder/ünï+code&=?#.txt"
    made = s3.put_object(
        Bucket=bucket, Key=key, Body=b"hello", ContentType="text/plain", Metadata={"colour": "blue"}, Tagging="a=1"
    )
    assert made["ETag"] == f'"{hashlib.md5(b"hello").hexdigest()}"'
    found = s3.get_object(Bucket=bucket, Key=key)
    assert (found["Body"].read(), found["ContentType"]) == (b"hello", "text/plain")
    assert found["Metadata"] == {"colour": "blue"}
    assert s3.get_object(Bucket=bucket, Key=key, Range="bytes=1-3")["Body"].read() == b"ell"
    head = s3.head_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")
    assert (head["ContentLength"], head["ChecksumCRC32"]) == (5, made["ChecksumCRC32"])
    assert abs(head["LastModified"] - datetime.now(timezone.utc)) < timedelta(days=1)
    assert s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"] == [{"Key": "a", "Value": "1"}]
    s3.put_object_tagging(Bucket=bucket, Key=key, Tagging={"TagSet": [{"Key": "b", "Value": "<2>"}]})
    assert s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"] == [{"Key": "b", "Value": "<2>"}]
    s3.delete_object_tagging(Bucket=bucket, Key=key)
    assert s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"] == []
    s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": key})
    assert s3.get_object(Bucket=bucket, Key="copy")["Metadata"] == {"colour": "blue"}
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key}, {"Key": "copy"}]})
    assert sorted(one["Key"] for one in deleted["Deleted"]) == sorted([key, "copy"])
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=bucket, Key=key)


def test_conditions_decide_between_writers(s3: S3, bucket: str) -> None:
    first = s3.put_object(Bucket=bucket, Key="lock", Body=b"1", IfNoneMatch="*")
    assert refused(s3.put_object, Bucket=bucket, Key="lock", Body=b"2", IfNoneMatch="*") == "PreconditionFailed"
    second = s3.put_object(Bucket=bucket, Key="lock", Body=b"2", IfMatch=first["ETag"])
    assert refused(s3.put_object, Bucket=bucket, Key="lock", Body=b"3", IfMatch=first["ETag"]) == "PreconditionFailed"
    assert refused(s3.get_object, Bucket=bucket, Key="lock", IfNoneMatch=second["ETag"]) == "304"
    assert s3.get_object(Bucket=bucket, Key="lock")["Body"].read() == b"2"


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums_are_compared_and_kept(s3: S3, bucket: str, algorithm: str) -> None:
    made = s3.put_object(Bucket=bucket, Key="k", Body=io.BytesIO(b"content"), ChecksumAlgorithm=algorithm)
    name = f"Checksum{algorithm}"
    assert s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")[name] == made[name]
    assert refused(s3.put_object, Bucket=bucket, Key="k", Body=b"other", **{name: made[name]}) == "BadDigest"


def test_older_habits_of_clients_work(cloud: Cloud, s3: S3, bucket: str) -> None:
    quiet = client(cloud, config=Config(request_checksum_calculation="when_required"))
    quiet.put_object(Bucket=bucket, Key="k", Body=b"plain")
    unsigned = client(cloud, config=Config(s3={"payload_signing_enabled": False}))
    assert unsigned.get_object(Bucket=bucket, Key="k")["Body"].read() == b"plain"
    prefixed = client(cloud, endpoint_url=f"{cloud.url}/_s3")
    assert prefixed.get_object(Bucket=bucket, Key="k")["Body"].read() == b"plain"


def test_lists_of_2500_objects_come_in_pages(s3: S3, bucket: str) -> None:
    keys = [f"{number % 5}/{number:05}" for number in range(2500)]
    for key in keys:
        s3.raw.put_object(Bucket=bucket, Key=key, Body=b"")
    for operation in ("list_objects_v2", "list_objects"):
        pages = [
            [item["Key"] for item in page["Contents"]] for page in s3.get_paginator(operation).paginate(Bucket=bucket)
        ]
        assert [len(page) for page in pages] == [1000, 1000, 500]
        assert [key for page in pages for key in page] == sorted(keys)
        folders = s3.get_paginator(operation).paginate(Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 2})
        assert [one["Prefix"] for one in folders.search("CommonPrefixes[]") if one] == [f"{n}/" for n in range(5)]
    assert s3.list_objects_v2(Bucket=bucket, Prefix="3/", MaxKeys=7)["KeyCount"] == 7
    assert len(s3.list_objects(Bucket=bucket, Prefix="3/")["Contents"]) == 500
    removed = 0
    for start in range(0, 2500, 1000):
        objects = [{"Key": key} for key in keys[start : start + 1000]]
        removed += len(s3.raw.delete_objects(Bucket=bucket, Delete={"Objects": objects})["Deleted"])
    assert removed == 2500
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_large_files_go_up_and_down_in_parts(s3: S3, bucket: str) -> None:
    content = os.urandom(2 * PART + 17)
    transfer = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART)
    s3.raw.upload_fileobj(io.BytesIO(content), bucket, "large", Config=transfer)
    head = s3.head_object(Bucket=bucket, Key="large")
    assert head["ETag"].endswith('-3"')
    received = io.BytesIO()
    s3.raw.download_fileobj(bucket, "large", received, Config=transfer)
    assert received.getvalue() == content


def test_parts_are_listed_put_together_and_given_up(s3: S3, bucket: str) -> None:
    begun = s3.create_multipart_upload(Bucket=bucket, Key="k", ChecksumAlgorithm="SHA256")
    upload = {"Bucket": bucket, "Key": "k", "UploadId": begun["UploadId"]}
    first = s3.upload_part(**upload, PartNumber=1, Body=bytes(PART), ChecksumAlgorithm="SHA256")
    s3.put_object(Bucket=bucket, Key="source", Body=b"0123456789")
    source = {"Bucket": bucket, "Key": "source"}
    second = s3.upload_part_copy(**upload, PartNumber=2, CopySource=source, CopySourceRange="bytes=2-5")
    assert [part["PartNumber"] for part in s3.list_parts(**upload)["Parts"]] == [1, 2]
    assert [one["Key"] for one in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]] == ["k"]
    parts = [
        {"PartNumber": 1, "ETag": first["ETag"], "ChecksumSHA256": first["ChecksumSHA256"]},
        {"PartNumber": 2, "ETag": second["CopyPartResult"]["ETag"]},
    ]
    whole = s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
    assert whole["ChecksumSHA256"].endswith("-2")
    assert s3.get_object(Bucket=bucket, Key="k", PartNumber=2)["Body"].read() == b"2345"
    other = s3.create_multipart_upload(Bucket=bucket, Key="k")
    upload["UploadId"] = other["UploadId"]
    s3.abort_multipart_upload(**upload)
    assert refused(s3.list_parts, **upload) == "NoSuchUpload"


def fetch(url: str, method: str = "GET", body: bytes | None = None) -> bytes:
    # Nothing is sent that was not signed.
    headers = {"Content-Type": ""} if body is not None else {}
    with urllib.request.urlopen(urllib.request.Request(url, method=method, data=body, headers=headers)) as answer:
        content: bytes = answer.read()
    return content


def test_presigned_addresses_work_for_everybody_until_they_end(s3: S3, bucket: str) -> None:
    target = {"Bucket": bucket, "Key": "a b"}
    fetch(s3.generate_presigned_url("put_object", Params=target), "PUT", b"shared")
    url = s3.generate_presigned_url("get_object", Params={**target, "ResponseContentType": "text/csv"})
    assert fetch(url) == b"shared"
    with pytest.raises(urllib.error.HTTPError) as caught:
        fetch(re.sub("X-Amz-Signature=.", "X-Amz-Signature=-", url))
    assert (caught.value.code, b"SignatureDoesNotMatch" in caught.value.read()) == (403, True)
    short = s3.generate_presigned_url("get_object", Params=target, ExpiresIn=1)
    time.sleep(3)
    with pytest.raises(urllib.error.HTTPError) as caught:
        fetch(short)
    assert (caught.value.code, b"Request has expired" in caught.value.read()) == (403, True)


def test_keys_that_are_wrong_are_refused(cloud: Cloud, s3: S3, bucket: str) -> None:
    forged = client(cloud, aws_secret_access_key="guessed")
    assert refused(forged.list_buckets) == "SignatureDoesNotMatch"
    unknown = client(cloud, aws_access_key_id="nobody")
    assert refused(unknown.list_buckets) == "InvalidAccessKeyId"
    elsewhere = client(cloud, region_name="us-central-1")
    assert refused(elsewhere.list_objects_v2, Bucket=bucket) == "NoSuchBucket"
    assert refused(client(cloud, region_name="mars").list_buckets) == "AuthorizationHeaderMalformed"


def test_versions_and_locks_keep_what_was_written(s3: S3) -> None:
    place = {"LocationConstraint": REGION}
    s3.create_bucket(Bucket="worm", CreateBucketConfiguration=place, ObjectLockEnabledForBucket=True)
    assert s3.get_bucket_versioning(Bucket="worm")["Status"] == "Enabled"
    rule = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}
    s3.put_object_lock_configuration(Bucket="worm", ObjectLockConfiguration=rule)
    assert s3.get_object_lock_configuration(Bucket="worm")["ObjectLockConfiguration"] == rule
    made = s3.put_object(Bucket="worm", Key="k", Body=b"1")
    version = {"Bucket": "worm", "Key": "k", "VersionId": made["VersionId"]}
    assert s3.get_object_retention(**version)["Retention"]["Mode"] == "GOVERNANCE"
    assert s3.delete_object(Bucket="worm", Key="k")["DeleteMarker"] is True
    assert refused(s3.delete_object, **version) == "AccessDenied"
    until = datetime.now(timezone.utc) + timedelta(days=9)
    s3.put_object_retention(**version, Retention={"Mode": "GOVERNANCE", "RetainUntilDate": until})
    s3.put_object_legal_hold(**version, LegalHold={"Status": "ON"})
    assert s3.get_object_legal_hold(**version)["LegalHold"]["Status"] == "ON"
    assert refused(s3.delete_object, **version, BypassGovernanceRetention=True) == "AccessDenied"
    s3.put_object_legal_hold(**version, LegalHold={"Status": "OFF"})
    listed = s3.list_object_versions(Bucket="worm")
    assert [one["VersionId"] for one in listed["Versions"]] == [made["VersionId"]]
    assert [one["IsLatest"] for one in listed["DeleteMarkers"]] == [True]
    s3.delete_object(**version, BypassGovernanceRetention=True)
    assert "Versions" not in s3.list_object_versions(Bucket="worm")


def test_settings_come_back_as_they_were_put(s3: S3, bucket: str) -> None:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"})
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Suspended"
    rule = {"ID": "old", "Filter": {"Prefix": "logs/"}, "Status": "Enabled", "Expiration": {"Days": 30}}
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})
    assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == [rule]
    s3.delete_bucket_lifecycle(Bucket=bucket)
    assert refused(s3.get_bucket_lifecycle_configuration, Bucket=bucket) == "NoSuchLifecycleConfiguration"

    rules = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=rules)
    found = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert found["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert s3.put_object(Bucket=bucket, Key="k", Body=b"")["ServerSideEncryption"] == "AES256"
    s3.delete_bucket_encryption(Bucket=bucket)

    flags = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=flags)
    assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == flags
    s3.delete_public_access_block(Bucket=bucket)

    statement = '{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::stories/*"}'
    policy = f'{{"Version": "2012-10-17", "Statement": [{statement}]}}'
    s3.put_bucket_policy(Bucket=bucket, Policy=policy)
    assert s3.get_bucket_policy(Bucket=bucket)["Policy"] == policy
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]["IsPublic"] is True
    s3.delete_bucket_policy(Bucket=bucket)

    tags = [{"Key": "team", "Value": "a&b"}]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags
    s3.delete_bucket_tagging(Bucket=bucket)
    cors = [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://example.com"]}]
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": cors})
    assert s3.get_bucket_cors(Bucket=bucket)["CORSRules"] == cors
    s3.delete_bucket_cors(Bucket=bucket)
    page = {"IndexDocument": {"Suffix": "index.html"}}
    s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration=page)
    assert s3.get_bucket_website(Bucket=bucket)["IndexDocument"] == page["IndexDocument"]
    s3.delete_bucket_website(Bucket=bucket)


def test_every_operation_of_the_kinds_was_carried_out(results: Results) -> None:
    record = results.clients.get("boto3")
    done = sum(sum(kind.values()) for kind in record.kinds.values()) if record else 0
    if done < 20:
        pytest.skip("the tests before this one were not run")
    assert record is not None and record.missing() == []
