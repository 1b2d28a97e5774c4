"""Declared stacks: one file becomes a running stack, and can be compared with it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import PathLike, fspath
from typing import Any, ClassVar

from ionos_sdk import _native
from ionos_sdk._model import Model, decode, unknown
from ionos_sdk._task import finish, finish_async

__all__ = [
    "AsyncStack",
    "Counts",
    "Event",
    "Evidence",
    "Finding",
    "Plan",
    "Report",
    "Stack",
    "Status",
    "Step",
    "StepReport",
]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Counts(Model):
    """How many steps of each kind."""

    SNAKE: ClassVar[bool] = True
    create: int = 0
    """Steps that make something."""
    change: int = 0
    """Steps that change something."""
    replace: int = 0
    """Steps that replace something."""
    keep: int = 0
    """Steps with nothing to do."""
    delete: int = 0
    """Steps that remove something."""

    @property
    def pending(self) -> int:
        """How many steps have something to do."""
        return self.create + self.change + self.replace + self.delete


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Step(Model):
    """One step of a plan."""

    SNAKE: ClassVar[bool] = True
    id: str
    """Its name in the plan, such as ``server chat-1``; unique."""
    action: str
    """``create``, ``change``, ``replace``, ``keep`` or ``delete``."""
    why: tuple[str, ...] = ()
    """Why, one reason a field."""
    needs: tuple[str, ...] = ()
    """Steps that have to be done before."""
    branch: str = ""
    """Which branch of the tree it is shown in."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Plan(Model):
    """What has to be done to get from what exists to what is declared. ``str()`` shows it as a tree."""

    SNAKE: ClassVar[bool] = True
    stack: str
    """The stack's name."""
    location: str
    """Where it is."""
    steps: tuple[Step, ...]
    """The steps, each after those it needs."""
    counts: Counts
    """How many steps of each kind."""
    unmanaged: tuple[str, ...] = ()
    """Resources in the data center that the stack does not declare; they are left alone."""
    protected: tuple[str, ...] = ()
    """What a ``down`` leaves in place."""
    text: str = ""
    """The plan as a tree."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Event(Model):
    """Something that happened during a run."""

    SNAKE: ClassVar[bool] = True
    event: str
    """``planned``, ``started``, ``done`` or ``failed``."""
    step: str | None = None
    """Which step."""
    action: str | None = None
    """What it does."""
    wrote: bool | None = None
    """Whether it wrote anything."""
    seconds: float | None = None
    """How long it took."""
    error: str | None = None
    """Why it failed."""
    counts: Counts | None = None
    """How many steps of each kind there are."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StepReport(Model):
    """A step that ended well."""

    SNAKE: ClassVar[bool] = True
    step: str
    """Which."""
    action: str
    """What it did."""
    wrote: bool
    """Whether it wrote anything: a step that finds its work done writes nothing."""
    seconds: float
    """How long it took."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Report(Model):
    """What a run did."""

    SNAKE: ClassVar[bool] = True
    stack: str
    """The stack's name."""
    counts: Counts
    """How many steps of each kind the plan had."""
    done: tuple[StepReport, ...] = ()
    """Steps that ended well, in the order of their end."""
    remaining: tuple[str, ...] = ()
    """Steps that were not done."""
    protected: tuple[str, ...] = ()
    """What was left in place because it is protected."""
    seconds: float = 0.0
    """How long the run took."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""

    @property
    def writes(self) -> int:
        """How many steps wrote something."""
        return sum(step.wrote for step in self.done)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Evidence(Model):
    """What a verdict rests on."""

    SNAKE: ClassVar[bool] = True
    url: str
    """Address of what was read."""
    etag: str | None = None
    """Its version at that moment."""
    read_at: str = ""
    """When it was read, in RFC 3339."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Finding(Model):
    """The outcome of one compliance check."""

    SNAKE: ClassVar[bool] = True
    id: str
    """Id of the check, such as ``NET-01``."""
    title: str
    """What must hold, in one sentence."""
    verdict: str
    """``pass``, ``fail``, ``unknown``, ``attested`` or ``not-applicable``."""
    problems: tuple[str, ...] = ()
    """What does not hold, one entry a resource."""
    reason: str | None = None
    """Why it cannot be told."""
    document: str | None = None
    """Which document says so."""
    remediation: str = ""
    """What to do when it fails."""
    c5_2020: tuple[str, ...] = field(default=())
    """Criteria of C5:2020 that it gives evidence for."""
    c5_2026: tuple[str, ...] = field(default=())
    """Criteria of C5:2026 that it gives evidence for."""
    examined: int = 0
    """How many resources were looked at."""
    evidence: tuple[Evidence, ...] = ()
    """What it rests on."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Status(Model):
    """How a stack is doing."""

    SNAKE: ClassVar[bool] = True
    plan: Plan
    """What an ``up`` would do."""
    findings: tuple[Finding, ...]
    """What the compliance checks say; empty while there is no data center."""


OnEvent = Callable[[Event], object]


def _findings(result: Any) -> list[Finding]:
    return [decode(Finding, finding) for finding in result]


class _Stack:
    __slots__ = ("_native", "_profile", "_secrets")

    def __init__(self, native: _native.NativeStack, secrets: str | PathLike[str] | None, profile: str | None) -> None:
        self._native = native
        self._secrets = fspath(secrets) if secrets is not None else os.environ.get("IONOS_SECRETS", "/secrets")
        self._profile = profile

    @property
    def name(self) -> str:
        """Its name."""
        return self._native.name

    @property
    def location(self) -> str:
        """Where its data center is."""
        return self._native.location

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} in {self.location}>"


class Stack(_Stack):
    """A stack file that was read and found valid.

    Credentials and addresses come from the environment: ``IONOS_*``, ``CLOUDFLARE_*`` for the tunnel, and how
    servers are reached (``IONOS_SSH_USER``, ``IONOS_SSH_JUMP``, or ``IONOS_GUEST_URL`` for simulated ones).
    ``secrets`` is the directory for secrets: ``IONOS_SECRETS`` or ``/secrets`` by default.
    """

    __slots__ = ()

    @classmethod
    def load(
        cls,
        path: str | PathLike[str],
        *,
        secrets: str | PathLike[str] | None = None,
        profile: str | None = None,
    ) -> Stack:
        """Read a stack file. :class:`StackError` names file, line, column and a hint for what is wrong with it."""
        return cls(_native.NativeStack.load(fspath(path)), secrets, profile)

    @classmethod
    def parse(
        cls,
        text: str,
        name: str = "stack",
        *,
        secrets: str | PathLike[str] | None = None,
        profile: str | None = None,
    ) -> Stack:
        """Read a stack from text; ``name`` stands for the file in messages."""
        return cls(_native.NativeStack.parse(text, name), secrets, profile)

    def _run(self, verb: str, on_event: OnEvent | None = None) -> Any:
        stream = self._native.run(verb, self._secrets, self._profile)
        try:
            while True:
                event = json.loads(finish(stream.next()))
                if event["event"] == "finished":
                    return event["result"]
                if on_event is not None:
                    on_event(decode(Event, event))
        finally:
            stream.close()

    def plan(self) -> Plan:
        """Say what :meth:`up` would do. Writes nothing."""
        return decode(Plan, self._run("plan"))

    def plan_down(self) -> Plan:
        """Say what :meth:`down` would do. Writes nothing."""
        return decode(Plan, self._run("plan_down"))

    def up(self, on_event: OnEvent | None = None) -> Report:
        """Make what is missing and mend what differs. May be stopped at any moment: the next run goes on.

        :class:`StackError` for the first failed step, with the report of what was done.
        """
        return decode(Report, self._run("up", on_event))

    def down(self, on_event: OnEvent | None = None) -> Report:
        """Take the stack down. Reserved addresses, snapshots and keys are protected and stay."""
        return decode(Report, self._run("down", on_event))

    def status(self) -> Status:
        """Say what differs from the declaration, and what the compliance checks say. Writes nothing."""
        return decode(Status, self._run("status"))

    def audit(self) -> list[Finding]:
        """Say what the compliance checks say. Writes nothing."""
        return _findings(self._run("audit"))


class AsyncStack(_Stack):
    """:class:`Stack` for asyncio."""

    __slots__ = ()

    @classmethod
    def load(
        cls,
        path: str | PathLike[str],
        *,
        secrets: str | PathLike[str] | None = None,
        profile: str | None = None,
    ) -> AsyncStack:
        """Read a stack file. :class:`StackError` names file, line, column and a hint for what is wrong with it."""
        return cls(_native.NativeStack.load(fspath(path)), secrets, profile)

    @classmethod
    def parse(
        cls,
        text: str,
        name: str = "stack",
        *,
        secrets: str | PathLike[str] | None = None,
        profile: str | None = None,
    ) -> AsyncStack:
        """Read a stack from text; ``name`` stands for the file in messages."""
        return cls(_native.NativeStack.parse(text, name), secrets, profile)

    async def _run(self, verb: str, on_event: OnEvent | None = None) -> Any:
        stream = self._native.run(verb, self._secrets, self._profile)
        try:
            while True:
                event = json.loads(await finish_async(stream.next()))
                if event["event"] == "finished":
                    return event["result"]
                if on_event is not None:
                    on_event(decode(Event, event))
        finally:
            stream.close()

    async def plan(self) -> Plan:
        """Say what :meth:`up` would do. Writes nothing."""
        return decode(Plan, await self._run("plan"))

    async def plan_down(self) -> Plan:
        """Say what :meth:`down` would do. Writes nothing."""
        return decode(Plan, await self._run("plan_down"))

    async def up(self, on_event: OnEvent | None = None) -> Report:
        """Make what is missing and mend what differs. May be canceled at any moment: the next run goes on.

        :class:`StackError` for the first failed step, with the report of what was done.
        """
        return decode(Report, await self._run("up", on_event))

    async def down(self, on_event: OnEvent | None = None) -> Report:
        """Take the stack down. Reserved addresses, snapshots and keys are protected and stay."""
        return decode(Report, await self._run("down", on_event))

    async def status(self) -> Status:
        """Say what differs from the declaration, and what the compliance checks say. Writes nothing."""
        return decode(Status, await self._run("status"))

    async def audit(self) -> list[Finding]:
        """Say what the compliance checks say. Writes nothing."""
        return _findings(await self._run("audit"))
