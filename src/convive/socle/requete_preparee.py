"""Queries that pages ask again and again: put together by Django once, then sent with other values.

Django takes longer to build and to compile a query of ten tables than the database to answer it. Nothing that was read
is kept here, only the text of a statement: each answer comes from the database.

    MEMBRES = RequetePreparee(_build_membres)  # def _build_membres(today: date, compte: UUID, espace: UUID) -> QuerySet
    MEMBRES.ask((today,), compte.pk, espace_uuid)

`forme` holds all that changes the statement itself (a role, a day); the values after it only fill it. `VERIFIER`, which
the tests set, builds each query both ways and refuses the slightest difference.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

MAX_FORMES = 64
"""Statements kept for one query: rights and days are few; the oldest leave first."""
VERIFIER = False
JOUR = re.compile(r"\d{4}-\d{2}-\d{2}\b")


type Valeur = UUID | str | list[str]
"""A list is a JSON value."""


class RequeteNonPreparable(ValueError):
    """The query cannot be kept: one of its values does not reach the statement as it is, or a day is written in it."""


class Motif(str):
    """A text that is compared with `iexact`: Django escapes it as it does a pattern."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Enonce:
    """A compiled query; `places` says, for each parameter, which value stands there, -1 for one that never changes."""

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[int, ...]
    converters: dict[int, Any]


class _Requete:
    """Stands for the Query of a queryset whose statement is known."""

    def __init__(self, compiler: Any) -> None:
        self._compiler = compiler

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        return self._compiler


class RequetePreparee[Q: QuerySet[Any, Any]]:
    """`build(*forme, *valeurs)` gives the query; it must read nothing else that changes from one call to the other."""

    def __init__(self, build: Callable[..., Q]) -> None:
        self._build = build
        self._enonces: dict[tuple[Hashable, ...], _Enonce] = {}

    def ask(self, forme: tuple[Hashable, ...], *valeurs: Valeur, temoin: Callable[[], Q] | None = None) -> Q:
        """The rows of the query, not asked yet; they are read whole: filters and slices belong in `build`.

        `temoin` gives the same query from the very objects of the page, for `VERIFIER`.
        """
        cle = (tuple(map(type, valeurs)), *forme)
        enonce = self._enonces.get(cle)
        if enonce is None:
            enonce = self._prepare(forme, valeurs)
            if len(self._enonces) >= MAX_FORMES:
                self._enonces.pop(next(iter(self._enonces)), None)
            self._enonces[cle] = enonce
        connection = connections[enonce.rows.db]
        adapted = [_adapt(valeur, connection) for valeur in valeurs]
        params = tuple(
            param if place < 0 else adapted[place] for param, place in zip(enonce.params, enonce.places, strict=True)
        )
        if VERIFIER:
            self._check(enonce.sql, params, temoin or (lambda: self._build(*forme, *valeurs)))
        compiler = copy(enonce.compiler)
        # Of this thread: the one that compiled may have ended.
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (enonce.sql, params)
        # How each column becomes a value does not change either.
        compiler.get_converters = lambda _: enonce.converters
        rows: Any = object.__new__(type(enonce.rows))
        rows.__dict__.update(enonce.rows.__dict__, _query=_Requete(compiler))
        return cast(Q, rows)

    def _prepare(self, forme: tuple[Hashable, ...], valeurs: Sequence[Valeur]) -> _Enonce:
        marks = [_build_marque(valeur, rang) for rang, valeur in enumerate(valeurs)]
        rows = self._build(*forme, *marks)
        connection = connections[rows.db]
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        adapted = [_adapt(mark, connection) for mark in marks]
        places = tuple(_find(param, adapted) for param in params)
        days = {str(part) for part in forme if isinstance(part, date)}
        texts = [str(getattr(mark, "obj", mark)) for mark in adapted]
        for param in (param for param, place in zip(params, places, strict=True) if place < 0):
            if _is_jour(param) and str(param) not in days:
                raise RequeteNonPreparable(f"Le jour {param} est dans la requête sans être dans sa forme.")
            if any(text in str(param) for text in texts):
                raise RequeteNonPreparable(f"Une valeur n’arrive pas telle quelle dans la requête : {param}.")
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return _Enonce(rows, compiler, sql, tuple(params), places, converters)

    def _check(self, sql: str, params: tuple[Any, ...], temoin: Callable[[], Q]) -> None:
        rows = temoin()
        expected, fresh = rows.query.get_compiler(using=rows.db).as_sql()
        if sql != expected or not all(_is_meme(*pair) for pair in zip(params, fresh, strict=True)):
            raise RequeteNonPreparable(f"La requête préparée n’est plus la même : {sql} {params}\n{expected} {fresh}")


def _build_marque(valeur: Valeur, rang: int) -> Valeur:
    """A value that nothing else in a query has, of the same type."""
    if isinstance(valeur, UUID):
        return UUID(int=(0xC0FFEE << 104) + rang)
    if isinstance(valeur, list):
        return [f"\ue000{rang}\ue000"]
    return type(valeur)(f"\ue000{rang}\ue000")


def _adapt(valeur: Valeur, connection: Any) -> Any:
    """The value as Django gives it to the driver."""
    if isinstance(valeur, UUID):
        return valeur if connection.features.has_native_uuid_field else valeur.hex
    if isinstance(valeur, Motif):
        return connection.ops.prep_for_iexact_query(valeur)
    if isinstance(valeur, list):
        return connection.ops.adapt_json_value(valeur, None)
    return valeur


def _is_meme(param: Any, autre: Any) -> bool:
    """PostgreSQL’s driver wraps what is JSON in an object that is equal to no other."""
    return bool(getattr(param, "obj", param) == getattr(autre, "obj", autre))


def _find(param: Any, adapted: Sequence[Any]) -> int:
    return next((rang for rang, mark in enumerate(adapted) if _is_meme(param, mark)), -1)


def _is_jour(param: Any) -> bool:
    return isinstance(param, date | datetime) or (isinstance(param, str) and JOUR.match(param) is not None)
