"""Proof that a GET changes nothing in the database."""

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

READ_STATEMENTS = ("SELECT", "EXPLAIN", "PRAGMA", "WITH")


class EcritureInterdite(RuntimeError):
    """A safe method (GET, HEAD) tried to write: a bug of ours, never the visitor's."""


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not sql.lstrip(" (\n\t").upper().startswith(READ_STATEMENTS):
        raise EcritureInterdite(f"Écriture pendant une lecture : {sql[:80]}")
    return execute(sql, params, many, context)


class LectureSeuleMiddleware:
    """Wraps the view, and it alone, of GET and HEAD requests in a guard that refuses anything but SELECT.

    Middleware that writes (sessions, connection log) is placed before this one and is therefore not concerned.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with connections["default"].execute_wrapper(_refuse_writes):
            return self.get_response(request)
