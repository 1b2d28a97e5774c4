"""Between JSON documents and frozen classes."""

from __future__ import annotations

import base64
import enum
import inspect
import types
from collections import abc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, make_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from ionos_sdk.errors import DecodeError

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        """Tell type checkers only."""
        return lambda cls: cls


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
    BARE: ClassVar[bool] = False
    """Whether it is sent as it is; otherwise as the ``properties`` of a document."""
    WRAPPED: ClassVar[bool] = False
    """Whether it is sent as ``properties`` even when it changes something."""

    def __repr__(self) -> str:
        shown = []
        for f in fields(self):
            value = getattr(self, f.name)
            if value is None or (isinstance(value, (tuple, list, dict)) and not value):
                continue
            hidden = f.metadata.get("base64") or f.metadata.get("secret")
            shown.append(f"{f.name}={'...' if hidden else repr(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"


def needed(name: str | None = None, *, base64: bool = False, secret: bool = False) -> Any:
    """Declare a field that must be given."""
    return field(metadata={"wire": name, "base64": base64, "secret": secret})


def wired(name: str | None = None, *, base64: bool = False, default: Any = None) -> Any:
    """Declare a field that has another name on the wire, or is sent in base64."""
    return field(default=default, metadata={"wire": name, "base64": base64})


def secret(name: str | None = None) -> Any:
    """Declare a field that ``repr`` does not show."""
    return field(default=None, metadata={"wire": name, "secret": True})


def inner(cls: type[Model]) -> Any:
    """Declare a model inside a model, by default an empty one."""
    return field(default_factory=cls)


def entities() -> Any:
    """Declare resources to be made together with the one that holds them."""
    return field(default=(), metadata={"entities": True})


def items() -> Any:
    """Declare a list of resources inside a resource."""
    return field(default=(), metadata={"items": True})


def unknown() -> Any:
    """Declare where unknown fields are kept."""
    return field(default_factory=dict, hash=False, metadata={"unknown": True})


class _Fields:
    """Stands for ``__dataclass_fields__`` until they are asked for."""

    def __get__(self, _: object, cls: type[Data]) -> dict[str, Field[Any]]:
        _finish(cls)
        made: dict[str, Field[Any]] = cls.__dict__["__dataclass_fields__"]
        return made


def _init(self: Data, **values: Any) -> None:
    """Stand for ``__init__`` until the first one is made."""
    _finish(type(self))
    type(self).__init__(self, **values)


def _finish(cls: type[Data]) -> None:
    """Give a class what :mod:`dataclasses` would have given it."""
    declared: dict[str, tuple[Any, Any]] = {}
    for base in reversed(cls.__mro__):
        declared.update(base.__dict__.get("_DECLARED", {}))
    every = []
    for name, (hint, value) in declared.items():
        made = value if isinstance(value, Field) else field(default=value)
        # The same declaration serves its subclasses.
        hashed = False if hint.startswith(("Any", "Mapping")) else made.hash
        copy: Any = field(
            default=made.default, default_factory=made.default_factory, hash=hashed, metadata=made.metadata
        )
        every.append((name, hint, copy))
    twin = make_dataclass(cls.__name__, every, frozen=True, kw_only=True, repr=False)
    for name in ("__init__", "__eq__", "__hash__", "__dataclass_fields__", "__dataclass_params__", "__match_args__"):
        setattr(cls, name, twin.__dict__[name])


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(needed,))
class DataType(type):
    """Makes data classes in a fraction of the time of :func:`dataclasses.dataclass`.

    There are hundreds of them, and a program uses a few: what takes time is done when a class is used first.
    """

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> DataType:
        declared = {
            field: (hint, namespace.pop(field, MISSING))
            for field, hint in namespace.get("__annotations__", {}).items()
            if not hint.startswith("ClassVar")
        }
        return super().__new__(
            mcs,
            name,
            bases,
            {
                **namespace,
                "__slots__": tuple(declared),
                "__init__": _init,
                "__dataclass_fields__": _Fields(),
                "_DECLARED": declared,
            },
        )

    @property
    def __signature__(cls) -> inspect.Signature:
        fields(cls)  # type: ignore[arg-type]
        whole = inspect.signature(cls.__init__)  # type: ignore[misc]
        return whole.replace(parameters=list(whole.parameters.values())[1:])


class Data(Model, metaclass=DataType):
    """Base of the classes that :class:`DataType` makes: keyword-only, frozen and slotted data classes."""

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        fields(self)
        for name, value in state.items():
            object.__setattr__(self, name, value)


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
    if get_origin(hint) in (tuple, abc.Sequence):
        convert = _converter(get_args(hint)[0])
        return lambda value: tuple(convert(v) for v in value or ())
    if get_origin(hint) is abc.Mapping:
        convert = _converter(get_args(hint)[1])
        return _same if convert is _same else lambda value: {k: convert(v) for k, v in value.items()}
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
            known[_wire(cls, f)] = (f.name, _inside(convert))
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
        return {k: _plain(v) for k, v in value.items()}
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
        _wire(type(model), f): {"items": [body(child) for child in getattr(model, f.name)]}
        for f in fields(model)
        if f.metadata.get("entities") and getattr(model, f.name)
    }
    if inside:
        document["entities"] = inside
    return document


def body(model: Model) -> dict[str, Any]:
    """Give the body of a request, in the form that the service wants it."""
    return bare(model) if model.BARE else whole(model)


def changes(model: Model) -> dict[str, Any]:
    """Give the body of a change, in the form that the service wants it."""
    return whole(model) if model.WRAPPED else bare(model)
