"""What the espace knows, in the chapters: shared things only, each counted as it is shown."""

from datetime import date

import pytest

from convive.acteurs.models import Organisation
from convive.diagnostic.actions.constat import submit_constat
from convive.diagnostic.actions.diagnostic import validate_diagnostic
from convive.diagnostic.chapitres import contenus
from convive.diagnostic.exports.assemblage import build_contexte_base, build_lignes, count_contenus, list_contenus
from convive.diagnostic.exports.document import build_annexe
from convive.diagnostic.models import AvisConstat, Chapitre, ElementAfom
from convive.diagnostic.rules.contenus import Citation, TableauSource, Texte
from convive.documents.emplacements import emplacements
from convive.documents.rules.blocs import list_lignes
from convive.offre.models import CompetenceSppe, ServiceEquipement
from tests.diagnostic.chapitres import get_chapitre
from tests.diagnostic.factories import create_constat_essai, create_parole_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db
JOUR = date(2026, 6, 12)


@pytest.fixture
def enfance(espace):
    return create_thematique(espace, "Petite enfance")


def read(diagnostic, cle: str = "thematique", thematique: str = "Petite enfance") -> list:
    """The blocks of a chapter, by package."""
    chapitre = get_chapitre(diagnostic, cle, thematique)
    return list(list_contenus(chapitre, build_contexte_base(diagnostic.espace, JOUR)))


def test_only_words_that_may_be_quoted_are_shown_without_their_commune(espace, diagnostic, enfance):
    create_parole_essai(espace, "On attend un an.", thematiques=(enfance,), communes=("86078",))
    create_parole_essai(espace, "Rien que pour l’équipe.", thematiques=(enfance,), citable=False)
    [citation] = [c for c in read(diagnostic) if isinstance(c, Citation)]
    assert citation.texte == "On attend un an."
    assert citation.precision == "Une personne qui habite ici, entretien, 2026"


def test_words_of_no_thematique_are_said_with_the_territory(espace, diagnostic):
    create_parole_essai(espace, "Ici, on se connaît.")
    assert [c.texte for c in read(diagnostic, "territoire", "") if isinstance(c, Citation)] == ["Ici, on se connaît."]
    assert not [c for c in read(diagnostic) if isinstance(c, Citation)]


def test_only_shared_constats_are_shown_with_what_partners_said(espace, diagnostic, enfance, chargee):
    brouillon = create_constat_essai(espace, "Un brouillon.", thematiques=(enfance,))
    partage = create_constat_essai(espace, "Des places manquent.", thematiques=(enfance,))
    for constat in (brouillon, partage):
        constat.date_partage = None
        constat.save()
    submit_constat(by=chargee, constat=partage)
    AvisConstat.objects.create(constat=partage, auteur_nom="Une", sens="accord", date=JOUR, constat_lu=partage.texte)
    AvisConstat.objects.create(constat=partage, auteur_nom="Autre", sens="desaccord", date=JOUR, constat_lu="x")
    lignes = [ligne for c in read(diagnostic) if isinstance(c, Texte) for ligne in c.bloc.lignes]
    [ligne] = [ligne for ligne in lignes if "places manquent" in ligne]
    assert ligne.startswith("Des places manquent (")
    assert "1 d’accord et 1 pas d’accord" in ligne
    assert not any("brouillon" in ligne for ligne in lignes)


def test_services_that_the_public_may_see_are_listed(espace, diagnostic, enfance):
    for nom, visible in (("Multi-accueil du Gué", True), ("Lieu tenu secret", False)):
        service = ServiceEquipement.objects.create(
            espace=espace, nom=nom, type_cle="multi_accueil", places=18, code_commune="86078", visible_public=visible
        )
        service.thematiques.add(enfance)
    [tableau] = [c.tableau for c in read(diagnostic) if isinstance(c, TableauSource)]
    assert [ligne[0] for ligne in tableau.lignes] == ["Multi-accueil du Gué"]
    assert tableau.lignes[0][2:4] == ("Civray", "18")


