"""An existing plan comes in, is corrected, comes in again with its differences, and goes out again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Organisation, Personne, StatutImport
from convive.comptes.conservation import get_regle, purges
from convive.espaces.models import Membre
from convive.journal.models import Geste, Journal
from convive.plan_action.actions.imports import (
    create_import,
    delete_import,
    import_plan,
    restore_import,
    update_choix,
    update_lecture,
)
from convive.plan_action.models import (
    CorrespondancePlan,
    FicheAction,
    ImportPlan,
    MeteoFiche,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
)
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.prevision_import import build_prevision
from tests.plan_action.lecteur_plans.fabrique import build_xlsx

pytestmark = pytest.mark.django_db
TITRES = ["Axe", "Objectif", "N°", "Action", "Pilotes", "Structure porteuse", "Partenaires", "Public", "Calendrier", "Budget 2026", "Part Caf", "Statut", "Indicateur", "Cible", "Thématique CTG"]  # fmt: skip
LIGNES = [
    ["Axe 1 – Enfance", "1.1 Accueillir", "1.1.1", "Ouvrir un lieu", "Anne Bo\nLuc Da", "Association des Gués", "Caf", "Parents, enfants", "2026", 12000, 5000, "en cours", "Familles venues", 30, ""],
    ["", "", "1.1.2", "Animer un réseau", "Luc Da", "", "MSA", "", "T3 2026", "3 k€", "", "fait", "", "", ""],
    ["Axe 2 – Jeunesse", "2.1 Bouger", "2.1.1", "Équiper un van", "", "", "", "Collégiens", "en continu", "", "", "vert", "", "", ""],
    ["TOTAL", "", "", "", "", "", "", "", "", 15000, 5000, "", "", "", ""],
]  # fmt: skip


@pytest.fixture
def membre(espace, ctg, chargee) -> Membre:
    found = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    found.espace = ctg.espace
    return found


@pytest.fixture
def annuaire(espace, chargee) -> dict[str, object]:
    return {
        "anne": Personne.objects.create(espace=espace, prenom="Anne", nom="Bo"),
        "gues": Organisation.objects.create(espace=espace, nom="Association des Gués", created_by=chargee),
        "caf": Organisation.objects.create(espace=espace, nom="Caisse d’allocations familiales du Val", sigle="Caf"),
    }


def build(lignes=LIGNES) -> FichierRecu:
    return FichierRecu("plan.xlsx", "xlsx", build_xlsx({"Plan": [TITRES, *lignes]}))


def test_import_writes_the_tree_the_actions_and_what_hangs_on_them(membre, ctg, annuaire):
    recu = build()
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=recu)
    # Sent twice, it is one draft.
    assert create_import(by=membre.compte, ctg=ctg, fichier=recu) == fichier
    assert not FicheAction.objects.exists()
    prevision = import_plan(membre=membre, fichier=fichier)
    assert len(prevision.creees) == 3
    assert [(n.code, n.libelle, n.niveau.nom_singulier) for n in NoeudPlan.objects.order_by("ordre")] == [
        ("Axe 1", "Enfance", "Axe"),
        ("1.1", "Accueillir", "Objectif"),
        ("Axe 2", "Jeunesse", "Axe"),
        ("2.1", "Bouger", "Objectif"),
    ]
    ouvrir, animer, van = FicheAction.objects.order_by("ordre")
    assert (ouvrir.code, ouvrir.titre, ouvrir.noeud.libelle, ouvrir.statut) == (
        "1.1.1",
        "Ouvrir un lieu",
        "Accueillir",
        "en_cours",
    )
    assert (ouvrir.date_debut, ouvrir.date_fin, ouvrir.calendrier_texte) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
        "2026",
    )
    assert list(ouvrir.pilotes.all()) == [annuaire["anne"]]
    assert ouvrir.organisation_porteuse == annuaire["gues"]
    assert [p.organisation for p in ouvrir.partenaires.all()] == [annuaire["caf"]]
    assert [(b.annee, b.sens, b.financeur, float(b.montant_prevu)) for b in ouvrir.budget.all()] == [
        (2026, "charge", None, 12000.0),
        (None, "produit", annuaire["caf"], 5000.0),
    ]
    assert [(i.libelle, float(i.cible)) for i in ouvrir.indicateurs.all()] == [("Familles venues", 30.0)]
    assert sorted(ouvrir.publics) == ["enfants", "parents"]
    # Nobody was created; who has no card is in a note of the team.
    assert Personne.objects.count() == 1
    assert "Pilotes : Luc Da" in NoteSuivi.objects.get(fiche=ouvrir).texte
    assert (animer.statut, animer.date_debut, animer.date_fin, animer.calendrier_texte) == (
        "realisee",
        date(2026, 7, 1),
        date(2026, 9, 30),
        "T3 2026",
    )
    # « vert » is a colour: the action waits for someone to say where it is.
    assert (van.statut, van.statut_texte, van.calendrier_texte) == ("a_preparer", "vert", "en continu")
    assert ouvrir.completude > 0
    assert ouvrir.versions.count() == 1
    fichier.refresh_from_db()
    assert (fichier.statut, fichier.lecture, fichier.bilan["creees"]) == (StatutImport.FAIT, {}, 3)
    assert Journal.objects.filter(geste=Geste.IMPORTER, objet_uuid=fichier.pk).count() == 1
    with pytest.raises(PlanRefuse, match="étape suivante"):
        import_plan(membre=membre, fichier=fichier)


def test_corrections_are_remembered_and_cards_are_created_only_when_asked(membre, ctg, annuaire):
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build())
    update_lecture(by=membre.compte, fichier=fichier, corrections={"statuts": {"vert": "realisee"}})
    update_choix(
        by=membre.compte, fichier=fichier, choix={"personnes": {"Luc Da": "creer"}, "organisations": {"MSA": "creer"}}
    )
    fichier.refresh_from_db()
    import_plan(membre=membre, fichier=fichier)
    assert FicheAction.objects.get(code="2.1.1").statut == "realisee"
    luc = Personne.objects.get(nom="Da")
    assert (luc.prenom, luc.source, luc.fiches_pilotees.count()) == ("Luc", "Import d’un plan", 2)
    assert Organisation.objects.get(nom="MSA").partenariats_fiches.count() == 1
    assert CorrespondancePlan.objects.get().correspondances == {"statuts": {"vert": "realisee"}}
    autre = create_import(by=membre.compte, ctg=ctg, fichier=build(LIGNES[2:3]))
    assert build_prevision(membre, autre).actions[0].valeurs["statut"] == "realisee"
    with pytest.raises(PlanRefuse, match="plus aucune action"):
        update_lecture(
            by=membre.compte,
            fichier=autre,
            corrections={"champs": {"action": "ignore", "n°": "ignore", "axe": "ignore", "objectif": "ignore"}},
        )


def test_the_same_file_changes_nothing_and_an_edited_one_says_its_differences(membre, ctg, annuaire):
    import_plan(membre=membre, fichier=create_import(by=membre.compte, ctg=ctg, fichier=build()))
    encore = create_import(by=membre.compte, ctg=ctg, fichier=build())
    assert build_prevision(membre, encore).is_vide
    with pytest.raises(PlanRefuse, match="ne changerait rien"):
        import_plan(membre=membre, fichier=encore)
    edite = [list(ligne) for ligne in LIGNES]
    edite[0][3], edite[0][9], edite[0][11] = "Ouvrir un lieu d’accueil", 13000, "réalisé"
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build(edite))
    prevision = build_prevision(membre, fichier)
    assert [action.changes for action in prevision.changees] == [
        [
            ("titre", "Ouvrir un lieu", "Ouvrir un lieu d’accueil"),
            ("statut", "En cours", "Réalisée"),
            ("statut, tel qu’importé", "en cours", "réalisé"),
            ("budget", "17\u202f000\u00a0€", "18\u202f000\u00a0€"),
        ]
    ]
    import_plan(membre=membre, fichier=fichier)
    fiche = FicheAction.objects.get(code="1.1.1")
    assert (fiche.titre, fiche.statut, fiche.version, fiche.budget.count()) == (
        "Ouvrir un lieu d’accueil",
        "realisee",
        2,
        2,
    )
    assert fiche.versions.count() == 2
    # Undone, it says again what it said, except what someone changed since.
    fiche.statut = "en_pause"
    fiche.save()
    restore_import(by=membre.compte, fichier=fichier)
    fiche.refresh_from_db()
    assert (fiche.titre, fiche.statut) == ("Ouvrir un lieu", "en_pause")
    assert sorted(float(ligne.montant_prevu) for ligne in fiche.budget.all()) == [5000.0, 12000.0]
    fichier.refresh_from_db()
    assert fichier.restes == ["1.1.1 Ouvrir un lieu\u00a0: statut, changé depuis"]


def test_undo_takes_all_out_except_what_someone_touched(membre, ctg, annuaire):
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build())
    update_choix(by=membre.compte, fichier=fichier, choix={"personnes": {"Luc Da": "creer"}})
    fichier.refresh_from_db()
    import_plan(membre=membre, fichier=fichier)
    touchee = FicheAction.objects.get(code="1.1.1")
    MeteoFiche.objects.create(
        fiche=touchee, regard="pilote", niveau="atteignables", phrase="Ça avance.", date=timezone.localdate()
    )
    restore_import(by=membre.compte, fichier=fichier)
    assert list(FicheAction.objects.values_list("code", flat=True)) == ["1.1.1"]
    # What holds it stays: its objective, its axis, their levels, its pilote.
    assert sorted(NoeudPlan.objects.values_list("code", flat=True)) == ["1.1", "Axe 1"]
    assert NiveauPlan.objects.count() == 2
    assert Personne.objects.filter(nom="Da").exists()
    fichier.refresh_from_db()
    assert fichier.statut == StatutImport.ANNULE
    assert "1.1.1 Ouvrir un lieu\u00a0: a servi depuis" in fichier.restes
    with pytest.raises(PlanRefuse, match="étape suivante"):
        restore_import(by=membre.compte, fichier=fichier)


def test_undo_of_an_untouched_import_leaves_nothing(membre, ctg, annuaire):
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build())
    import_plan(membre=membre, fichier=fichier)
    restore_import(by=membre.compte, fichier=fichier)
    assert not FicheAction.objects.exists()
    assert not NoeudPlan.objects.exists()
    assert not NiveauPlan.objects.exists()
    fichier.refresh_from_db()
    assert fichier.restes == []


def test_a_file_left_behind_is_erased_and_a_bad_one_is_refused(membre, ctg):
    with pytest.raises(PlanRefuse, match="titres de ce fichier"):
        create_import(by=membre.compte, ctg=ctg, fichier=FichierRecu("a.csv", "csv", b"Nom;Tel\nBo;12\n"))
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build())
    delete_import(by=membre.compte, fichier=fichier)
    assert not ImportPlan.objects.exists()
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build())
    limite = get_regle("imports_plan_abandonnes").get_limite(timezone.now())
    ImportPlan.objects.update(updated_at=limite - timedelta(days=1))
    assert purges.get_all()["imports_plan_abandonnes"](limite) == 1


def test_an_import_that_is_killed_leaves_nothing_half_written(membre, ctg, annuaire, monkeypatch):
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build())
    update_choix(by=membre.compte, fichier=fichier, choix={"personnes": {"Luc Da": "creer"}})
    fichier.refresh_from_db()
    avant = Journal.objects.count()
    with monkeypatch.context() as patch:
        # The last thing that is written: all the rest is there when it falls.
        patch.setattr("convive.plan_action.actions.imports.record_import", lambda *_args, **_kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            import_plan(membre=membre, fichier=fichier)
    for modele in (FicheAction, NoeudPlan, NiveauPlan, NoteSuivi):
        assert not modele.objects.exists()
    assert Personne.objects.count() == 1
    assert Journal.objects.count() == avant
    fichier.refresh_from_db()
    assert fichier.statut == StatutImport.PREPARE
    import_plan(membre=membre, fichier=fichier)
    assert FicheAction.objects.count() == 3


def test_an_action_put_elsewhere_in_the_file_is_shown_then_moved_and_comes_back(membre, ctg, annuaire):
    import_plan(membre=membre, fichier=create_import(by=membre.compte, ctg=ctg, fichier=build()))
    edite = [list(ligne) for ligne in LIGNES]
    # « Animer un réseau » goes under another objective of its axis, which is new.
    edite[1][1] = "1.2 Relier"
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=build(edite))
    prevision = build_prevision(membre, fichier)
    assert [(a.lue.titre, a.changes) for a in prevision.changees] == [
        ("Animer un réseau", [("place dans le plan", "Enfance › Accueillir", "Enfance › Relier")])
    ]
    import_plan(membre=membre, fichier=fichier)
    animer = FicheAction.objects.select_related("noeud__parent").get(code="1.1.2")
    assert (animer.noeud.code, animer.noeud.parent.libelle) == ("1.2", "Enfance")
    assert FicheAction.objects.get(code="1.1.1").noeud.libelle == "Accueillir"
    restore_import(by=membre.compte, fichier=fichier)
    animer.refresh_from_db()
    assert animer.noeud.libelle == "Accueillir"
    assert not NoeudPlan.objects.filter(libelle="Relier").exists()


def test_a_file_that_says_no_place_moves_nothing(membre, ctg, annuaire):
    import_plan(membre=membre, fichier=create_import(by=membre.compte, ctg=ctg, fichier=build()))
    sans_axe = FichierRecu("suivi.csv", "csv", "N°;Action;Statut\n1.1.2;Animer un réseau;reporté\n".encode())
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=sans_axe)
    assert [champ for champ, _, _ in build_prevision(membre, fichier).changees[0].changes] == [
        "statut",
        "statut, tel qu’importé",
    ]
    import_plan(membre=membre, fichier=fichier)
    assert FicheAction.objects.get(code="1.1.2").noeud.libelle == "Accueillir"


def test_our_own_word_for_a_status_does_not_replace_the_one_of_the_territory(membre, ctg, annuaire):
    import_plan(membre=membre, fichier=create_import(by=membre.compte, ctg=ctg, fichier=build()))
    FicheAction.objects.filter(code="1.1.2").update(statut_texte="fait, bravo")
    suivi = FichierRecu("suivi.csv", "csv", "N°;Action;Statut\n1.1.2;Animer un réseau;Réalisée\n".encode())
    assert build_prevision(membre, create_import(by=membre.compte, ctg=ctg, fichier=suivi)).is_vide


def test_word_of_status_said_once_serves_the_files_of_other_shapes(chargee, ctg, membre):
    lignes = [["Action", "Pilote", "Statut"], ["Ouvrir", "Anne Bo", "en chantier"], ["Animer", "Luc Da", "en continu"]]
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("a.xlsx", "xlsx", build_xlsx({"Plan": lignes})))
    assert build_prevision(membre, fichier).plan.statuts == {"en chantier": None, "en continu": None}
    dits = {"statuts": {"en chantier": "en_cours", "en continu": "perennisee"}}
    update_lecture(by=chargee, fichier=fichier, corrections=dits)
    autre = [
        ["Intitulé de l’action", "État", "Année"],
        ["Équiper", "En chantier", "2026"],
        ["Aller", "en cours", "2027"],
    ]
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("b.xlsx", "xlsx", build_xlsx({"Suivi": autre})))
    assert [action.statut for action in build_prevision(membre, fichier).plan.actions] == ["en_cours", "en_cours"]
    # What this file says otherwise is remembered for its shape alone, then for the next ones.
    update_lecture(by=chargee, fichier=fichier, corrections={"statuts": {"en chantier": "a_preparer"}})
    fichier.refresh_from_db()
    assert build_prevision(membre, fichier).plan.actions[0].statut == "a_preparer"
