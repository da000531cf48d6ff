"""A tool of a team: begun, filled at several hands, taken again, brought home once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Journal
from convive.prise_poste.actions import outil as actions
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.contenus import get_outils

pytestmark = pytest.mark.django_db
INDICATEUR = get_outils()["indicateur"]


@pytest.fixture
def rempli(espace, chargee) -> OutilRempli:
    return actions.create_outil(by=chargee, espace=espace, outil=INDICATEUR)


def write(rempli, chargee, texte: str, base: str = "", champ: str = "nom"):
    return actions.record_case_outil(by=chargee, rempli=rempli, champ=champ, base=base, texte=texte)


def count_gestes() -> int:
    return Journal.objects.filter(objet_type="outil_rempli").count()


def test_boxes_fill_one_by_one(rempli, chargee):
    write(rempli, chargee, "Délai, en jours")
    write(rempli, chargee, "47 jours en 2025", champ="depart")
    write(rempli, chargee, "47 jours en 2025", "47 jours en 2025", champ="depart")
    rempli.refresh_from_db()
    assert rempli.valeurs == {"nom": "Délai, en jours", "depart": "47 jours en 2025"}
    assert rempli.version == 3
    assert count_gestes() == 2


def test_two_colleagues_lose_nothing(rempli, chargee):
    write(rempli, chargee, "Délai")
    assert not write(rempli, chargee, "Nombre").is_gardee
    assert write(rempli, chargee, "Délai\nen jours", "Délai").is_gardee
    rempli.refresh_from_db()
    assert rempli.valeurs == {"nom": "Délai\nen jours"}


def test_a_copy_leaves_the_first_one_as_it_is(rempli, chargee):
    write(rempli, chargee, "Délai")
    rempli.refresh_from_db()
    copie = actions.clone_outil(by=chargee, rempli=rempli, outil=INDICATEUR, is_vide=False)
    vide = actions.clone_outil(by=chargee, rempli=rempli, outil=INDICATEUR, is_vide=True)
    assert (copie.valeurs, copie.titre) == ({"nom": "Délai"}, "La fiche d’un indicateur (copie)")
    assert (vide.valeurs, vide.titre) == ({}, "La fiche d’un indicateur")


def test_brought_home_twice_it_is_there_once_as_the_team_made_it(espace, chargee):
    source = uuid4()
    premier, second = (
        actions.import_outil(
            by=chargee, espace=espace, outil=INDICATEUR, valeurs={"nom": nom}, provenance="Formation", source=source
        )
        for nom in ("Délai", "Autre")
    )
    assert premier == second
    assert second.valeurs == {"nom": "Délai"}
    assert count_gestes() == 1


def test_a_title_twice_is_one_change(rempli, chargee):
    for _ in range(2):
        actions.update_titre(by=chargee, rempli=rempli, titre="Le délai")
    assert OutilRempli.objects.get().titre == "Le délai"
    assert count_gestes() == 2


def test_gone_it_is_said_or_nothing_happens(rempli, chargee):
    actions.delete_outil(by=chargee, rempli=rempli)
    actions.delete_outil(by=chargee, rempli=rempli)
    with pytest.raises(PosteRefuse, match="supprimé"):
        write(rempli, chargee, "Délai")
    assert count_gestes() == 2


def test_an_espace_keeps_so_many(espace, chargee, monkeypatch):
    monkeypatch.setattr(actions, "MAX_PAR_ESPACE", 1)
    actions.create_outil(by=chargee, espace=espace, outil=INDICATEUR)
    with pytest.raises(PosteRefuse, match="garde déjà"):
        actions.create_outil(by=chargee, espace=espace, outil=INDICATEUR)


def test_nothing_is_written_in_an_espace_that_is_over(rempli, chargee):
    rempli.espace.expire_le = timezone.localdate() - timedelta(days=1)
    for geste in (lambda: write(rempli, chargee, "…"), lambda: actions.delete_outil(by=chargee, rempli=rempli)):
        with pytest.raises(EspaceExpire):
            geste()
