"""Reading the journal of an espace, and of one object."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model

from convive.journal import selectors
from convive.journal.models import Geste
from convive.journal.selectors import get_journal, get_journal_objet
from convive.socle.objets import Reference, RegistreObjets, TypeObjet
from tests.journal.factories import ESPACE, create_journal

pytestmark = pytest.mark.django_db
LECTRICE = object()


@pytest.fixture
def registre(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader may open active comptes, and nothing else."""
    model = get_user_model()
    registre = RegistreObjets()
    registre.record(
        TypeObjet("compte", model, "Compte", lambda c: f"/c/{c.pk}/", lambda _: model.objects.filter(is_active=True))
    )
    monkeypatch.setattr(selectors, "objets", registre)


def test_last_gestures_of_the_espace_come_first() -> None:
    for rang in range(4):
        create_journal(rang)
    create_journal(9, espace_uuid=uuid4())
    create_journal(10, espace_uuid=None)
    assert [ligne.objet_libelle for ligne in get_journal(ESPACE, 3)] == ["Objet 3", "Objet 2", "Objet 1"]
    assert len(get_journal(ESPACE)) == 4


@pytest.mark.parametrize(("limit", "count"), [(0, 1), (-5, 1), (2, 2), (10**9, 3)])
def test_limit_is_bounded(limit: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "MAX_LIGNES", 3)
    for rang in range(4):
        create_journal(rang)
    assert len(get_journal(ESPACE, limit)) == count


def test_line_is_ready_to_show(registre: None) -> None:
    row = create_journal(geste=Geste.INVITER, au_nom_de="la mairie", detail={"role": "lecture"})
    (ligne,) = get_journal(ESPACE)
    assert (ligne.uuid, ligne.at) == (row.uuid, row.at)
    assert (ligne.auteur_nom, ligne.geste, ligne.geste_libelle) == ("Camille Roux", "inviter", "a invité")
    assert (ligne.au_nom_de, ligne.detail) == ("la mairie", {"role": "lecture"})
    assert ligne.reference == Reference("compte", UUID(int=100))
    assert (ligne.type_libelle, ligne.url) == ("Compte", "")


def test_line_leads_to_what_the_reader_may_open_and_keeps_the_name_of_the_time(registre: None) -> None:
    compte: Any = get_user_model().objects.create_user("a@exemple.fr", None, "Nouveau nom")
    hidden: Any = get_user_model().objects.create_user("b@exemple.fr", None, "Cachée", is_active=False)
    create_journal(3, objet_uuid=compte.pk)
    create_journal(2, objet_uuid=hidden.pk)
    create_journal(1, objet_type="disparu")
    lignes = get_journal(ESPACE, compte=LECTRICE)
    assert [ligne.url for ligne in lignes] == [f"/c/{compte.pk}/", "", ""]
    assert [ligne.type_libelle for ligne in lignes] == ["Compte", "Compte", ""]
    assert [ligne.objet_libelle for ligne in lignes] == ["Objet 3", "Objet 2", "Objet 1"]


@pytest.mark.parametrize("count", [1, 20])
def test_number_of_queries_does_not_grow(registre: None, count: int, django_assert_num_queries: Any) -> None:
    for rang in range(count):
        create_journal(rang)
    with django_assert_num_queries(2):
        assert len(get_journal(ESPACE, compte=LECTRICE)) == count


def test_journal_of_an_object_crosses_espaces() -> None:
    objet = uuid4()
    create_journal(1, objet_uuid=objet)
    create_journal(2, objet_uuid=objet, espace_uuid=None)
    create_journal(3)
    lignes = get_journal_objet(Reference("compte", objet), 10)
    assert [ligne.objet_libelle for ligne in lignes] == ["Objet 2", "Objet 1"]
