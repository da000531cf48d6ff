from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from convive.socle.lecture_seule import EcritureInterdite, LectureSeuleMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def execute() -> Callable[[str], Callable[[HttpRequest], HttpResponse]]:
    """A view that runs one statement on a table with one column."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE essai_lecture_seule (n integer)")

    def build(sql: str) -> Callable[[HttpRequest], HttpResponse]:
        def view(request: HttpRequest) -> HttpResponse:
            with connection.cursor() as cursor:
                cursor.execute(sql)
            return HttpResponse("fait")

        return view

    return build


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO essai_lecture_seule VALUES (1)",
        "update essai_lecture_seule SET n = 2",
        "  DELETE FROM essai_lecture_seule",
        "DROP TABLE essai_lecture_seule",
    ],
)
def test_safe_method_that_writes_is_refused(execute, method: str, sql: str) -> None:
    request = getattr(RequestFactory(), method)("/")
    with pytest.raises(EcritureInterdite, match="Écriture pendant une lecture"):
        LectureSeuleMiddleware(execute(sql))(request)


@pytest.mark.parametrize("sql", ["SELECT 1", "(SELECT 1)", "WITH un AS (SELECT 1) SELECT * FROM un"])
def test_safe_method_that_reads_passes(execute, sql: str) -> None:
    if sql.startswith("(") and connection.vendor == "sqlite":
        pytest.skip("SQLite does not read a statement in brackets.")
    assert LectureSeuleMiddleware(execute(sql))(RequestFactory().get("/")).content == b"fait"


def test_post_writes(execute) -> None:
    view = execute("INSERT INTO essai_lecture_seule VALUES (1)")
    assert LectureSeuleMiddleware(view)(RequestFactory().post("/")).content == b"fait"


def test_guard_ends_with_the_request(execute) -> None:
    LectureSeuleMiddleware(execute("SELECT 1"))(RequestFactory().get("/"))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO essai_lecture_seule VALUES (1)")