def test_afom_and_organisations_have_their_chapters(espace, diagnostic, enfance):
    ElementAfom.objects.create(espace=espace, thematique=enfance, quadrant="atout", texte="Un relais actif")
    Organisation.objects.create(espace=espace, nom="Commune de Civray", type="commune")
    [afom] = read(diagnostic, "afom", "")
    assert afom.tableau.legende == "Petite enfance"
    assert afom.tableau.lignes[0] == ("Atouts", "Un relais actif")
    texte, tableau = read(diagnostic, "partenaires", "")
    assert texte.bloc.lignes == ("L’annuaire de l’espace compte 1\u00a0organisation.",)
    assert tableau.tableau.lignes == (("Commune", "Commune de Civray"),)


def test_competences_are_said_with_the_territory(espace, diagnostic):
    epci = Organisation.objects.create(espace=espace, nom="CC du Civraisien", type="epci")
    for code in ("86078", "86061"):
        CompetenceSppe.objects.create(espace=espace, code_commune=code, competence="recenser", exercee_par=epci)
    [tableau] = [c.tableau for c in read(diagnostic, "territoire", "") if isinstance(c, TableauSource)]
    [ligne] = tableau.lignes
    assert ligne[1:] == ("CC du Civraisien", "2")


def test_what_is_counted_is_what_is_shown(espace, diagnostic, enfance, chiffres_base):
    """For each chapter of an espace that has one of everything."""
    create_parole_essai(espace, thematiques=(enfance,))
    create_parole_essai(espace)
    create_constat_essai(espace, thematiques=(enfance,))
    ElementAfom.objects.create(espace=espace, thematique=enfance, quadrant="atout", texte="Un relais actif")
    Organisation.objects.create(espace=espace, nom="Commune de Civray", type="commune")
    base = build_contexte_base(espace, JOUR)
    chapitres = list(Chapitre.objects.filter(diagnostic=diagnostic).select_related("thematique"))
    for ligne in build_lignes(chapitres, base):
        shown = list(list_contenus(ligne.chapitre, build_contexte_base(espace, JOUR)))
        assert bool(ligne.comptes) == bool(shown), ligne.chapitre.titre
        comptes = {compte.singulier: compte.nombre for compte in ligne.comptes}
        assert comptes.get("parole", 0) == sum(isinstance(c, Citation) for c in shown)
        images = {c.singulier: c.nombre for c in count_contenus(shown)}.get("image", 0)
        assert sum(c.nombre for c in ligne.comptes if c.singulier == "image") == images


def test_every_package_declares_once_what_it_gives():
    assert {c.cle for c in contenus.get_all()} >= {
        "portrait_territoire", "portrait_themes", "indicateurs", "offre", "constats", "paroles", "afom", "acteurs",
    }  # fmt: skip


def test_the_annexe_of_a_convention_has_the_words_of_the_validated_version(espace, diagnostic, chargee):
    place = espace.membres.select_related("espace", "compte").get(compte=chargee)
    Chapitre.objects.filter(pk=get_chapitre(diagnostic).pk).update(voyons="# Les âges\n\nDes familles arrivent.")
    lignes = list_lignes(build_annexe(place, None))
    assert lignes[0].startswith("Diagnostic partagé, version 1, en cours d’écriture.")
    assert lignes[1:] == ["La population", "Ce que nous voyons", "Les âges", "Des familles arrivent."]
    validate_diagnostic(by=place, diagnostic=diagnostic, jour=JOUR, validation="le COPIL")
    Chapitre.objects.filter(diagnostic=diagnostic).update(voyons="Changé par derrière.")
    lignes = list_lignes(build_annexe(place, None))
    assert "validé le 12\u00a0juin\u00a02026 par le COPIL" in lignes[0]
    assert lignes[-1] == "Des familles arrivent."
    assert emplacements.list_apports("convention.annexe_1")
