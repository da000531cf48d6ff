"""The plain pages of a small list, made from its model: what one reads, fills, and writes."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from convive.acteurs.models import PosteCooperation
from convive.espaces.actions.cahier import create_ligne, delete_ligne, update_ligne
from convive.espaces.actions.ecriture import Coches, FicheChangee, Saisie
from convive.espaces.models import Espace
from convive.espaces.permissions import EspaceExpire
from convive.espaces.selectors.membre import get_membre
from convive.espaces.views.cahier import Cahier
from convive.espaces.views.page import Page
from convive.espaces.views.sous_pages import Rubrique, SousPage
from convive.journal.models import Journal
from convive.offre.models import Cof
from convive.offre.permissions import can_list_services, can_update_services
from convive.socle.refus import Refus
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db
CAHIER = Cahier(
    modele=Cof,
    vue="offre:cof",
    titre="Les conventions",
    ajouter="Ajouter une convention",
    vide="Rien.",
    qui_voit="les membres.",
    champs=("numero", "date_debut", "date_fin"),
    colonnes=("date_fin", "type_ps"),
    lire=can_list_services,
    ecrire=can_update_services,
)
VALEURS: dict[str, Any] = {"numero": "24-1", "date_debut": date(2024, 1, 1), "date_fin": date(2027, 12, 31)}


@pytest.fixture
def open_page(espace):
    def build(compte, **data: str) -> Page:
        request = RequestFactory().get("/")
        request.user = compte
        sent = QueryDict(mutable=True)
        sent.update({"version": "1", "date_debut": "2024-01-01", "date_fin": "2027-12-31", **data})
        return Page(request, get_membre(compte, espace.pk), Rubrique("offre:service_list"), "", sent if data else None)

    return build


def test_a_list_shows_each_line_and_leads_those_who_write_to_it(espace, chargee, lectrice, open_page):
    cof = create_cof_essai(espace, numero="24-1")
    for compte, url in ((chargee, f"/espaces/{espace.pk}/offre/conventions/{cof.pk}/modifier/"), (lectrice, "")):
        (ligne,) = CAHIER.show_list(open_page(compte))["liste"].lignes
        assert (ligne.titre, ligne.url) == ("24-1", url)
        assert ligne.cellules == (("Au", "31\u00a0décembre\u00a02027"), ("Prestation", "psu"))


def test_a_form_is_made_of_the_fields_of_the_model(espace, chargee, open_page):
    formulaire = CAHIER.create(open_page(chargee, numero=" 24   1 "))
    assert formulaire.form.is_valid()
    cof = formulaire.enregistre()
    assert (cof.numero, cof.date_fin, cof.espace) == ("24 1", date(2027, 12, 31), espace)
    formulaire = CAHIER.update(open_page(chargee, numero="24-2"), cof)
    assert (formulaire.form.is_valid(), formulaire.enregistre()) == (True, True)
    # From the same page: somebody saved meanwhile.
    formulaire = CAHIER.update(open_page(chargee, numero="24-3"), Cof.objects.get())
    assert formulaire.form.is_valid()
    with pytest.raises(FicheChangee):
        formulaire.enregistre()
    assert CAHIER.create(open_page(chargee, numero="")).form.errors.keys() == {"numero"}


def test_a_line_is_locked_written_traced_and_deleted_once(espace, chargee):
    cof = create_ligne(by=chargee, modele=Cof, espace=espace, saisie=Saisie(VALEURS))
    assert not update_ligne(by=chargee, ligne=cof, saisie=Saisie(VALEURS, 1))
    assert update_ligne(by=chargee, ligne=cof, saisie=Saisie({"numero": "24-2"}, 1))
    for _ in range(2):
        delete_ligne(by=chargee, ligne=cof)
    gestes = Journal.objects.filter(objet_uuid=cof.pk).order_by("at").values_list("geste", flat=True)
    assert list(gestes) == ["creer", "modifier", "supprimer"]
    with pytest.raises(Refus, match="vient de supprimer"):
        update_ligne(by=chargee, ligne=cof, saisie=Saisie({"numero": "24-3"}, 2))


def test_what_is_of_another_espace_is_refused_or_left_out(espace, chargee, etrangere):
    ailleurs = etrangere.membres.get().espace
    employeur = create_organisation_essai(ailleurs)
    saisie = Saisie({"intitule": "Cheffe", "employeur": employeur, "etp_total": 1, "quotite_ctg": 1})
    with pytest.raises(Refus, match="n’est pas de cet espace") as refus:
        create_ligne(by=chargee, modele=PosteCooperation, espace=espace, saisie=saisie)
    assert refus.value.champs.keys() == {"employeur"}
    services = Coches(frozenset({create_service_essai(ailleurs).pk}))
    cof = create_ligne(by=chargee, modele=Cof, espace=espace, saisie=Saisie(VALEURS, coches={"services": services}))
    assert not cof.services.exists()


def test_nothing_is_written_in_an_espace_that_is_over(espace, chargee):
    cof = create_cof_essai(espace)
    Espace.objects.update(expire_le=date(2020, 1, 1))
    cof = Cof.objects.select_related("espace").get(pk=cof.pk)
    for write in (
        lambda: create_ligne(by=chargee, modele=Cof, espace=cof.espace, saisie=Saisie(VALEURS)),
        lambda: update_ligne(by=chargee, ligne=cof, saisie=Saisie({"numero": "24-2"}, 1)),
        lambda: delete_ligne(by=chargee, ligne=cof),
    ):
        with pytest.raises(EspaceExpire):
            write()


def test_a_tab_declared_beside_its_pages_is_the_last_of_its_rubrique():
    premier = SousPage("Un", "offre:service_list", "note", can_list_services)
    rubrique = Rubrique("offre:service_list", (premier,))
    autre = SousPage("Deux", "offre:cof_list", "note", can_list_services)
    assert rubrique.attach_onglet(autre) == "offre:cof_list"
    assert rubrique.onglets == (premier, autre)
