"""`convive plan import`: the same reading for a program as on the page, then the same import."""

import io
import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from convive.acteurs.models import StatutImport
from convive.journal.models import Geste, Journal
from convive.plan_action.actions.imports import restore_import
from convive.plan_action.lecteur_plans.plan import read_plan
from convive.plan_action.models import CorrespondancePlan, FicheAction, ImportPlan

pytestmark = pytest.mark.django_db
CONTENU = b"Axe;Action;Gus;Statut\r\nAxe 1 : Enfance;Ouvrir;Anne Bo;fait\r\nTotal;;;\r\n"


@pytest.fixture
def fichier(tmp_path):
    chemin = tmp_path / "plan.csv"
    chemin.write_bytes(CONTENU)
    return chemin


def lire(fichier, espace, *options) -> str:
    sortie = io.StringIO()
    call_command("plan", "import", str(fichier), "--espace", str(espace), "--dry-run", *options, stdout=sortie)
    return sortie.getvalue()


def test_dry_run_says_what_would_be_taken_and_writes_nothing(espace, fichier):
    lecture = json.loads(lire(fichier, espace.pk, "--json"))
    assert set(lecture) == {"arbre", "actions", "indicateurs_noeuds", "warnings", "duree_s"}
    assert lecture["arbre"] == [{"rang": 1, "numero": "1", "titre": "Enfance", "parent": None}]
    assert lecture["actions"] == [
        {
            "source": {"ligne": 2},
            "numero": None,
            "titre": "Ouvrir",
            "rattachement": ["Enfance"],
            "description": "",
            "pilotes": [],
            "structures_porteuses": [],
            "partenaires": [],
            "publics": [],
            "communes": [],
            "calendrier": {"debut": None, "fin": None, "texte": None},
            "statut": {"valeur": "realisee", "texte": "fait"},
            "budget": [],
            "indicateurs": [],
        }
    ]
    assert [(w["code"], w["lieu"]) for w in lecture["warnings"]] == [
        ("ligne_total", {"ligne": 3}),
        ("colonne_ignoree", {"colonne": "Gus"}),
        ("pilote_absent", {}),
    ]
    assert FicheAction.objects.count() == 0
    resume = lire(fichier, espace.nom)
    assert "Éléments du plan : 1. Actions : 1. Rien n’a été écrit." in resume
    assert "est un total" in resume


def test_what_was_corrected_once_serves_the_next_file_of_this_shape(espace, fichier):
    empreinte = read_plan(CONTENU, "plan.csv").empreinte
    CorrespondancePlan.objects.create(
        espace=espace, empreinte=empreinte, correspondances={"champs": {"gus": "pilotes"}}
    )
    lecture = json.loads(lire(fichier, espace.pk, "--json"))
    assert lecture["actions"][0]["pilotes"] == ["Anne Bo"]


def test_refusals_are_sentences(espace, fichier, tmp_path):
    with pytest.raises(CommandError, match="Aucun espace n’a l’identifiant") as refus:
        lire(fichier, uuid4())
    assert refus.value.returncode == 2
    with pytest.raises(CommandError, match="Impossible de lire") as refus:
        lire(tmp_path / "absent.xlsx", espace.pk)
    assert refus.value.returncode == 2
    fichier.write_bytes(b"Nom;Prenom\n")
    with pytest.raises(CommandError, match="Aucune action n’a été trouvée"):
        lire(fichier, espace.pk)


def test_titles_that_are_not_understood_are_asked(espace, fichier):
    fichier.write_bytes(b"Nom;Prenom\nBo;Anne\n")
    assert "Quelle ligne porte les titres" in lire(fichier, espace.pk)
    question = json.loads(lire(fichier, espace.pk, "--json"))["questions"][0]
    assert question["lignes"] == [{"ligne": 1, "cellules": ["Nom", "Prenom"]}, {"ligne": 2, "cellules": ["Bo", "Anne"]}]


def importer(fichier, espace, compte, *options) -> str:
    sortie = io.StringIO()
    arguments = ("plan", "import", str(fichier), "--espace", str(espace.pk), "--compte", compte.email)
    call_command(*arguments, *options, stdout=sortie)
    return sortie.getvalue()


def test_import_writes_as_the_page_does_and_is_undone_there(espace, ctg, chargee, fichier):
    dit = importer(fichier, espace, chargee)
    fait = ImportPlan.objects.get()
    assert dit == f"1 actions créées, 0 modifiées, 0 sans changement. Import {fait.pk} : il s’annule sur sa page.\n"
    assert FicheAction.objects.get().titre == "Ouvrir"
    assert (fait.statut, fait.created_by) == (StatutImport.FAIT, chargee)
    assert Journal.objects.filter(geste=Geste.IMPORTER, objet_uuid=fait.pk, auteur=chargee).exists()
    with pytest.raises(CommandError, match="ne changerait rien"):
        importer(fichier, espace, chargee)
    restore_import(by=chargee, fichier=fait)
    assert not FicheAction.objects.exists()


def test_import_needs_someone_with_the_right_and_a_ctg(espace, chargee, lectrice, fichier):
    with pytest.raises(CommandError, match="n’a pas le droit d’organiser le plan"):
        importer(fichier, espace, lectrice)
    with pytest.raises(CommandError, match="n’a pas cette CTG"):
        importer(fichier, espace, chargee)
    assert not ImportPlan.objects.exists()
