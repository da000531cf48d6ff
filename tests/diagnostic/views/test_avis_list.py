from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.diagnostic.actions.avis import SaisieAvis, create_avis
from convive.diagnostic.panels import list_taches_constats
from convive.espaces.models import LienMagique
from tests.acteurs.factories import create_organisation_essai
from tests.diagnostic.factories import create_constat_essai

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/constats/qui-s-est-prononce/"


def test_avis_list_teaches_when_nothing_is_shared(connecte, espace, chargee):
    create_constat_essai(espace, "Un brouillon.", partage=False)
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert "Aucun constat n’est partagé" in page
    assert "Un brouillon." not in page


def test_avis_list_tells_who_answered_who_is_awaited_and_what_is_left(connecte, espace, chargee, elue, lectrice):
    constat, autre = create_constat_essai(espace), create_constat_essai(espace, "Un autre constat.")
    caf = create_organisation_essai(espace, "Caf de la Vienne")
    create_avis(by=chargee, constat=constat, saisie=SaisieAvis("a_verifier", "Revoir l’année.", caf))
    LienMagique.objects.create(
        espace=espace,
        objet_type="constat",
        objet_uuid=autre.pk,
        geste="donner_avis",
        email="creche@exemple.fr",
        nom="Crèche des Lutins",
        empreinte_cle="0" * 64,
        expire_le=timezone.now() + timedelta(days=3),
        max_usages=None,
    )
    page = connecte(chargee).get(get_url(espace)).content.decode()
    for shown in ("Caf de la Vienne", "Revoir l’année.", "À vérifier", "Crèche des Lutins"):
        assert shown in page
    assert "1\u00a0constat sans votre avis" in page
    page = connecte(elue).get(get_url(espace)).content.decode()
    # One way in, instead of as many links as there are constats.
    assert page.count("/avis/donner/") == 1
    assert "2\u00a0constats sans votre avis" in page
    # Who received a link is for those who send them.
    assert "Crèche des Lutins" not in page
    assert "sans votre avis" not in connecte(lectrice).get(get_url(espace)).content.decode()


def test_avis_list_asks_as_many_questions_with_20_rows(connecte, espace, chargee, count_queries_get):
    client = connecte(chargee)
    create_avis(by=chargee, constat=create_constat_essai(espace), saisie=SaisieAvis("accord"))
    few = count_queries_get(client, get_url(espace))
    for rang in range(20):
        constat = create_constat_essai(espace, f"Constat numéro {rang}.")
        create_avis(by=chargee, constat=constat, saisie=SaisieAvis("accord"))
    assert count_queries_get(client, get_url(espace)) == few
    assert few <= 15


def test_home_asks_partners_for_their_avis_until_they_gave_it(espace, elue):
    membre = espace.membres.get(compte=elue)
    constat = create_constat_essai(espace)
    create_constat_essai(espace, "Un brouillon.", partage=False)
    (tache,) = list_taches_constats(membre, date(2026, 3, 1))
    assert tache.libelle == "Donner votre avis sur 1\u00a0constat"
    assert tache.url.endswith(f"/constats/{constat.pk}/avis/donner/")
    # Whoever writes them has her own list.
    assert not list(list_taches_constats(espace.membres.get(compte=espace.created_by), date(2026, 3, 1)))
    create_avis(by=elue, constat=constat, saisie=SaisieAvis("accord"))
    assert not list(list_taches_constats(membre, date(2026, 3, 1)))
