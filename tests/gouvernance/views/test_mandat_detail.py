"""What was decided across a mandate, and what may be published of it."""

import pytest
from django.urls import reverse

from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.gouvernance.models import Decision, MembreInstance
from tests.gouvernance.factories import create_carte, create_decision_essai, create_siege, in_days
from tests.pages_lues import lis
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def carte(espace, gouvernance, elue):
    carte = create_carte(espace, elue)
    create_siege(gouvernance.copil, carte, date_debut=in_days(-200), is_elu=True)
    return carte


@pytest.fixture
def url(espace) -> str:
    return reverse("gouvernance:mandat_detail", args=[espace.pk])


def test_since_she_sits_what_remains_first(url, espace, gouvernance, carte, elue, connecte):
    create_decision_essai(espace, "Avant elle.", seance=gouvernance.close, date=in_days(-300))
    create_decision_essai(espace, "C’est réglé.", seance=gouvernance.close, statut="faite", executee_le=in_days(-2))
    create_decision_essai(espace, "Encore en séance.", seance=gouvernance.convoquee)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(echeance=in_days(-1))
    page = connecte(elue).get(url).content.decode()
    assert "2\xa0décisions\xa0: 1\xa0faite\xa0; 1 à suivre, dont 1 en retard" in page.replace(" ; ", "\xa0; ")
    assert page.index(gouvernance.decision.libelle) < page.index("C’est réglé.")
    for absent in ("Avant elle.", "Encore en séance.", gouvernance.decision_bureau.libelle):
        assert absent not in page


def test_without_a_seat_it_says_where_it_is_read(url, elue, connecte):
    assert "Vous ne siégez aujourd’hui dans aucune instance" in connecte(elue).get(url).content.decode()


def test_the_team_reads_that_of_someone_and_nobody_else_does(espace, gouvernance, carte, chargee, elue, connecte):
    url = reverse("gouvernance:mandat_detail", args=[espace.pk, carte.pk])
    assert gouvernance.decision.libelle in connecte(chargee).get(url).content.decode()
    assert connecte(elue).get(url).status_code == 403
    assert connecte(chargee).get(url.replace(str(carte.pk), str(espace.pk))).status_code == 404
    MembreInstance.objects.update(date_fin=in_days(-1))
    assert "Cette personne ne siège" in connecte(chargee).get(url).content.decode()


def test_the_page_costs_the_same_with_many_decisions(
    url, espace, gouvernance, carte, elue, connecte, django_assert_max_num_queries
):
    client = connecte(elue)
    client.get(url)
    for _ in range(15):
        create_decision_essai(espace, seance=gouvernance.close, organisation_responsable=create_organisation(espace))
    with django_assert_max_num_queries(16):
        client.get(url)


def test_the_documents_follow_the_same_rights(espace, gouvernance, carte, elue, chargee):
    places = {
        c: Membre.objects.select_related("espace", "compte").get(espace=espace, compte=c) for c in (elue, chargee)
    }
    suivi, avis = types_documents.get("suivi_mandat"), types_documents.get("avis_public")
    for place, choix in ((places[elue], ""), (places[chargee], str(carte.pk))):
        contenu = suivi.build(place, Famille.TEXTE, choix)
        assert isinstance(contenu, DocumentHtml)
        assert gouvernance.decision.libelle in lis(contenu.corps_html)
    for place, choix in ((places[elue], str(carte.pk)), (places[chargee], ""), (places[chargee], str(espace.pk))):
        with pytest.raises(DocumentInconnu):
            suivi.build(place, Famille.TEXTE, choix)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(motif="Entre nous.", cout_euros=12_345)
    assert avis.list_choix is not None
    assert dict(avis.list_choix(places[chargee])).keys() == {str(gouvernance.close.pk)}
    contenu = avis.build(places[chargee], Famille.TEXTE, str(gouvernance.close.pk))
    assert isinstance(contenu, DocumentHtml)
    assert gouvernance.decision.libelle in lis(contenu.corps_html)
    assert "Elle reste à mettre en œuvre" in lis(contenu.corps_html)
    assert "Entre nous." not in lis(contenu.corps_html)
    assert "345" not in lis(contenu.corps_html)
    assert not avis.is_permis(places[elue])
    for choix in ("", str(gouvernance.close_bureau.pk), str(gouvernance.convoquee.pk)):
        with pytest.raises(DocumentInconnu):
            avis.build(places[chargee], Famille.TEXTE, choix)


def test_the_notice_of_a_decision_is_for_the_team_and_never_of_a_closed_body(
    espace, gouvernance, chargee, elue, connecte
):
    url = reverse("gouvernance:decision_detail", args=[espace.pk, gouvernance.decision.pk])
    assert 'id="avis-public"' in connecte(chargee).get(url).content.decode()
    assert 'id="avis-public"' not in connecte(elue).get(url).content.decode()
    fermee = reverse("gouvernance:decision_detail", args=[espace.pk, gouvernance.decision_bureau.pk])
    assert 'id="avis-public"' not in connecte(chargee).get(fermee).content.decode()
