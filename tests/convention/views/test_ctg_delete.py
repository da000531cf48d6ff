"""Take away a CTG entered by mistake."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Organisation
from convive.convention.actions.ctg import delete_ctg
from convive.convention.actions.etat import record_etat_signe
from convive.convention.models import Avenant, Ctg, Deliberation, Jalon, LienPlan, RepriseChoix, Signataire
from convive.convention.rules.avenants import Nature
from convive.convention.selectors import suppression
from convive.convention.selectors.ctg import get_dossier
from convive.documents.models import PieceJointe
from convive.espaces.models import Membre
from convive.journal.models import Journal
from convive.socle.objets import objets
from tests.convention.factories import (
    TODAY,
    create_avenant_essai,
    create_ctg_essai,
    create_plan_essai,
    create_suite,
    create_texte,
    get_signataire,
)

pytestmark = pytest.mark.django_db


def get_url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/supprimer/"


def test_ctg_delete_says_what_would_go_then_forgets_it(connecte, espace, ctg, chargee):
    Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Un jalon")
    create_avenant_essai(ctg, chargee)
    plan = create_plan_essai(espace, chargee, ctgs=(ctg,))
    client = connecte(chargee)
    assert get_url(ctg) in client.get(f"/espaces/{espace.pk}/ctg/{ctg.pk}/modifier/").content.decode()
    page = client.get(get_url(ctg)).content.decode()
    for mots in ("1\xa0avenant", "3\xa0délibérations", "1\xa0jalon", "3\xa0signataires", "1\xa0lien d’une CTG"):
        assert f"<li>{mots}" in page
    page = client.post(get_url(ctg), {"confirmation": "une autre"}).content.decode()
    assert "Ce n’est pas son nom" in page
    assert Ctg.objects.exists()
    response = client.post(get_url(ctg), {"confirmation": ctg.nom.lower()}, follow=True)
    assert response.redirect_chain == [(f"/espaces/{espace.pk}/ctg/", 302)]
    assert "est supprimée" in response.content.decode()
    for model in (Ctg, Avenant, Signataire, Deliberation, Jalon, LienPlan):
        assert not model.objects.exists()
    # What belongs to the espace stays, and the journal says what there was.
    assert Organisation.objects.filter(espace=espace).count() == 3
    plan.refresh_from_db()
    ligne = Journal.objects.get(objet_uuid=ctg.pk, geste="effacer")
    assert ligne.objet_libelle == ctg.nom
    assert ligne.detail["date_debut"] == ctg.date_debut.isoformat()
    assert "3\xa0signataires" in ligne.detail["emporte"]
    assert client.post(get_url(ctg), {"confirmation": ctg.nom}).status_code == 404


def test_ctg_delete_of_a_suite_leaves_the_first_one_whole(connecte, ctg, chargee):
    suite = create_suite(ctg, chargee)
    RepriseChoix.objects.create(
        ctg=suite, objet_type="signataire", objet_uuid=get_signataire(ctg).pk, choix="reconduit", le="2026-01-01T00:00Z"
    )
    page = connecte(chargee).get(get_url(suite)).content.decode()
    assert "1\xa0choix de reprise" in page
    connecte(chargee).post(get_url(suite), {"confirmation": suite.nom})
    assert list(Ctg.objects.all()) == [ctg]
    assert Signataire.objects.filter(ctg=ctg).count() == 3


def test_ctg_delete_is_refused_with_the_way_out(connecte, espace, ctg, chargee):
    suite = create_suite(ctg, chargee)
    avenant = create_avenant_essai(ctg, chargee, Nature.MODIFICATION_PLAN, date_signature=TODAY(), date_effet=TODAY())
    for objet in (ctg, avenant):
        reference = objets.get_reference(objet)
        PieceJointe.objects.create(
            espace=espace, titre="Scan", objet_type=reference.objet_type, objet_uuid=reference.objet_uuid
        )
    page = connecte(chargee).get(get_url(ctg)).content.decode()
    for mots in ("la suit, et ce", "L’avenant n°", "est signé", "2\xa0pièces jointes lui appartiennent"):
        assert mots in page.replace("\xa01 est", " 1 est")
    for url in (f"/ctg/{suite.pk}/modifier/", f"/ctg/{ctg.pk}/avenants/{avenant.pk}/"):
        assert url in page
    assert "Supprimer pour de bon" not in page
    page = connecte(chargee).post(get_url(ctg), {"confirmation": ctg.nom}).content.decode()
    assert "la suit, et ce" in page
    assert Ctg.objects.filter(pk=ctg.pk).exists()


def test_ctg_delete_of_a_frozen_one_is_refused(connecte, espace, ctg, chargee):
    create_texte(ctg, chargee)
    record_etat_signe(by=chargee, ctg=ctg)
    page = connecte(chargee).get(get_url(ctg)).content.decode()
    assert "1\xa0version gardée fait foi" in page
    assert reverse("documents:gel_list", args=[espace.pk]) in page


def test_ctg_delete_done_twice_does_nothing_more(espace, ctg, chargee):
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    dossier = get_dossier(membre, TODAY(), ctg.pk)
    for _ in range(2):
        delete_ctg(by=chargee, dossier=dossier)
    assert Journal.objects.filter(objet_uuid=ctg.pk, geste="effacer").count() == 1
    # Its name is free again.
    assert create_ctg_essai(espace, chargee).nom == ctg.nom


def test_ctg_delete_counts_the_same_in_one_query_and_in_many(ctg, chargee, monkeypatch, django_assert_max_num_queries):
    Jalon.objects.create(ctg=ctg, phase="pilotage", libelle="Un jalon")
    create_avenant_essai(ctg, chargee)
    with django_assert_max_num_queries(20):
        whole = suppression.count_dependances(ctg)
    monkeypatch.setattr(suppression, "MAX_PARAMETRES", 2)
    assert suppression.count_dependances(ctg) == whole
    assert whole["jalon", "jalons"] == 1
