"""What is said to models and what they answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from ionos_sdk._model import Data, Model, inner, unknown, wired

__all__ = [
    "AiModel",
    "ChatAnswer",
    "ChatChoice",
    "ChatChunk",
    "ChatChunkChoice",
    "ChatDelta",
    "Embedding",
    "Embeddings",
    "FunctionCall",
    "FunctionCallDelta",
    "Message",
    "Role",
    "Tool",
    "ToolCall",
    "ToolCallDelta",
    "ToolChoice",
    "Usage",
]

Role = Literal["system", "user", "assistant", "tool"]
"""Who says something."""
ToolChoice = Literal["none", "auto", "required"]
"""Whether the model may ask for tools."""


class AiModel(Data):
    """A model that the hub offers. The list changes: query it instead of relying on a name."""

    SNAKE: ClassVar[bool] = True
    id: str
    """Id to be used in calls, such as ``openai/gpt-oss-120b``."""
    owned_by: str | None = None
    """Who made it."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


class FunctionCall(Data):
    """A function and its arguments."""

    SNAKE: ClassVar[bool] = True
    name: str = ""
    """Name."""
    arguments: str = ""
    """Arguments as JSON text, as the model wrote it: check it before use."""


class ToolCall(Data):
    """A call that the model asks for."""

    SNAKE: ClassVar[bool] = True
    id: str = ""
    """Its id, to be named with the result."""
    kind: str = wired("type", default="function")
    """Its kind; ``function``."""
    function: FunctionCall = inner(FunctionCall)
    """What to call."""


class Message(Data):
    """One message of a conversation."""

    SNAKE: ClassVar[bool] = True
    role: Role | str
    """Who says it."""
    content: str | Sequence[Mapping[str, Any]] | None = None
    """What is said: a text, or a list of parts (text and images)."""
    tool_calls: tuple[ToolCall, ...] | None = None
    """Tools that the model wants to be called."""
    tool_call_id: str | None = None
    """Which call a tool's result answers."""

    @classmethod
    def system(cls, text: str) -> Message:
        """Make instructions for the model."""
        return cls(role="system", content=text)

    @classmethod
    def user(cls, text: str) -> Message:
        """Make what the person says."""
        return cls(role="user", content=text)

    @classmethod
    def assistant(cls, text: str) -> Message:
        """Make what the model said before."""
        return cls(role="assistant", content=text)

    @classmethod
    def tool(cls, call_id: str, result: str) -> Message:
        """Make the result of a tool call."""
        return cls(role="tool", content=result, tool_call_id=call_id)

    @property
    def text(self) -> str:
        """The text; empty when the content is none."""
        return self.content if isinstance(self.content, str) else ""


@dataclass(frozen=True, slots=True, repr=False)
class Tool(Model):
    """A function that the model may ask to be called."""

    name: str
    """Name of the function."""
    description: str
    """What it does, for the model."""
    parameters: Mapping[str, Any]
    """JSON Schema of its arguments."""

    def document(self) -> dict[str, Any]:
        """Give the JSON form of the API."""
        function = {"name": self.name, "description": self.description, "parameters": dict(self.parameters)}
        return {"type": "function", "function": function}


class Usage(Data):
    """Tokens used. One token is about four characters of English."""

    SNAKE: ClassVar[bool] = True
    prompt_tokens: int = 0
    """Tokens of the question."""
    completion_tokens: int = 0
    """Tokens of the answer."""
    total_tokens: int = 0
    """Both."""


class ChatChoice(Data):
    """One of the answers."""

    SNAKE: ClassVar[bool] = True
    message: Message
    """What is said."""
    index: int = 0
    """Which one."""
    finish_reason: str | None = None
    """Why it ends: ``stop``, ``length``, ``tool_calls``, ``content_filter``."""


class ChatAnswer(Data):
    """A whole answer."""

    SNAKE: ClassVar[bool] = True
    id: str = ""
    """Its id."""
    model: str = ""
    """Model that answered."""
    choices: tuple[ChatChoice, ...] = ()
    """The answers; one unless more were asked for."""
    usage: Usage = inner(Usage)
    """What was used."""

    @property
    def text(self) -> str:
        """The text of the first answer."""
        return self.choices[0].message.text if self.choices else ""

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The tool calls of the first answer."""
        return (self.choices[0].message.tool_calls or ()) if self.choices else ()


class FunctionCallDelta(Data):
    """New pieces of a function's name and arguments."""

    SNAKE: ClassVar[bool] = True
    name: str | None = None
    """The next piece of the name."""
    arguments: str | None = None
    """The next piece of the arguments."""


class ToolCallDelta(Data):
    """A new piece of a tool call."""

    SNAKE: ClassVar[bool] = True
    index: int = 0
    """Which call."""
    id: str | None = None
    """Its id; in its first piece."""
    kind: str | None = wired("type")
    """Its kind; in its first piece."""
    function: FunctionCallDelta | None = None
    """New pieces of name and arguments."""


class ChatDelta(Data):
    """What is new in an answer."""

    SNAKE: ClassVar[bool] = True
    content: str | None = None
    """Text."""
    tool_calls: tuple[ToolCallDelta, ...] | None = None
    """Pieces of tool calls."""


class ChatChunkChoice(Data):
    """A new piece of one of the answers."""

    SNAKE: ClassVar[bool] = True
    index: int = 0
    """Which answer."""
    delta: ChatDelta = inner(ChatDelta)
    """What is new."""
    finish_reason: str | None = None
    """Why it ends; in its last piece."""


class ChatChunk(Data):
    """A piece of a streamed answer."""

    SNAKE: ClassVar[bool] = True
    id: str = ""
    """Id of the answer."""
    model: str = ""
    """Model that answers."""
    choices: tuple[ChatChunkChoice, ...] = ()
    """New pieces."""
    usage: Usage | None = None
    """What was used; in the last piece."""

    @property
    def text(self) -> str:
        """The new text of the first answer; empty for pieces without text."""
        return (self.choices[0].delta.content or "") if self.choices else ""


class Embedding(Data):
    """The vector of one text."""

    SNAKE: ClassVar[bool] = True
    index: int
    """Which text."""
    embedding: tuple[float, ...]
    """The vector."""

    def similarity(self, other: Embedding) -> float:
        """Say how close two texts are in meaning: the cosine between their vectors, from -1 to 1."""
        product = math.sqrt(math.fsum(x * x for x in self.embedding)) * math.sqrt(
            math.fsum(x * x for x in other.embedding)
        )
        dot = math.fsum(a * b for a, b in zip(self.embedding, other.embedding, strict=False))
        return dot / product if product > 0 else 0.0


class Embeddings(Data):
    """The vectors of some texts, in the order of the texts."""

    SNAKE: ClassVar[bool] = True
    data: tuple[Embedding, ...] = ()
    """One vector for each text."""
    model: str = ""
    """Model that computed them."""
    usage: Usage = inner(Usage)
    """What was used."""
