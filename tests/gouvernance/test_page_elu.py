"""What the bodies bring to the page of an élu·e."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Fonction, Organisation, TypeOrganisation
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.gouvernance.models import Decision
from convive.offre.models import ServiceEquipement
from convive.plan_action.models import ChangementStatut, FicheAction
from tests.gouvernance.factories import (
    create_carte,
    create_decision_essai,
    create_note_essai,
    create_point_essai,
    create_siege,
    in_days,
    join_note,
)
from tests.pages_lues import lis
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(espace) -> list[str]:
    return sorted(espace.perimetres.get().perimetre.communes.values_list("code", flat=True))


@pytest.fixture
def carte(espace, elue, gouvernance, communes):
    """The élue, mayor of the first commune, sits in the steering committee."""
    mairie = Organisation.objects.create(
        espace=espace, nom="Mairie", type=TypeOrganisation.COMMUNE, code_commune=communes[0]
    )
    carte = create_carte(espace, elue)
    Fonction.objects.create(espace=espace, personne=carte, organisation=mairie, intitule="Maire")
    create_siege(gouvernance.copil, carte, is_elu=True)
    return carte


@pytest.fixture
def url(espace, ctg, carte) -> str:
    return reverse("plan_action:elu_detail", args=[espace.pk])


def test_what_her_next_seances_ask_and_what_she_carries(url, espace, gouvernance, carte, elue, connecte):
    assert "Rien n’attend de décision" in connecte(elue).get(url).content.decode()
    note = create_note_essai(espace, instance=gouvernance.copil)
    join_note(note, gouvernance.convoquee)
    create_point_essai(gouvernance.copil, "Une simple information", seance=gouvernance.convoquee)
    create_point_essai(gouvernance.copil, "Encore secret", seance=gouvernance.brouillon, nature="decision")
    Decision.objects.filter(pk=gouvernance.decision.pk).update(responsable=carte)
    page = connecte(elue).get(url).content.decode()
    assert reverse("gouvernance:note_detail", args=[espace.pk, note.pk]) in page
    assert "Lire la note" in page
    assert "Indiquer l’avancement" in page
    assert "Une simple information" not in page
    assert "Encore secret" not in page


def test_what_can_be_said_is_shared_and_about_her_commune_first(
    url, espace, ctg, communes, elue, gouvernance, connecte
):
    propre = create_fiche(ctg, "Ouvrir plus tôt", statut="en_cours", communes=[communes[0]], visibilite="partenaires")
    ailleurs = create_fiche(ctg, "Ailleurs", statut="en_cours", communes=[communes[-1]], visibilite="partenaires")
    interne = create_fiche(ctg, "Interne", statut="en_cours", communes=[communes[0]], visibilite="interne")
    tous = create_fiche(ctg, "Pour tous", statut="realisee", visibilite="publique")
    for fiche in (propre, ailleurs, interne, tous):
        jours = -40 if fiche == propre else -5
        ChangementStatut.objects.create(fiche=fiche, vers=fiche.statut, date=in_days(jours))
    Decision.objects.filter(pk=gouvernance.decision_bureau.pk).update(statut="faite", executee_le=in_days(-2))
    page = connecte(elue).get(url).content.decode().split('id="a-dire"')[1].split("</section>")[0]
    assert page.index("on travaille à «\xa0Ouvrir plus tôt\xa0»") < page.index("«\xa0Pour tous\xa0»")
    assert "Ailleurs" not in page
    assert "Interne" not in page
    # The bureau is not open: what it did is not for the council.
    assert "réunir les maires" not in page
    assert "data-copier" in page
    FicheAction.objects.filter(pk=propre.pk).update(statut="bloquee")
    assert "Ouvrir plus tôt\xa0» depuis" not in connecte(elue).get(url).content.decode()


def test_services_are_those_of_her_commune_then_those_that_serve_it(url, espace, communes, elue, connecte):
    for nom, code, servies in (
        ("Relais", communes[0], []),
        ("Bus", communes[1], [communes[0]]),
        ("Loin", communes[1], []),
    ):
        ServiceEquipement.objects.create(espace=espace, nom=nom, type_cle="rpe", code_commune=code, communes=servies)
    page = connecte(elue).get(url).content.decode().split('id="services"')[1].split("</section>")[0]
    assert page.index("Relais") < page.index("Bus")
    assert "dans une autre commune" in page
    assert "Loin" not in page


def test_the_team_prepares_it_without_showing_drafts(url, espace, gouvernance, carte, chargee, connecte):
    create_point_essai(gouvernance.copil, "Encore secret", seance=gouvernance.brouillon, nature="decision")
    create_point_essai(gouvernance.copil, "À trancher", seance=gouvernance.convoquee, nature="decision")
    page = connecte(chargee).get(reverse("plan_action:elu_detail", args=[espace.pk, carte.pk])).content.decode()
    main = page.split('id="a-prendre"')[1].split("</section>")[0]
    assert "À trancher" in main
    assert "Encore secret" not in main


def test_the_sheet_is_hers_or_the_teams(espace, ctg, gouvernance, carte, elue, chargee, lectrice):
    document = types_documents.get("page_elu")
    places = {
        c: Membre.objects.select_related("espace", "compte").get(espace=espace, compte=c)
        for c in (elue, chargee, lectrice)
    }
    assert document.list_choix is not None
    assert document.list_choix(places[elue]) == [("moi", "La vôtre")]
    assert dict(document.list_choix(places[chargee])) == {str(carte.pk): str(carte)}
    create_decision_essai(espace, "Signer la convention.", responsable=carte)
    for place, choix in ((places[elue], "moi"), (places[chargee], str(carte.pk))):
        contenu = document.build(place, Famille.TEXTE, choix)
        assert isinstance(contenu, DocumentHtml)
        assert "Signer la convention." in lis(contenu.corps_html)
    for place, choix in (
        (places[elue], str(carte.pk)),
        (places[chargee], "moi"),
        (places[chargee], "x"),
        (places[lectrice], "moi"),
    ):
        with pytest.raises(DocumentInconnu):
            document.build(place, Famille.TEXTE, choix)
    assert not document.is_permis(places[lectrice])


def test_without_a_plan_what_is_to_decide_is_there(espace, gouvernance, carte, elue, connecte):
    page = connecte(elue).get(reverse("plan_action:elu_detail", args=[espace.pk])).content.decode()
    assert 'id="a-prendre"' in page
