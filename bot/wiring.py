"""Find definitions in a package; supply what a function needs by type."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


def find(package: ModuleType, kind: type[T]) -> Mapping[str, T]:
    """Every ``kind`` defined in the modules of ``package``, by its ``name``; two of one name are refused."""
    found: dict[str, T] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, kind):
                name: str = value.name  # type: ignore[attr-defined]  # every kind that is found has a name
                if found.setdefault(name, value) is not value:
                    raise ValueError(f"two definitions are called {name!r}")
    return found


def hints(function: Callable[..., Any]) -> Mapping[str, Any]:
    """A function's annotations, resolved, with their Annotated extras."""
    return get_type_hints(function, include_extras=True)


@cache
def needs(function: Callable[..., Any]) -> Mapping[str, type]:
    """What a function asks for after its star: name and type; read once, for it is asked with every command."""
    known = hints(function)
    parameters = inspect.signature(function).parameters.values()
    return {p.name: known[p.name] for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}


def supply(function: Callable[..., Any], parts: Mapping[type, Any]) -> Mapping[str, Any]:
    """The keyword arguments a function needs. LookupError names the need that nothing fills."""
    wanted = needs(function)
    for name, kind in wanted.items():
        if kind not in parts:
            raise LookupError(
                f"{function.__module__}.{function.__qualname__} needs {name}: {kind.__name__}, which nothing provides"
            )
    return {name: parts[kind] for name, kind in wanted.items()}
