"""Between JSON documents and frozen classes."""

from __future__ import annotations

import base64
import enum
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from ionos_sdk.errors import DecodeError

M = TypeVar("M", bound="Model")


class Clear(enum.Enum):
    """The type of :data:`CLEAR`."""

    CLEAR = "clear"

    def __repr__(self) -> str:
        return "CLEAR"


CLEAR: Final = Clear.CLEAR
"""In an update: take the value away. ``None`` leaves it as it is."""


class Model:
    """Base of all data classes. Immutable; requests and ``repr`` leave out what is not set."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    SNAKE: ClassVar[bool] = False
    """Whether names are the same on the wire; otherwise they are in camel case there."""

    def __repr__(self) -> str:
        shown = []
        for f in fields(self):
            value = getattr(self, f.name)
            if value is None or (isinstance(value, (tuple, list, dict)) and not value):
                continue
            shown.append(f"{f.name}={'...' if f.metadata.get('base64') else repr(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"


def wired(name: str | None = None, *, base64: bool = False) -> Any:
    """Declare a field that has another name on the wire, or is sent in base64."""
    return field(default=None, metadata={"wire": name, "base64": base64})


def entities() -> Any:
    """Declare resources to be made together with the one that holds them."""
    return field(default=(), metadata={"entities": True})


def items() -> Any:
    """Declare a list of resources inside a resource."""
    return field(default=(), metadata={"items": True})


def unknown() -> Any:
    """Declare where unknown fields are kept."""
    return field(default_factory=dict, hash=False, metadata={"unknown": True})


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _wire(cls: type[Model], f: Field[Any]) -> str:
    name: str | None = f.metadata.get("wire")
    return name or (f.name if cls.SNAKE else _camel(f.name))


def _same(value: Any) -> Any:
    return value


def _converter(hint: Any) -> Callable[[Any], Any]:
    """Find out how a JSON value becomes a value of this type."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        convert = _converter(inner[0]) if len(inner) == 1 else _same
        return _same if convert is _same else lambda value: None if value is None else convert(value)
    if get_origin(hint) is tuple:
        convert = _converter(get_args(hint)[0])
        return lambda value: tuple(convert(v) for v in value or ())
    if isinstance(hint, type) and issubclass(hint, Model):
        return lambda value: decode(hint, value)
    return _same


def _inside(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: convert((value or {}).get("items"))


@dataclass(frozen=True)
class _Plan:
    known: Mapping[str, tuple[str, Callable[[Any], Any]]]
    unknown: str | None


@cache
def _plan(cls: type[Model]) -> _Plan:
    hints = get_type_hints(cls)
    known: dict[str, tuple[str, Callable[[Any], Any]]] = {}
    rest = None
    for f in fields(cls):
        if f.metadata.get("unknown"):
            rest = f.name
            continue
        convert = _converter(hints[f.name])
        if f.metadata.get("items"):
            known[f.name] = (f.name, _inside(convert))
        else:
            known[_wire(cls, f)] = (f.name, convert)
    return _Plan(known, rest)


def decode(cls: type[M], document: Any) -> M:
    """Make a model of a JSON document; fields that it does not know are kept."""
    if not isinstance(document, dict):
        raise DecodeError(f"the answer holds {type(document).__name__} where a {cls.__name__} should be", kind="DECODE")
    shape: Any = cls  # mypy takes a class for something that cannot be hashed
    plan = _plan(shape)
    values: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in document.items():
        if name in plan.known:
            attribute, convert = plan.known[name]
            try:
                values[attribute] = convert(value)
            except (AttributeError, TypeError):
                what = f"the field `{name}` of a {cls.__name__} has an unexpected form"
                raise DecodeError(what, kind="DECODE") from None
        elif plan.unknown is not None:
            rest[name] = value
    if plan.unknown is not None:
        values[plan.unknown] = rest
    for f in fields(cls):
        if f.name not in values and f.default is MISSING and f.default_factory is MISSING:
            what = f"the field `{_wire(cls, f)}` of a {cls.__name__} is missing"
            raise DecodeError(what, kind="DECODE")
    return cls(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return bare(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [_plain(v) for v in value]
    return value


def bare(model: Model) -> dict[str, Any]:
    """Give the fields that are set, as a JSON object."""
    document: dict[str, Any] = {}
    for f in fields(model):
        value = getattr(model, f.name)
        if value is None or f.metadata.get("entities"):
            continue
        if f.metadata.get("unknown"):
            document.update(value)
        elif value is CLEAR:
            document[_wire(type(model), f)] = None
        elif f.metadata.get("base64"):
            data = value.encode() if isinstance(value, str) else value
            document[_wire(type(model), f)] = base64.b64encode(data).decode()
        else:
            document[_wire(type(model), f)] = _plain(value)
    return document


def whole(model: Model) -> dict[str, Any]:
    """Give the body of a create request: properties, and the resources to be made inside."""
    document: dict[str, Any] = {"properties": bare(model)}
    inside = {
        f.name: {"items": [whole(child) for child in getattr(model, f.name)]}
        for f in fields(model)
        if f.metadata.get("entities") and getattr(model, f.name)
    }
    if inside:
        document["entities"] = inside
    return document
