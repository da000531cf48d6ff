from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from convive.socle.lecture_seule import EcritureInterdite, LectureSeuleMiddleware, is_lecture

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


@pytest.mark.parametrize("sql", ["SELECT 1", "  select 1", "WITH un AS (SELECT 1) SELECT * FROM un"])
def test_safe_method_that_reads_passes(execute, sql: str) -> None:
    assert LectureSeuleMiddleware(execute(sql))(RequestFactory().get("/")).content == b"fait"


def test_post_writes(execute) -> None:
    view = execute("INSERT INTO essai_lecture_seule VALUES (1)")
    assert LectureSeuleMiddleware(view)(RequestFactory().post("/")).content == b"fait"


def test_guard_ends_with_the_request(execute) -> None:
    LectureSeuleMiddleware(execute("SELECT 1"))(RequestFactory().get("/"))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO essai_lecture_seule VALUES (1)")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", True),
        ('SELECT "a"."update" FROM a', True),
        ("(SELECT 1) UNION (SELECT 2)", True),
        ("WITH x AS (SELECT 1) SELECT * FROM x", True),
        ("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", False),
        ("WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", False),
        ("EXPLAIN SELECT 1", True),
        ("EXPLAIN ANALYZE DELETE FROM t", False),
        ('SAVEPOINT "s1"', True),
        ('RELEASE SAVEPOINT "s1"', True),
        ("PRAGMA table_info(t)", True),
        ("PRAGMA user_version = 3", False),
        ("INSERT INTO t VALUES (1)", False),
        ("update t set a = 1", False),
        ("DROP TABLE t", False),
    ],
)
def test_only_reading_is_reading(sql: str, expected: bool):
    assert is_lecture(sql) is expected
