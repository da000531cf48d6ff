"""A list of conventions is read, checked, written, undone; sent twice, it changes nothing."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.comptes.conservation import get_regle, purges
from convive.comptes.registre import donnees_personnelles
from convive.espaces.actions.cahier import update_ligne
from convive.espaces.actions.ecriture import Saisie
from convive.offre.actions.imports_cof import (
    create_import_cofs,
    delete_import_cofs,
    import_cofs,
    restore_import_cofs,
    update_colonnes_cofs,
)
from convive.offre.exports.cofs import list_lignes_cofs, render_cofs
from convive.offre.exports.inventaire import FORMATS_EXPORT
from convive.offre.models import Cof, ImportCofs
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.plan_import_cof import build_plan_cofs
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db
TITRES = ["N° COF", "Structure", "Commune", "Prestation", "Début", "Échéance"]


@pytest.fixture
def membre(espace, chargee):
    return espace.membres.get(compte=chargee)


@pytest.fixture
def creche(espace):
    return create_service_essai(espace, "Crèche des Prés", "multi_accueil", code_commune="86078")


@pytest.fixture
def relais(espace):
    return create_service_essai(espace, "Relais", "rpe")


def envoie(membre, *lignes, titres=TITRES) -> ImportCofs:
    tampon = io.StringIO()
    csv.writer(tampon, delimiter=";").writerows([titres, *lignes])
    recu = FichierRecu("conventions.csv", "csv", tampon.getvalue().encode())
    return create_import_cofs(by=membre.compte, espace=membre.espace, fichier=recu)


def get_etat():
    return [
        (cof.numero, cof.type_ps, cof.date_debut, cof.date_fin, sorted(s.nom for s in cof.services.all()))
        for cof in Cof.objects.order_by("numero", "date_debut")
    ]


def test_list_is_written_whole_then_undone(membre, espace, creche, relais):
    connue = create_cof_essai(relais.espace, relais, numero="22-104")
    avant = get_etat()
    fichier = envoie(
        membre,
        ["23-001", "Crèche des Prés", "Civray", "psu", "01/01/2023", "31/12/2026"],
        ["23-001", "relais", "", "", "01/01/2023", ""],
        ["22-104", "creche des pres; Inconnue", "", "", "", "31/12/2029"],
    )
    plan = build_plan_cofs(membre, fichier)
    assert [ligne.erreurs for ligne in plan.lignes] == [[], [], []]
    assert plan.bilan == {"crees": 1, "changes": 1, "ignorees": 0, "erreurs": 0}
    assert plan.lignes[0].effets == ["ajoute la convention", "la rattache à un service"]
    assert plan.lignes[1].effets == ["la rattache à un service"]
    assert plan.lignes[2].effets == ["change : au", "la rattache à un service"]
    assert "« Inconnue » n’est pas dans l’inventaire" in plan.lignes[2].avertissements[0]
    assert get_etat() == avant
    import_cofs(membre=membre, fichier=fichier, is_tout=True)
    assert get_etat()[1][2:] == (date(2023, 1, 1), date(2026, 12, 31), ["Crèche des Prés", "Relais"])
    connue.refresh_from_db()
    assert (connue.date_fin, connue.services.count(), connue.version) == (date(2029, 12, 31), 2, 2)
    fichier.refresh_from_db()
    assert (fichier.statut, fichier.lignes, len(fichier.ecrits)) == ("fait", [], 2)
    restore_import_cofs(by=membre.compte, fichier=fichier)
    assert get_etat() == avant
    with pytest.raises(OffreRefusee, match="rechargez la page"):
        restore_import_cofs(by=membre.compte, fichier=fichier)


def test_rows_that_contradict_or_lack_a_day_say_so(membre, espace, creche, relais):
    create_cof_essai(relais.espace, relais, numero="22-104")
    create_cof_essai(relais.espace, relais, numero="20-001", debut=date(2020, 1, 1), fin=date(2021, 1, 1))
    create_cof_essai(relais.espace, relais, numero="20-001", debut=date(2021, 1, 2), fin=date(2022, 1, 1))
    create_service_essai(espace, "Jumelle", "rpe")
    create_service_essai(espace, "Jumelle", "rpe")
    fichier = envoie(
        membre,
        ["", "Relais", "", "", "", ""],
        ["24-1", "", "", "Rien de tel", "01/01/2024", "31/12/2024"],
        ["24-2", "", "", "", "01/01/2024", ""],
        ["24-3", "", "", "", "01/01/2024", "01/01/2023"],
        ["24-4", "", "", "", "01/01/2024", "31/12/2024"],
        ["24-4", "", "", "", "02/01/2024", "31/12/2024"],
        ["22-104", "", "", "", "", "01/01/1990"],
        ["20-001", "", "", "", "", "01/01/2030"],
        ["24-5", "Jumelle", "", "", "01/01/2024", "31/12/2024"],
    )
    plan = build_plan_cofs(membre, fichier)
    assert [" ".join(ligne.erreurs) for ligne in plan.lignes] == [
        "Il manque le numéro de la convention.",
        "Prestation de service : « Rien de tel » n’est pas une prestation de service connue.",
        "Il manque le dernier jour de la convention.",
        "Le dernier jour vient avant le premier.",
        "",
        "Une autre ligne de cette convention dit autre chose : Du.",
        "Le dernier jour viendrait avant le premier, celui de la convention déjà notée.",
        "Plusieurs conventions portent ce numéro : précisez leur premier jour.",
        "Plusieurs services s’appellent « Jumelle » : précisez la commune.",
    ]
    with pytest.raises(OffreRefusee, match="tout ou rien"):
        import_cofs(membre=membre, fichier=fichier, is_tout=True)
    import_cofs(membre=membre, fichier=fichier, is_tout=False)
    assert Cof.objects.filter(numero="24-4").count() == 1
    assert not Cof.objects.filter(numero="24-5").exists()


def test_same_number_twice_is_told_by_its_first_day(membre, relais):
    create_cof_essai(relais.espace, relais, numero="20-001", debut=date(2020, 1, 1), fin=date(2021, 1, 1))
    seconde = create_cof_essai(relais.espace, relais, numero="20-001", debut=date(2021, 1, 2), fin=date(2022, 1, 1))
    fichier = envoie(membre, ["20-001", "", "", "", "02/01/2021", "31/12/2023"])
    import_cofs(membre=membre, fichier=fichier, is_tout=True)
    seconde.refresh_from_db()
    assert seconde.date_fin == date(2023, 12, 31)


def test_undoing_keeps_what_was_changed_since(membre, chargee, creche, relais):
    connue = create_cof_essai(relais.espace, relais, numero="22-104", debut=date(2022, 1, 1), fin=date(2025, 12, 31))
    fichier = envoie(
        membre,
        ["24-1", "", "", "", "01/01/2024", "31/12/2024"],
        ["24-2", "", "", "", "01/01/2024", "31/12/2024"],
        ["22-104", "Crèche des Prés", "", "", "", "31/12/2026"],
    )
    import_cofs(membre=membre, fichier=fichier, is_tout=True)
    changee = Cof.objects.get(numero="24-2")
    jours = {"date_debut": date(2024, 1, 1), "date_fin": date(2025, 12, 31)}
    update_ligne(
        by=chargee,
        ligne=changee,
        saisie=Saisie({"numero": "24-2", "type_ps": "", **jours}, changee.version),
    )
    connue.refresh_from_db()
    valeurs = {"numero": "22-104", "type_ps": connue.type_ps, "date_debut": connue.date_debut}
    update_ligne(
        by=chargee,
        ligne=connue,
        saisie=Saisie({**valeurs, "date_fin": date(2027, 12, 31)}, connue.version),
    )
    restore_import_cofs(by=chargee, fichier=fichier)
    fichier.refresh_from_db()
    assert fichier.restes == ["24-2\u00a0: a changé depuis", "22-104\u00a0: ses dates, changé depuis"]
    assert not Cof.objects.filter(numero="24-1").exists()
    connue.refresh_from_db()
    assert (connue.date_fin, [s.nom for s in connue.services.all()]) == (date(2027, 12, 31), ["Relais"])


def test_dates_that_cannot_be_given_back_stay(membre, chargee, relais):
    connue = create_cof_essai(relais.espace, relais, numero="22-104", debut=date(2022, 1, 1), fin=date(2022, 12, 31))
    fichier = envoie(membre, ["22-104", "", "", "", "", "31/12/2026"])
    import_cofs(membre=membre, fichier=fichier, is_tout=True)
    Cof.objects.filter(pk=connue.pk).update(date_debut=date(2024, 1, 1))
    restore_import_cofs(by=chargee, fichier=fichier)
    fichier.refresh_from_db()
    connue.refresh_from_db()
    assert fichier.restes == ["22-104\u00a0: ses dates, changé depuis"]
    assert connue.date_fin == date(2026, 12, 31)


@pytest.mark.parametrize("format", FORMATS_EXPORT)
def test_export_brought_back_changes_nothing(membre, espace, creche, relais, format):
    cof = create_cof_essai(relais.espace, relais, numero="22-104")
    cof.services.add(creche)
    Cof.objects.create(espace=espace, numero="sans service", date_debut=date(2024, 1, 1), date_fin=date(2024, 12, 31))
    assert len(list_lignes_cofs(membre)) == 3
    nom, rendu = render_cofs(membre, format)
    recu = FichierRecu(nom, format, rendu.contenu)
    fichier = create_import_cofs(by=membre.compte, espace=espace, fichier=recu)
    plan = build_plan_cofs(membre, fichier)
    assert [ligne.erreurs for ligne in plan.lignes] == [[], [], []]
    assert plan.bilan == {"crees": 0, "changes": 0, "ignorees": 3, "erreurs": 0}
    with pytest.raises(OffreRefusee, match="rien à importer"):
        import_cofs(membre=membre, fichier=fichier, is_tout=True)


def test_columns_are_corrected_and_a_draft_is_given_up(membre):
    fichier = envoie(membre, ["A-1", "01/01/2024", "31/12/2024"], titres=["Numéro", "Du", "Vu le"])
    assert build_plan_cofs(membre, fichier).en_erreur
    with pytest.raises(OffreRefusee, match="quelle colonne"):
        update_colonnes_cofs(by=membre.compte, fichier=fichier, mapping={"date_debut": 1})
    update_colonnes_cofs(by=membre.compte, fichier=fichier, mapping={"numero": 0, "date_debut": 1, "date_fin": 2})
    fichier.refresh_from_db()
    assert build_plan_cofs(membre, fichier).bilan["crees"] == 1
    delete_import_cofs(by=membre.compte, fichier=fichier)
    assert not ImportCofs.objects.exists()


def test_drafts_left_behind_are_erased(membre):
    fichier = envoie(membre, ["A-1", "", "", "", "01/01/2024", "31/12/2024"])
    ImportCofs.objects.update(updated_at=timezone.now() - timedelta(days=31))
    limite = get_regle("imports_cofs_abandonnes").get_limite(timezone.now())
    envoie(membre, ["B-1", "", "", "", "01/01/2024", "31/12/2024"])
    donnees = next(d for d in donnees_personnelles.get_all() if d.model is ImportCofs)
    assert donnees.export_ligne(fichier)["fichier"] == "conventions.csv"
    assert purges.get_all()["imports_cofs_abandonnes"](limite) == 1
    assert ImportCofs.objects.get().pk != fichier.pk


def test_limited_place_attaches_what_it_sees_and_makes_no_double(espace, coordinatrice, creche, relais):
    create_cof_essai(espace, creche, numero="C-1")
    jeunesse = espace.thematiques.get(nom="Jeunesse")
    creche.thematiques.set([espace.thematiques.get(nom="Petite enfance")])
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    membre = espace.membres.get(compte=coordinatrice)
    fichier = envoie(
        membre,
        ["C-1", "", "", "", "", "31/12/2030"],
        ["C-2", "Crèche des Prés", "", "", "01/01/2024", "31/12/2024"],
    )
    plan = build_plan_cofs(membre, fichier)
    assert plan.lignes[0].erreurs == ["Une convention de ce numéro existe déjà, pour un service hors de vos limites."]
    assert "n’est pas dans l’inventaire" in plan.lignes[1].avertissements[0]


def test_plan_asks_as_much_for_one_row_as_for_many(membre, relais, django_assert_max_num_queries):
    lignes = [[f"A-{rang}", "Relais", "", "", "01/01/2024", "31/12/2024"] for rang in range(40)]
    fichier = envoie(membre, *lignes)
    with django_assert_max_num_queries(6):
        assert build_plan_cofs(membre, fichier).bilan["crees"] == 40
