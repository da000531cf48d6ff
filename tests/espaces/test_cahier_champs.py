"""A cahier whose lines have a commune, a link, a list of values, dates: how one chooses, keeps and reads them."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.espaces.forms.cahier import DEJA, ENSEMBLE, LigneForm, build_ligne_form
from convive.espaces.models import Espace, Membre
from convive.espaces.selectors import cahier as lecture
from convive.espaces.selectors.membre import get_membre
from convive.espaces.views.cahier import Cahier
from convive.espaces.views.ecran import LISTE
from convive.espaces.views.page import Page
from convive.espaces.views.sous_pages import Rubrique, SousPage
from convive.formation.models import DossierIntervenant, NouvelleVeille, SousTraitance
from convive.offre.models import Cof, ServiceEquipement
from convive.offre.permissions import can_list_services, can_update_services
from convive.socle.refus import Refus
from tests.acteurs.factories import create_organisation_essai
from tests.espaces.factories import create_espace_civraisien
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db
DEHORS = "99003"


def refuse_sans_nom(service: ServiceEquipement) -> None:
    if service.nom == "Sans nom":
        raise Refus(champs={"nom": "Donnez-lui un nom."})


CAHIER = Cahier(
    modele=ServiceEquipement,
    vue="offre:service",
    titre="Les services",
    ajouter="Ajouter un service",
    vide="Rien.",
    qui_voit="les membres.",
    champs=("nom", "type_cle", "statut_gestion", "code_commune", "gestionnaire"),
    colonnes=("statut_gestion", "code_commune", "gestionnaire"),
    filtres=("statut_gestion", "code_commune", "gestionnaire"),
    refuse=refuse_sans_nom,
    lire=can_list_services,
    ecrire=can_update_services,
)


@pytest.fixture
def membre(espace, chargee) -> Membre:
    return get_membre(chargee, espace.pk)


@pytest.fixture
def open_page(membre):
    def build(demande: str = "", data: QueryDict | None = None) -> Page:
        request = RequestFactory().get(f"/?{demande}")
        request.user = membre.compte
        return Page(request, membre, Rubrique("offre:service_list"), "", data)

    return build


@pytest.fixture
def list_titres(open_page):
    def build(demande: str) -> list[str]:
        return [ligne.titre for ligne in CAHIER.show_list(open_page(demande))["liste"].lignes]

    return build


def bind(form: type[LigneForm], membre: Membre, ligne: Any, **data: str) -> LigneForm:
    sent = QueryDict(mutable=True)
    sent.update({"version": "1", **data})
    return form(sent, membre=membre, ligne=ligne)


def test_a_list_keeps_the_lines_of_a_value_a_commune_or_a_link(espace, list_titres):
    organisation = create_organisation_essai(espace)
    create_service_essai(espace, "Un", statut_gestion="regie", code_commune="86078")
    create_service_essai(espace, "Deux", statut_gestion="regie", gestionnaire_id=organisation.pk)
    create_service_essai(espace, "Trois", code_commune="86078")
    assert list_titres("") == ["Deux", "Trois", "Un"]
    assert list_titres("statut_gestion=regie") == ["Deux", "Un"]
    assert list_titres("code_commune=86078") == ["Trois", "Un"]
    assert list_titres("statut_gestion=regie&code_commune=86078") == ["Un"]
    assert list_titres(f"gestionnaire={organisation.pk}") == ["Deux"]
    # What is no choice asks nothing.
    assert list_titres("statut_gestion=inconnue&code_commune=00000&gestionnaire=x") == ["Deux", "Trois", "Un"]


def test_a_filter_without_any_line_is_said_and_led_out_of(espace, open_page, list_titres):
    def show(demande: str) -> str:
        page = open_page(demande)
        contexte = {**page.contexte, **CAHIER.show_list(page), "fil": [], "espace": espace}
        return render_to_string(LISTE, contexte, request=page.request)

    assert "cv-filters" not in show("")
    create_service_essai(espace, "Un", statut_gestion="regie")
    assert "cv-filters" in show("")
    assert "d’après votre filtre" not in show("")
    assert "1\u00a0ligne d’après votre filtre" in show("statut_gestion=regie").replace("\n", " ")
    vide = show("statut_gestion=dsp")
    assert "Aucune ligne pour ce filtre" in vide
    assert "Rien pour l’instant ici" not in vide
    assert '<option value="dsp" selected>' in vide
    assert f'href="/espaces/{espace.pk}/offre/"' in vide


def test_a_long_list_is_cut_with_its_filter_and_opens_where_a_line_is(espace, open_page, monkeypatch):
    monkeypatch.setattr(lecture, "PAR_PAGE", 2)
    services = [create_service_essai(espace, f"Service {rang}", statut_gestion="regie") for rang in range(5)]
    liste = CAHIER.show_list(open_page("statut_gestion=regie&page=2"))["liste"]
    assert [ligne.titre for ligne in liste.lignes] == ["Service 2", "Service 3"]
    assert (liste.parametres, liste.pages.paginator.count) == ("statut_gestion=regie&", 5)
    liste = CAHIER.show_list(open_page(f"ligne={services[4].pk}"))["liste"]
    assert ([ligne.titre for ligne in liste.lignes], liste.parametres) == (["Service 4"], "")


def test_a_filter_is_a_list_a_commune_or_a_link(open_page):
    with pytest.raises(ImproperlyConfigured, match="n’est ni une liste"):
        replace(CAHIER, filtres=("nom",)).show_list(open_page())


def test_a_commune_is_one_of_the_espace_and_read_by_its_name(espace, membre, open_page):
    form = CAHIER.create(open_page()).form
    choix = form.fields["code_commune"].choices
    assert choix[0] == ("", "–")
    assert ("86078", "Civray") in choix
    assert [nom for _, nom in choix[1:]] == sorted(nom for _, nom in choix[1:])
    classe = build_ligne_form(ServiceEquipement, CAHIER.champs)
    data = {"nom": "Un", "type_cle": "rpe", "statut_gestion": "regie"}
    assert bind(classe, membre, ServiceEquipement(espace=espace), **data, code_commune="86078").is_valid()
    assert bind(classe, membre, ServiceEquipement(espace=espace), **data, code_commune=DEHORS).errors.keys() == {
        "code_commune"
    }
    # One that left the périmètre stays until someone changes it.
    ancien = create_service_essai(espace, "Ancien", code_commune=DEHORS)
    form = bind(classe, membre, ancien, **data, code_commune=DEHORS)
    assert form.is_valid()
    create_service_essai(espace, "Un", code_commune="86078")
    communes = [dict(ligne.cellules)["Commune"] for ligne in CAHIER.show_list(open_page())["liste"].lignes]
    assert communes == [DEHORS, "Civray"]


def test_a_link_is_to_what_one_sees_and_is_not_archived_or_was_there(espace, membre, chargee):
    classe = build_ligne_form(ServiceEquipement, CAHIER.champs)
    la, archivee = create_organisation_essai(espace, "Là"), create_organisation_essai(espace, "Archivée")
    fusionnee = create_organisation_essai(espace, "Fusionnée")
    ailleurs = create_organisation_essai(create_espace_civraisien(chargee, nom="Ailleurs"))
    service = create_service_essai(espace, gestionnaire_id=archivee.pk)
    Organisation.objects.filter(pk=archivee.pk).update(archivee_le=timezone.now())
    Organisation.objects.filter(pk=fusionnee.pk).update(fusionnee_dans=la)

    def list_proposees(ligne: ServiceEquipement) -> set[Organisation]:
        champ = classe(membre=membre, ligne=ligne).fields["gestionnaire"]
        assert champ.empty_label == "–"
        return set(champ.queryset)

    assert list_proposees(ServiceEquipement(espace=espace)) == {la}
    assert list_proposees(service) == {la, archivee}
    data = {"nom": "Un", "type_cle": "rpe", "statut_gestion": "regie"}
    for refusee in (ailleurs, archivee, fusionnee):
        form = bind(classe, membre, ServiceEquipement(espace=espace), **data, gestionnaire=str(refusee.pk))
        assert form.errors.keys() == {"gestionnaire"}
    assert bind(classe, membre, service, **data, gestionnaire=str(archivee.pk)).is_valid()


def test_a_required_list_begins_with_a_dash_and_one_that_has_a_default_with_its_value(espace, membre):
    form = build_ligne_form(NouvelleVeille, ("axe",))(membre=membre, ligne=NouvelleVeille(espace=espace))
    assert form.fields["axe"].choices[0] == ("", "–")
    form = build_ligne_form(ServiceEquipement, CAHIER.champs)(membre=membre, ligne=ServiceEquipement(espace=espace))
    assert "" not in dict(form.fields["statut_gestion"].choices)
    assert form["statut_gestion"].value() == "inconnu"


@pytest.mark.parametrize(
    ("data", "champ", "phrase"),
    [
        ({"date_debut": "2026-06-02", "date_fin": "2026-06-01"}, "date_fin", "La fin vient après le début."),
        ({"verifiee_le": "2026-06-02"}, "verification", "Précisez comment sa conformité a été vérifiée."),
    ],
    ids=["the last of the fields", "the one that is empty"],
)
def test_a_constraint_is_said_beside_a_field(espace, membre, data, champ, phrase):
    champs = ("nom", "objet", "date_debut", "date_fin", "verification", "verifiee_le")
    classe = build_ligne_form(SousTraitance, champs)
    form = bind(classe, membre, SousTraitance(espace=espace), nom="Un", objet="Tout", **data)
    assert form.errors == {champ: [phrase]}


def test_a_constraint_without_words_is_said_plainly(espace, membre):
    classe = build_ligne_form(Cof, ("numero", "date_debut", "date_fin"))
    data = {"numero": "24-1", "date_debut": "2026-06-02", "date_fin": "2026-06-01"}
    assert bind(classe, membre, Cof(espace=espace), **data).errors == {"date_fin": [ENSEMBLE]}


def test_what_is_already_in_the_list_of_the_espace_is_said_beside_its_name(espace, membre, chargee, monkeypatch):
    classe = build_ligne_form(DossierIntervenant, ("nom", "competences"))
    dossier = DossierIntervenant.objects.create(espace=espace, nom="Aline Brévan", competences="Animer.")
    data = {"nom": "Aline Brévan", "competences": "Animer."}
    form = bind(classe, membre, DossierIntervenant(espace=espace), **data)
    assert form.errors == {"nom": ["Cette personne a déjà un dossier."]}
    assert bind(classe, membre, dossier, **data).is_valid()
    ailleurs = create_espace_civraisien(chargee, nom="Ailleurs")
    assert bind(classe, get_membre(chargee, ailleurs.pk), DossierIntervenant(espace=ailleurs), **data).is_valid()
    (unique,) = [c for c in DossierIntervenant._meta.constraints if c.name == "dossier_intervenant_unique"]
    monkeypatch.setattr(unique, "violation_error_message", unique.default_violation_error_message)
    assert bind(classe, membre, DossierIntervenant(espace=espace), **data).errors == {"nom": [DEJA]}


def test_refuse_still_says_what_no_constraint_does(open_page):
    data = QueryDict(mutable=True)
    data.update({"version": "1", "nom": "Sans nom", "type_cle": "rpe", "statut_gestion": "regie"})
    formulaire = CAHIER.create(open_page(data=data))
    assert formulaire.form.is_valid()
    with pytest.raises(Refus, match="Donnez-lui un nom"):
        formulaire.enregistre()


def test_a_tab_can_come_before_another_one():
    premier = SousPage("Un", "offre:service_list", "note", can_list_services)
    rubrique = Rubrique("offre:service_list", (premier,))
    avant = SousPage("Deux", "offre:cof_list", "note", can_list_services, avant=premier.vue)
    rubrique.attach_onglet(avant)
    assert rubrique.onglets == (avant, premier)
    with pytest.raises(ValueError, match="not in list"):
        rubrique.attach_onglet(SousPage("Trois", "offre:x_list", "note", can_list_services, avant="offre:y_list"))


def test_the_rights_of_a_territory_are_for_its_types(espace: Espace, membre):
    assert can_list_services(membre)
    espace.type = "cabinet"
    membre.espace = espace
    assert not can_list_services(membre)


def test_a_list_does_not_name_what_a_place_does_not_see(espace, membre, open_page, monkeypatch):
    vue, cachee = create_organisation_essai(espace, "Vue"), create_organisation_essai(espace, "Cachée")
    create_service_essai(espace, "Un", gestionnaire_id=vue.pk)
    create_service_essai(espace, "Deux", gestionnaire_id=cachee.pk)
    monkeypatch.setattr(
        type(Organisation.objects.all()), "visible_to", lambda rows, _compte: rows.exclude(nom="Cachée"), raising=True
    )
    lignes = {ligne.titre: dict(ligne.cellules) for ligne in CAHIER.show_list(open_page())["liste"].lignes}
    assert [cellules["Gestionnaire"] for cellules in (lignes["Un"], lignes["Deux"])] == ["Vue", ""]
    assert ServiceEquipement.objects.get(nom="Deux").gestionnaire == cachee


@pytest.mark.parametrize("nom", ["version", "depart"])
def test_a_field_has_not_the_name_of_what_every_card_sends_back(nom):
    with pytest.raises(ImproperlyConfigured, match=nom):
        build_ligne_form(ServiceEquipement, ("nom", nom))
