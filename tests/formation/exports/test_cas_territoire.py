"""A case drawn from a real territory: its figures are right, its key is computed, nobody's name is left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne
from convive.diagnostic.models import Enjeu
from convive.espaces.models import Membre, Thematique
from convive.formation.actions.atelier import create_atelier_territoire
from convive.formation.exports.cas_territoire import build_cas_espace, build_cas_perimetre, list_textes
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import build_cas
from convive.formation.rules.masquage import fold
from convive.formation.selectors.feuilles import read_contenu_atelier
from convive.plan_action.rules.statuts import Statut
from convive.territoires.selectors import get_perimetre
from tests.convention.factories import create_ctg_essai
from tests.espaces.factories import CIVRAISIEN
from tests.formation.factories_atelier import create_salle_essai
from tests.plan_action.factories import create_fiche, create_organisation, create_personne

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chiffres_base")]
TODAY = timezone.localdate


@pytest.fixture
def territoire(espace, chargee):
    """An espace with people, organisations and a plan that names them in its titles."""
    enfance, jeunesse = Thematique.objects.filter(espace=espace).order_by("ordre")[:2]
    ctg = create_ctg_essai(espace, chargee)
    organisation = create_organisation(espace, "Les Passeurs du Civraisien")
    Organisation.objects.filter(pk=organisation.pk).update(sigle="LPC")
    pilote = create_personne(espace, nom="Tournebride")
    create_fiche(
        ctg,
        "Ouvrir un relais à Civray avec LPC et Mme Tournebride",
        code="1.1",
        organisation_porteuse=organisation,
        statut=Statut.EN_COURS,
        pilotes=[pilote],
        thematiques=[enfance],
        date_fin=TODAY() - timedelta(days=9),
    )
    create_fiche(ctg, "Écrire à a.tournebride@civray.fr", code="1.2", statut=Statut.VALIDEE, thematiques=[enfance])
    create_fiche(ctg, "Fermer le bureau", code="1.3", statut=Statut.ABANDONNEE)
    enjeu = Enjeu.objects.create(espace=espace, libelle="Les jeunes de Savigné partent")
    enjeu.thematiques.set([jeunesse])
    return espace


def get_place(espace, compte) -> Membre:
    return Membre.objects.select_related("espace", "compte").get(espace=espace, compte=compte)


def build(espace, compte):
    return build_cas_espace(get_place(espace, compte), "territoire_essai", 4, TODAY())


def test_no_real_name_is_left_anywhere(territoire, chargee):
    perimetre = get_perimetre(CIVRAISIEN)
    reels = [perimetre.nom, territoire.nom, chargee.nom_affiche, chargee.email, "Tournebride", "LPC", "Passeurs"]
    reels += [commune.nom for commune in perimetre.communes] + [commune.code for commune in perimetre.communes]
    reels += [commune.departement_nom for commune in perimetre.communes if commune.departement_nom]
    reels += Personne.objects.filter(espace=territoire).values_list("nom", flat=True)
    reels += Organisation.objects.filter(espace=territoire).exclude(nom="Caf").values_list("nom", flat=True)
    texte = f" {fold('\n'.join(list_textes(build(territoire, chargee))))} "

    trouves = [nom for nom in reels if f" {fold(nom)} " in texte.replace(",", " ").replace(".", " ")]

    assert trouves == []
    assert "mme ardouvin" in texte


def test_key_is_what_the_plan_and_the_diagnosis_say(territoire, chargee):
    cas = build_cas(build(territoire, chargee))
    cle = {row.question: row.reponse for row in cas.corrige}

    assert cle["Quelles actions actives n’ont pas de pilote\u00a0?"].startswith("1.2 Écrire à [adresse]")
    assert "9 jours" in cle["Quelles actions sont en retard\u00a0?"].replace("\u00a0", " ")
    assert cle["Quelles actions sont en retard\u00a0?"].startswith("1.1 ")
    assert "1.3" not in cle["Quelles actions n’ont pas d’échéance\u00a0?"]
    enfance, jeunesse = Thematique.objects.filter(espace=territoire).order_by("ordre").values_list("nom", flat=True)[:2]
    assert cle["Quelles thématiques du diagnostic n’ont pas d’action ouverte\u00a0?"] == f"{jeunesse}."
    assert cle["Quelles thématiques du plan ne sont pas dans le diagnostic\u00a0?"] == f"{enfance}."


def test_figures_keep_their_year_and_source_and_what_is_unknown_is_a_word(territoire, chargee):
    cas = build_cas(build(territoire, chargee))
    (chiffres,) = [row for row in cas.documents if row.cle == "chiffres"]

    assert chiffres.lignes
    for _, valeur, annee, _, source in chiffres.lignes:
        assert valeur
        assert annee
        assert source or not valeur[0].isdigit()


def test_somebody_who_only_reads_gets_what_she_reads(territoire, lectrice, chargee):
    titres = [ligne[0] for ligne in build(territoire, lectrice)["documents"][1]["lignes"]]

    assert titres == ["1.1", "1.2", "1.3"]
    formes = build_cas(build_cas_perimetre(get_perimetre(CIVRAISIEN), "territoire_x", 4, TODAY()))
    assert [row.cle for row in formes.documents] == ["chiffres"]
    assert sum(row.minutes for row in formes.consignes) == 60


def test_case_becomes_an_atelier_like_the_others_until_the_session_is_over(territoire, chargee):
    session, _ = create_salle_essai(chargee)
    atelier = create_atelier_territoire(by=chargee, session=session, donnees=build(territoire, chargee))
    atelier.refresh_from_db()

    contenu = read_contenu_atelier(atelier)
    assert contenu.cas.corrige
    assert contenu.feuille.minutes == 90
    assert atelier.ouvert_le is None
    session.etat = "terminee"
    session.save()
    with pytest.raises(FormationRefusee):
        create_atelier_territoire(by=chargee, session=session, donnees=build(territoire, chargee))
