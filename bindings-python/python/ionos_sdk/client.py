"""The client that blocks.

Derived from ``ionos_sdk/aio.py`` by ``tools/derive.py``: change that module instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from ionos_sdk import _handles, _native, _place, ai
from ionos_sdk import models as m
from ionos_sdk._handles import *  # noqa: F403
from ionos_sdk._handles import Services
from ionos_sdk._model import bare, decode
from ionos_sdk._place import ClientOptions, Place, Session, loaded, pairs, same
from ionos_sdk._task import finish
from ionos_sdk._verbs import (
    AttachedCollection,
    AttachedItem,
    Collection,
    Item,
    LabelledCollection,
    List,
    Pending,
    Service,
    WritableCollection,
)
from ionos_sdk.errors import InvalidRequestError, IonosError

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

__all__ = [
    "Ai",
    "AttachedCollection",
    "AttachedItem",
    "ChatStream",
    "Client",
    "Collection",
    "Item",
    "LabelledCollection",
    "List",
    "Pending",
    "WritableCollection",
]
__all__ += _handles.__all__

T = TypeVar("T")


class ChatStream:
    """A streamed answer: iterate over its pieces. Closing it, or leaving its ``with`` block, closes the connection."""

    __slots__ = ("_stream",)

    def __init__(self, stream: _native.Stream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[ai.ChatChunk]:
        while (piece := finish(self._stream.next())) is not None:
            yield decode(ai.ChatChunk, json.loads(piece))

    def text(self) -> str:
        """Read the rest and give its text."""
        return "".join([piece.text for piece in self])

    def close(self) -> None:
        """End it."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Ai(Service):
    """The AI Model Hub in Berlin. It takes tokens only; calls are kept under its limits."""

    __slots__ = ()

    def models(self) -> list[ai.AiModel]:
        """Give the models that can be used now."""
        document = loaded(finish(self._place.below("v1").below("models").call("GET")))
        return [decode(ai.AiModel, model) for model in document.get("data", [])]

    @overload
    def chat(
        self,
        model: str,
        messages: str | Sequence[ai.Message | Mapping[str, Any]],
        *,
        stream: Literal[False] = ...,
        tools: Sequence[ai.Tool | Mapping[str, Any]] = ...,
        tool_choice: ai.ToolChoice | None = ...,
        max_completion_tokens: int | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        stop: Sequence[str] = ...,
        response_format: Mapping[str, Any] | None = ...,
    ) -> ai.ChatAnswer: ...

    @overload
    def chat(
        self,
        model: str,
        messages: str | Sequence[ai.Message | Mapping[str, Any]],
        *,
        stream: Literal[True],
        tools: Sequence[ai.Tool | Mapping[str, Any]] = ...,
        tool_choice: ai.ToolChoice | None = ...,
        max_completion_tokens: int | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        stop: Sequence[str] = ...,
        response_format: Mapping[str, Any] | None = ...,
    ) -> ChatStream: ...

    def chat(
        self,
        model: str,
        messages: str | Sequence[ai.Message | Mapping[str, Any]],
        *,
        stream: bool = False,
        tools: Sequence[ai.Tool | Mapping[str, Any]] = (),
        tool_choice: ai.ToolChoice | None = None,
        max_completion_tokens: int | None = None,
        temperature: float | None = None,
        top_p: float | None = None,
        stop: Sequence[str] = (),
        response_format: Mapping[str, Any] | None = None,
    ) -> ai.ChatAnswer | ChatStream:
        """Ask a model. ``messages`` is a conversation, or only what the person says.

        Answers are limited to 1024 tokens unless ``max_completion_tokens`` says otherwise; ``temperature`` goes
        from 0 to 2, ``top_p`` from 0 to 1. With ``stream=True`` the answer comes in pieces.
        """
        said = [ai.Message.user(messages)] if isinstance(messages, str) else messages
        question = {
            "model": model,
            "messages": [bare(m) if isinstance(m, ai.Message) else dict(m) for m in said],
            "tools": [t.document() if isinstance(t, ai.Tool) else dict(t) for t in tools],
            "tool_choice": tool_choice,
            "max_completion_tokens": max_completion_tokens,
            "temperature": temperature,
            "top_p": top_p,
            "stop": list(stop),
            "response_format": None if response_format is None else dict(response_format),
        }
        answer = finish(self._place.session.native.chat(json.dumps(question), stream))
        return ChatStream(answer) if stream else decode(ai.ChatAnswer, json.loads(answer))

    def embed(self, model: str, texts: Sequence[str]) -> ai.Embeddings:
        """Give the vectors of these texts."""
        if isinstance(texts, str):
            raise InvalidRequestError("embed takes a list of texts", kind="INVALID_REQUEST")
        answer = finish(self._place.session.native.embed(model, list(texts)))
        return decode(ai.Embeddings, json.loads(answer))

    def complete(
        self, model: str, prompt: str, *, max_tokens: int = 1024, options: Mapping[str, Any] | None = None
    ) -> m.CompletionAnswer:
        """Let a model go on with a text; ``options`` are further fields of the request, such as ``temperature``."""
        request = {"model": model, "prompt": prompt, "max_tokens": max_tokens, **(options or {})}
        return decode(m.CompletionAnswer, self._call("ai/completionsPost", body=request))

    def generate_image(
        self, model: str, prompt: str, *, size: str | None = None, options: Mapping[str, Any] | None = None
    ) -> m.GeneratedImages:
        """Let a model make an image; ``options`` are further fields of the request, such as ``n``."""
        request = {"model": model, "prompt": prompt, **({} if size is None else {"size": size}), **(options or {})}
        return decode(m.GeneratedImages, self._call("ai/imagesGenerationsPost", body=request))


