"""Proof that a GET changes nothing in the database."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

# Reads, and transaction control, which changes nothing by itself. A PRAGMA only reads when it has no « = ».
READ_STATEMENTS = re.compile(r"(SELECT|EXPLAIN|WITH|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b|PRAGMA[^=]*$", re.I)
# A « WITH … » or an « EXPLAIN ANALYZE … » can contain one of these. Values are parameters, so they are not in the text.
WRITE_WORDS = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|ALTER|DROP|CREATE)\b(?!\s*\()", re.I)
LOCK_FOR_UPDATE = re.compile(r"\bFOR\s+(NO\s+KEY\s+)?UPDATE\b", re.I)


class EcritureInterdite(RuntimeError):
    """A safe method (GET, HEAD) tried to write: a bug of ours, never the visitor's."""


def is_lecture(sql: str) -> bool:
    """Tell whether one SQL statement only reads."""
    text = sql.lstrip(" (\n\t")
    if not READ_STATEMENTS.match(text):
        return False
    if text[:4].upper() == "WITH" or text[:7].upper() == "EXPLAIN":
        return not WRITE_WORDS.search(LOCK_FOR_UPDATE.sub("", text))
    return True


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not is_lecture(sql):
        raise EcritureInterdite(f"Écriture pendant une lecture : {sql[:80]}")
    return execute(sql, params, many, context)


class LectureSeuleMiddleware:
    """Wrap the view of GET and HEAD requests, and only the view, in a guard that refuses any SQL but reads.

    Middleware that writes (sessions, connection log) comes before this one and is therefore not affected. A streamed
    response is produced after the guard has ended, so views that stream read their rows before they respond.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if hasattr(request, "user"):
            # Read before: Django deletes a session that is no longer good, because the password was changed elsewhere.
            _ = request.user.is_authenticated
        with connections["default"].execute_wrapper(_refuse_writes):
            return self.get_response(request)
