"""What the CTG asks on the home of an espace, and what it shows there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from convive.convention.actions.ctg import SaisieCtg, create_ctg
from convive.convention.models import Ctg, Jalon, TypeJalon
from convive.convention.panels import build_manques, build_phrase, list_taches
from convive.convention.rules.avenants import Nature
from convive.convention.selectors.catalogue import get_parametres, list_jalons_usuels, list_visas
from convive.convention.selectors.ctg import get_dossier
from convive.espaces.selectors.membre import get_membre
from convive.socle.taches import Urgence
from tests.convention.factories import TODAY, create_avenant_essai, create_projet, create_suite

pytestmark = pytest.mark.django_db


def get_place(espace, compte):
    membre = get_membre(compte, espace.pk)
    assert membre is not None
    return membre


def list_libelles(espace, compte, today: date) -> list[str]:
    return [tache.libelle for tache in list_taches(get_place(espace, compte), today)]


def reach_annuels(ctg: Ctg, annee: int) -> None:
    for kind in TypeJalon.objects.filter(espace=ctg.espace, is_annuel=True):
        day = date(annee, 1, 10)
        Jalon.objects.create(ctg=ctg, type=kind, phase=kind.phase, libelle=kind.libelle, date_reelle=day)


def test_home_teaches_then_shows_the_ribbon(connecte, espace, chargee, elue):
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    assert "Saisir votre CTG" in page
    assert "Saisir notre CTG" in page
    assert "Saisir notre CTG" not in connecte(elue).get(f"/espaces/{espace.pk}/").content.decode()
    create_projet(espace, chargee)
    page = connecte(elue).get(f"/espaces/{espace.pk}/").content.decode()
    assert "Où en est la CTG" in page
    assert 'class="cv-ribbon"' in page


def test_home_without_the_right_to_read_shows_nothing_of_it(connecte, espace, ctg, chargee, administrateur):
    membre = get_place(espace, administrateur)
    assert list(list_taches(membre, TODAY())) == []
    assert connecte(administrateur).get(f"/espaces/{espace.pk}/").status_code == 403


def test_whoever_only_reads_has_nothing_to_do(espace, ctg, elue):
    assert list_libelles(espace, elue, TODAY()) == []


def test_deliberations_that_are_awaited_are_asked(espace, chargee):
    create_projet(espace, chargee)
    (tache,) = list_taches(get_place(espace, chargee), TODAY())
    assert tache.libelle == "Obtenir 3\xa0délibérations ou signatures"
    assert "Commune de Civray" in tache.precision


@pytest.mark.parametrize(
    ("mois", "attendues"),
    [
        (20, []),
        (17, ["Ouvrir l’évaluation de la CTG"]),
        (11, ["Ouvrir l’évaluation de la CTG", "Préparer la CTG suivante"]),
        (5, ["Ouvrir l’évaluation de la CTG", "Préparer la CTG suivante", "Proposer une prorogation"]),
    ],
)
def test_the_end_that_comes_is_told_in_time(espace, ctg, chargee, mois, attendues):
    today = ctg.date_fin - timedelta(days=round(mois * 30.44))
    reach_annuels(ctg, today.year)
    assert list_libelles(espace, chargee, today) == attendues


def test_what_is_done_is_no_longer_asked(espace, ctg, chargee):
    today = ctg.date_fin - timedelta(days=60)
    reach_annuels(ctg, today.year)
    Jalon.objects.create(ctg=ctg, phase="evaluation", libelle="Lancée", date_prevue=today)
    assert list_libelles(espace, chargee, today) == ["Préparer la CTG suivante", "Proposer une prorogation"]
    # A prorogation is written; then the next CTG exists.
    create_avenant_essai(ctg, chargee, Nature.PROROGATION, nouvelle_fin=ctg.date_fin + timedelta(days=180))
    assert "Proposer une prorogation" not in list_libelles(espace, chargee, today)
    debut = ctg.date_fin + timedelta(days=1)
    saisie = SaisieCtg(debut, debut + timedelta(days=1_000), "La suivante", ctg_precedente=ctg)
    create_ctg(by=chargee, espace=espace, saisie=saisie)
    assert list_libelles(espace, chargee, today) == [
        "Obtenir 3\xa0délibérations ou signatures",
        "Choisir ce que reprend « La suivante »",
    ]


def test_the_new_plan_validated_makes_a_prorogation_useless(espace, ctg, chargee):
    today = ctg.date_fin - timedelta(days=60)
    reach_annuels(ctg, today.year)
    for kind in TypeJalon.objects.filter(espace=espace, phase="renouvellement"):
        Jalon.objects.create(ctg=ctg, type=kind, phase=kind.phase, libelle=kind.libelle, date_reelle=TODAY())
    assert "Proposer une prorogation" not in list_libelles(espace, chargee, today)


def test_a_ctg_that_is_over_without_a_next_one_is_late(espace, ctg, chargee):
    (tache,) = list_taches(get_place(espace, chargee), ctg.date_fin + timedelta(days=3))
    assert (tache.libelle, tache.urgence) == ("Saisir la CTG suivante", Urgence.RETARD)


def test_a_year_without_a_committee_is_told_in_autumn(espace, ctg, chargee):
    annee = ctg.date_debut.year + 1
    assert list_libelles(espace, chargee, date(annee, 8, 31)) == []
    taches = list(list_taches(get_place(espace, chargee), date(annee, 9, 1)))
    assert [tache.libelle for tache in taches] == [
        f"Comité de pilotage de l’année ({annee})",
        f"Bilan de l’année ({annee})",
    ]
    assert "?type=" in taches[0].url


def test_each_thing_that_is_missing_leads_where_it_is_done(espace, chargee):
    projet = create_projet(espace, chargee)
    for kind in TypeJalon.objects.filter(espace=espace).exclude(phase__in=("pilotage", "evaluation", "renouvellement")):
        Jalon.objects.create(ctg=projet, type=kind, phase=kind.phase, libelle=kind.libelle, date_reelle=TODAY())
    dossier = get_dossier(get_place(espace, chargee), TODAY())
    lignes = {ligne.manque.libelle: (ligne.url, ligne.geste) for ligne in build_manques(dossier)}
    base = f"/espaces/{espace.pk}/ctg/{projet.pk}"
    assert lignes == {
        "Obtenir 3 délibérations": (f"{base}/signataires/", "Voir les signataires"),
        "Noter le jour de la signature": (f"{base}/modifier/", "Compléter"),
    }


def test_a_planned_milestone_is_changed_where_it_is(espace, ctg, chargee):
    dossier = get_dossier(get_place(espace, chargee), ctg.date_fin - timedelta(days=30))
    suite = next(ligne for ligne in build_manques(dossier) if ligne.manque.libelle == "Préparer la CTG suivante")
    assert suite.url == f"/espaces/{espace.pk}/ctg/{ctg.pk}/suite/"
    cadre = TypeJalon.objects.get(espace=espace, libelle__startswith="Cadre")
    jalon = Jalon.objects.create(ctg=ctg, type=cadre, phase="pilotage", libelle="Cadre", date_prevue=TODAY())
    lignes = build_manques(get_dossier(get_place(espace, chargee), TODAY()))
    assert [ligne.geste for ligne in lignes if ligne.url.endswith(f"/jalons/{jalon.pk}/")] == ["Modifier"]


def test_the_sentence_says_where_the_ctg_is(espace, ctg, chargee):
    membre = get_place(espace, chargee)

    def say(today: date, **champs: object) -> str:
        Ctg.objects.filter(pk=ctg.pk).update(**champs)
        return build_phrase(get_dossier(membre, today))

    debut = ctg.date_debut
    assert say(debut + timedelta(days=40)).startswith("1re année sur 5. En cours : le pilotage.")
    assert say(debut - timedelta(days=5)).startswith("Elle est signée et commence le 1er\xa0janvier")
    assert say(ctg.date_fin + timedelta(days=5)).startswith("Elle a pris fin le 31\xa0décembre")
    assert say(debut - timedelta(days=5), date_signature=None).startswith("Elle se prépare")
    assert "la signature n’est pas notée" in say(debut + timedelta(days=5), date_signature=None)


def test_catalogues_hold_together():
    parametres = get_parametres(date(2026, 1, 1))
    assert parametres.mois_evaluation > parametres.mois_renouvellement > parametres.mois_prorogation
    assert replace(parametres, annees_usuelles=5) == parametres
    libelles = [(row["phase"], row["libelle"]) for row in list_jalons_usuels(date(2026, 1, 1))]
    assert len(libelles) == len(set(libelles)) == 21
    assert list_jalons_usuels(date(2019, 1, 1)) == []
    assert "L. 2121-29" in list_visas("conseil_municipal", date(2026, 1, 1))[0]
    assert not any("2121-29" in visa for visa in list_visas("conseil_administration_caf", date(2026, 1, 1)))


def test_what_is_left_to_choose_is_asked_of_both_ctgs(espace, ctg, chargee):
    suite, proche = create_suite(ctg, chargee), ctg.date_fin - timedelta(days=60)
    base = f"/espaces/{espace.pk}/ctg/{suite.pk}/reprise/"
    taches = {t.libelle: t for t in list_taches(get_place(espace, chargee), TODAY())}
    tache = taches[f"Choisir ce que reprend « {suite} »"]
    assert (tache.url, tache.urgence) == (base, Urgence.PEUT_ATTENDRE)
    assert tache.precision == f"3\xa0éléments de « {ctg} » attendent un choix."
    taches = {t.libelle: t for t in list_taches(get_place(espace, chargee), proche)}
    assert taches[tache.libelle].urgence is Urgence.A_FAIRE
    for day, uuid in ((proche, ctg.pk), (TODAY(), suite.pk)):
        dossier = get_dossier(get_place(espace, chargee), day, uuid)
        asked = {ligne.manque.libelle: ligne for ligne in build_manques(dossier)}
        assert (asked[tache.libelle].url, asked[tache.libelle].geste) == (base, "Choisir")
    # Once signed, it is too late to be asked.
    Ctg.objects.filter(pk=suite.pk).update(date_signature=TODAY())
    assert tache.libelle not in list_libelles(espace, chargee, proche)
