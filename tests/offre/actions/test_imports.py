"""A file of services is read, checked, written, undone; sent twice, it changes nothing."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.comptes.conservation import get_regle, purges
from convive.comptes.registre import donnees_personnelles
from convive.espaces.actions.ecriture import Saisie
from convive.offre.actions.equipement import update_service
from convive.offre.actions.imports import (
    create_import,
    delete_import,
    import_lignes,
    restore_import,
    update_colonnes,
)
from convive.offre.exports.inventaire import FORMATS_EXPORT, render_inventaire
from convive.offre.models import ImportServices, ServiceEquipement
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.plan_import import build_plan
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_inventaire, create_service_essai, create_soutien_essai

pytestmark = pytest.mark.django_db
TITRES = ["Nom de la structure", "Type", "Commune", "Gestionnaire", "Places", "Agréé jusqu’au", "Remarques"]


@pytest.fixture
def membre(espace, chargee):
    return espace.membres.get(compte=chargee)


def envoie(membre, *lignes, titres=TITRES) -> ImportServices:
    tampon = io.StringIO()
    csv.writer(tampon, delimiter=";").writerows([titres, *lignes])
    recu = FichierRecu("inventaire.csv", "csv", tampon.getvalue().encode())
    return create_import(by=membre.compte, espace=membre.espace, fichier=recu)


def get_etat():
    """All that the inventory says, but the days and the versions."""
    champs = [
        field.attname
        for field in ServiceEquipement._meta.fields
        if field.name not in ("uuid", "created_at", "updated_at", "version", "date_verification")
    ]
    rows = ServiceEquipement.objects.order_by("nom", "pk")
    return [(tuple(map(str, (getattr(r, c) for c in champs))), {t.nom for t in r.thematiques.all()}) for r in rows]


def test_file_is_written_whole_then_undone(membre, espace):
    create_organisation_essai(espace, "Les Passeurs du Gué")
    connu = create_service_essai(espace, "Relais", "rpe", places=3, horaires="Le matin")
    avant = get_etat()
    fichier = envoie(
        membre,
        ["Crèche des Prés", "multi-accueil", "Civray", "Passeurs du gué", "24", "31/12/2027", "Un\nretour"],
        ["relais", "", "", "Inconnue", "0", "", ""],
    )
    plan = build_plan(membre, fichier)
    assert plan.bilan == {"crees": 1, "changes": 1, "ignorees": 0, "erreurs": 0}
    assert plan.lignes[1].effets == ["change\u00a0: places"]
    assert "pas dans l’annuaire" in plan.lignes[1].avertissements[0]
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    creche = ServiceEquipement.objects.get(nom="Crèche des Prés")
    assert (creche.code_commune, str(creche.gestionnaire), creche.places) == ("86078", "Les Passeurs du Gué", 24)
    assert (creche.agrement_fin, creche.precisions) == (date(2027, 12, 31), "Un\nretour")
    assert creche.thematiques.get().nom == "Petite enfance"
    connu.refresh_from_db()
    # Zero is a number; empty cells take nothing away.
    assert (connu.places, connu.horaires) == (0, "Le matin")
    fichier.refresh_from_db()
    assert (fichier.statut, fichier.lignes, len(fichier.ecrits)) == ("fait", [], 2)
    restore_import(by=membre.compte, fichier=fichier)
    assert get_etat() == avant
    with pytest.raises(OffreRefusee, match="rechargez la page"):
        restore_import(by=membre.compte, fichier=fichier)


def test_undoing_keeps_what_was_used_or_changed_since(membre, espace, chargee):
    ancien = create_organisation_essai(espace, "Ancien")
    create_organisation_essai(espace, "Nouveau")
    connu = create_service_essai(espace, "Relais", "rpe", places=3, gestionnaire_id=ancien.pk)
    lignes = [[nom, "multi-accueil", "", "", "1", "", ""] for nom in ("Intact", "Changé", "Soutenu")]
    fichier = envoie(membre, *lignes, ["Relais", "rpe", "", "Nouveau", "5", "", ""])
    import_lignes(membre=membre, fichier=fichier, is_tout=True)
    change = ServiceEquipement.objects.get(nom="Changé")
    update_service(by=chargee, service=change, saisie=Saisie({"places": 9}))
    create_soutien_essai(ServiceEquipement.objects.get(nom="Soutenu"))
    connu.refresh_from_db()
    update_service(by=chargee, service=connu, saisie=Saisie({"places": 6}, version=connu.version))
    restore_import(by=chargee, fichier=fichier)
    fichier.refresh_from_db()
    assert fichier.restes == [
        *("Changé\u00a0: a changé depuis", "Soutenu\u00a0: a servi depuis", "Relais\u00a0: places, changé depuis"),
    ]
    connu.refresh_from_db()
    assert (connu.places, connu.gestionnaire) == (6, ancien)
    assert sorted(ServiceEquipement.objects.values_list("nom", flat=True)) == ["Changé", "Relais", "Soutenu"]


def test_export_comes_back_identical(membre, espace):
    create_service_essai(
        espace,
        "=Piège ; et virgule, « guillemets »",
        "alsh_periscolaire",
        code_commune="86078",
        communes=("86084",),
        gestionnaire_id=create_organisation_essai(espace).pk,
        statut_gestion="regie",
        places=0,
        etp=Decimal("2.50"),
        latitude=Decimal("46.148"),
        longitude=Decimal("-0.3"),
        agrement_debut=date(2024, 9, 1),
        ps_percues=["ps_alsh_periscolaire", "psu"],
        bonus_percus=["bonus_territoire"],
        horaires="7 h 30\n18 h 30",
        siret="73282932000074",
        visible_public=False,
    )
    create_service_essai(espace, "Autre", "autre")
    avant = get_etat()
    for format in FORMATS_EXPORT:
        nom, rendu = render_inventaire(membre, format)
        recu = FichierRecu(nom, format, rendu.contenu)
        fichier = create_import(by=membre.compte, espace=espace, fichier=recu)
        plan = build_plan(membre, fichier)
        assert (format, plan.en_erreur, [ligne.effets for ligne in plan.lignes]) == (format, [], [[], []])
        with pytest.raises(OffreRefusee, match="Tout est déjà"):
            import_lignes(membre=membre, fichier=fichier, is_tout=True)
    assert get_etat() == avant


@pytest.mark.parametrize(
    ("ligne", "phrase"),
    [
        (["", "rpe", "", "", "", "", "x"], "Il manque le nom"),
        (["A", "", "", "", "", "", ""], "Il manque le type"),
        (["A", "Relai petite enfance", "", "", "", "", ""], "Peut-être"),
        (["A", "rpe", "Nullepart", "", "", "", ""], "n’est pas un code Insee"),
        (["A", "rpe", "", "", "beaucoup", "", ""], "nombre entier"),
        (["A", "rpe", "", "", "", "31/02/2026", ""], "n’est pas une date"),
    ],
)
def test_wrong_row_says_why_and_stops_the_whole(membre, ligne, phrase):
    fichier = envoie(membre, ligne, ["Bon", "rpe", "", "", "", "", ""])
    plan = build_plan(membre, fichier)
    assert phrase in plan.en_erreur[0].erreurs[0]
    with pytest.raises(OffreRefusee, match="tout ou rien"):
        import_lignes(membre=membre, fichier=fichier, is_tout=True)
    assert not ServiceEquipement.objects.exists()
    import_lignes(membre=membre, fichier=fichier, is_tout=False)
    assert ServiceEquipement.objects.get().nom == "Bon"


def test_rows_that_name_one_service_twice_or_several(membre, espace):
    create_service_essai(espace, "École", "ecole", code_commune="86078")
    create_service_essai(espace, "École", "ecole", code_commune="86084", uai="0750654D")
    titres = ["Service", "Type", "Commune", "UAI"]
    fichier = envoie(
        membre,
        ["École", "École", "", ""],
        ["École", "École", "86078", ""],
        ["école", "École", "86078", ""],
        ["Groupe scolaire", "", "", "0750654D"],
        titres=titres,
    )
    phrases = [ligne.erreurs or ligne.effets for ligne in build_plan(membre, fichier).lignes]
    assert "précisez la commune" in phrases[0][0]
    assert phrases[1] == []
    assert "autre ligne" in phrases[2][0]
    assert phrases[3] == ["change\u00a0: service"]


def test_limited_place_writes_what_it_will_still_see(espace, coordinatrice):
    membre = espace.membres.get(compte=coordinatrice)
    membre.thematiques.add(espace.thematiques.get(nom="Jeunesse"))
    membre = espace.membres.get(compte=coordinatrice)
    fichier = envoie(membre, ["A", "rpe", "", "", "", "", ""], ["B", "accueil de jeunes", "", "", "", "", ""])
    plan = build_plan(membre, fichier)
    assert "sortirait de vos limites" in plan.lignes[0].erreurs[0]
    assert plan.lignes[1].effets == ["ajoute le service"]


def test_columns_are_corrected_and_a_file_is_given_up(membre, chargee):
    fichier = envoie(membre, ["A", "B"], titres=["Type", "Truc"])
    with pytest.raises(OffreRefusee, match="nom du service"):
        update_colonnes(by=chargee, fichier=fichier, mapping={"type_cle": 0})
    update_colonnes(by=chargee, fichier=fichier, mapping={"nom": 1, "type_cle": 0, "places": 9})
    fichier.refresh_from_db()
    assert fichier.mapping == {"nom": 1, "type_cle": 0}
    # The same file, sent again, is the same draft.
    assert envoie(membre, ["A", "B"], titres=["Type", "Truc"]) == fichier
    donnees = next(d for d in donnees_personnelles.get_all() if d.model is ImportServices)
    assert donnees.export_ligne(fichier)["fichier"] == "inventaire.csv"
    delete_import(by=chargee, fichier=fichier)
    assert not ImportServices.objects.exists()


def test_abandoned_files_are_erased_after_a_month(membre):
    fichier = envoie(membre, ["A", "rpe", "", "", "", "", ""])
    ImportServices.objects.update(updated_at=timezone.now() - timedelta(days=31))
    limite = get_regle("imports_services_abandonnes").get_limite(timezone.now())
    envoie(membre, ["B", "rpe", "", "", "", "", ""])
    assert purges.get_all()["imports_services_abandonnes"](limite) == 1
    assert not ImportServices.objects.filter(pk=fichier.pk).exists()
    assert ImportServices.objects.count() == 1


def test_plan_asks_as_little_for_many_rows(membre, espace, django_assert_max_num_queries):
    create_inventaire(espace, 200)
    fichier = envoie(membre, *[[f"Service {rang:04}", "rpe", "", "", "5", "", ""] for rang in range(300)])
    with django_assert_max_num_queries(9):
        plan = build_plan(membre, fichier)
    assert plan.bilan["crees"] == 100