class Client(Services):
    """A client of IONOS Cloud.

    ``Client(token=...)`` takes nothing from the environment; :meth:`from_env` does. See
    :class:`ClientOptions` for the settings. Safe to use after a fork and from several threads.
    """

    __slots__ = ("_session",)

    def __init__(self, **options: Unpack[ClientOptions]) -> None:
        self._start(Session(False, None, options))

    def _start(self, session: Session) -> None:
        self._session = session
        super().__init__(Place(session, "cloud"))

    @classmethod
    def from_env(cls, profile: str | None = None, **options: Unpack[ClientOptions]) -> Self:
        """Make a client like the official tools do; options beat the environment, and that beats the file.

        Reads ``IONOS_TOKEN`` (or ``IONOS_USERNAME`` and ``IONOS_PASSWORD``), ``IONOS_API_URL``,
        ``IONOS_CONTRACT_NUMBER``, ``IONOS_PINNED_CERT``, ``IONOS_CONFIG_FILE``, ``IONOS_CURRENT_PROFILE`` and the
        file ``~/.ionos/config``.
        """
        client = cls.__new__(cls)
        client._start(Session(True, profile, options))
        return client

    def close(self) -> None:
        """Close its connections once no call uses them; later calls raise :class:`ConfigError`."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    @property
    def ai(self) -> Ai:
        """The AI Model Hub."""
        return Ai(Place(self._session, "ai"))

    def wait_all(self, pendings: Iterable[Pending[T]]) -> list[T | IonosError]:
        """Wait for many changes with one poller: while several are open, it reads them in one list.

        Gives the result of each, in their order; the failure of one stands in its place and does not end the others.
        """
        given = list(pendings)
        ended = finish(self._session.native.wait_all([pending._change for pending in given]))
        return [
            pending._read(loaded(text)) if error is None else error
            for pending, (text, error) in zip(given, ended, strict=True)
        ]

    def raw(
        self,
        operation: str,
        *params: object,
        query: Mapping[str, object] | None = None,
        body: Any = None,
        region: str | None = None,
    ) -> Any:
        """Call any operation by its id and give the answer's JSON, its text, or ``None``.

        ``params`` fill the placeholders of the path in order. A ``body`` that is a text is sent as text where the
        operation takes text. :func:`ionos_sdk.operations` lists the ids.
        """
        order = _place.raw_order(operation, params, pairs(query), body, region)
        return loaded(finish(self._session.native.call(*order)))

    def raw_pending(
        self,
        operation: str,
        *params: object,
        query: Mapping[str, object] | None = None,
        body: Any = None,
        region: str | None = None,
    ) -> Pending[Any]:
        """Call an operation that changes something and give the wait for it."""
        order = _place.raw_order(operation, params, pairs(query), body, region)
        return Pending(finish(self._session.native.change(*order)), same)
