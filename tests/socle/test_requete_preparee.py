"""A statement is kept, never an answer; and what could make it stale is refused."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Note
from convive.socle.requete_preparee import MAX_FORMES, Motif, RequeteNonPreparable, RequetePreparee

pytestmark = pytest.mark.django_db


def build_espaces(type_espace: str, espace: UUID, nom: str) -> QuerySet[Espace]:
    return Espace.objects.filter(Q(pk=espace) | Q(nom=nom), type=type_espace).order_by("nom")[:10]


@pytest.fixture
def trois() -> list[Espace]:
    return [Espace.objects.create(nom=f"Espace {rang}") for rang in range(3)]


def test_values_change_from_one_call_to_the_next(trois: list[Espace]) -> None:
    requete = RequetePreparee(build_espaces)
    for first, second in ((0, 2), (1, 0), (2, 2)):
        rows = requete.ask(("territoire",), trois[first].pk, trois[second].nom)
        assert {row.pk for row in rows} == {trois[first].pk, trois[second].pk}


def test_each_answer_comes_from_the_database(trois: list[Espace]) -> None:
    requete = RequetePreparee(build_espaces)
    asked = ("territoire",), trois[0].pk, ""
    assert [row.nom for row in requete.ask(*asked)] == ["Espace 0"]
    Espace.objects.filter(pk=trois[0].pk).update(nom="Autre nom")
    with CaptureQueriesContext(connection) as queries:
        assert [row.nom for row in requete.ask(*asked)] == ["Autre nom"]
    assert len(queries) == 1


def test_the_query_is_built_once_for_each_shape(trois: list[Espace], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convive.socle.requete_preparee.VERIFIER", False)
    built = []

    def build(*args: str) -> QuerySet[Espace]:
        built.append(args[0])
        return build_espaces(*args)  # type: ignore[arg-type]  # the same arguments

    requete = RequetePreparee(build)
    for sorte in ("territoire", "cabinet", "territoire", "cabinet"):
        list(requete.ask((sorte,), uuid4(), "Espace 1"))
    assert built == ["territoire", "cabinet"]
    for rang in range(MAX_FORMES):
        list(requete.ask((f"sorte {rang}",), uuid4(), ""))
    assert len(requete._enonces) == MAX_FORMES


def test_lists_and_patterns_reach_the_database_as_django_writes_them() -> None:
    compte, espace = Compte.objects.create_user("une@exemple.fr", None), Espace.objects.create(nom="Espace")
    Note.objects.create(espace=espace, titre="50 % de_réduction", communes=["99001"], created_by=compte)

    def build(codes: list[str], titre: str) -> QuerySet[Note]:
        return Note.objects.filter(communes=codes, titre__iexact=titre)

    requete = RequetePreparee(build)
    assert len(requete.ask((), ["99001"], Motif("50 % DE_réduction"))) == 1
    assert len(requete.ask((), ["99002"], Motif("50 % de_réduction"))) == 0
    assert len(requete.ask((), ["99001"], Motif("50 % dexréduction"))) == 0


def test_a_union_is_prepared_too(trois: list[Espace]) -> None:
    def build(premier: UUID, second: UUID) -> QuerySet[Espace, tuple[int, str]]:
        branches = [
            Espace.objects.filter(pk=pk).annotate(rang=Value(rang)).order_by().values_list("rang", "nom")
            for rang, pk in enumerate((premier, second))
        ]
        return branches[0].union(branches[1], all=True).order_by()

    requete = RequetePreparee(build)
    assert sorted(requete.ask((), trois[2].pk, trois[1].pk)) == [(0, "Espace 2"), (1, "Espace 1")]


def test_a_day_that_is_not_in_the_shape_is_refused() -> None:
    today = date(2026, 3, 1)

    def build(jour: date, espace: UUID) -> QuerySet[Espace]:
        return Espace.objects.filter(pk=espace, expire_le__lte=today)

    with pytest.raises(RequeteNonPreparable, match="jour"):
        RequetePreparee(build).ask((today + timedelta(days=1),), uuid4())
    assert list(RequetePreparee(build).ask((today,), uuid4())) == []


def test_a_value_that_is_changed_on_its_way_is_refused() -> None:
    def build(nom: str) -> QuerySet[Espace]:
        return Espace.objects.filter(nom__icontains=nom)

    with pytest.raises(RequeteNonPreparable, match="telle quelle"):
        RequetePreparee(build).ask((), "Espace")


def test_a_shape_that_forgets_something_is_refused() -> None:
    def build(espace: UUID) -> QuerySet[Espace]:
        return Espace.objects.filter(pk=espace, type=kinds[-1])

    kinds = ["territoire"]
    requete = RequetePreparee(build)
    assert list(requete.ask((), uuid4())) == []
    kinds.append("cabinet")
    with pytest.raises(RequeteNonPreparable, match="plus la même"):
        requete.ask((), uuid4())
