"""The plan that an archive brought is taken away by the button of the imports, except what someone touched since."""

from datetime import date
from typing import Any

import pytest

from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg
from convive.documents.actions.piece import SaisiePiece, create_piece
from convive.documents.inspection import inspect_fichier
from convive.journal.models import Journal
from convive.plan_action.actions.imports import restore_import
from convive.plan_action.models import EtapeFiche, FicheAction, ImportPlan, NiveauPlan, NoeudPlan, NoteSuivi
from convive.plan_action.rules.plan import PlanRefuse
from tests.plan_action.exports.test_archive import render, take_up, voisin  # noqa: F401 - a fixture, asked for by name
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db


def undo(ctg: Ctg, by: Any) -> list[str]:
    fichier = ImportPlan.objects.get(ctg=ctg)
    fichier.espace = ctg.espace
    return restore_import(by=by, fichier=fichier).restes


def test_taking_up_is_undone_whole_and_can_be_done_again(plan, chargee, voisin):  # noqa: F811 - the fixture
    fiche = fill_fiche(plan, chargee)
    saisie = SaisiePiece("Convention signée", "Par tous.", "interne")
    piece = inspect_fichier("note.txt", b"Un compte rendu.")
    create_piece(by=chargee, espace=plan.ctg.espace, objet=fiche, saisie=saisie, fichier=piece)
    NiveauPlan.objects.create(ctg=voisin, rang=1, nom_singulier="Défi", nom_pluriel="Défis")
    contenu = render(plan.ctg, chargee)
    creer = {"organisations": {}, "personnes": {}}
    take_up(contenu, voisin, chargee, creer)
    assert list(NiveauPlan.objects.filter(ctg=voisin).values_list("nom_singulier", flat=True)) != ["Défi"]
    crees = Organisation.objects.filter(espace=voisin.espace).count()
    assert undo(voisin, chargee) == []
    assert not FicheAction.objects.filter(ctg=voisin).exists()
    assert not NoeudPlan.objects.filter(ctg=voisin).exists()
    # What the plan had before, and nothing in the directory.
    assert list(NiveauPlan.objects.filter(ctg=voisin).values_list("nom_singulier", flat=True)) == ["Défi"]
    assert crees
    assert not Organisation.objects.filter(espace=voisin.espace).exists()
    assert not Personne.objects.filter(espace=voisin.espace).exists()
    assert Journal.objects.filter(geste="restaurer", espace_uuid=voisin.espace_id).count() == 1
    with pytest.raises(PlanRefuse, match="étape suivante"):
        undo(voisin, chargee)
    # The plan that the archive came from is whole.
    assert FicheAction.objects.filter(ctg=plan.ctg).count() >= 3
    ImportPlan.objects.filter(ctg=voisin).delete()
    take_up(contenu, voisin, chargee, creer)
    assert FicheAction.objects.filter(ctg=voisin).exists()


def test_undoing_leaves_what_someone_touched_and_says_so(plan, chargee, voisin):  # noqa: F811 - the fixture
    fill_fiche(plan, chargee)
    take_up(render(plan.ctg, chargee), voisin, chargee)
    touchee = FicheAction.objects.get(ctg=voisin, titre=plan.complete.titre)
    NoteSuivi.objects.create(fiche=touchee, texte="Vue en séance.", date=date(2026, 5, 5), auteur=chargee)
    restes = undo(voisin, chargee)
    assert list(FicheAction.objects.filter(ctg=voisin)) == [touchee]
    assert f"{touchee}\u00a0: a servi depuis" in restes
    # With the elements where it stands, their levels, and who pilots it.
    touchee.refresh_from_db()
    assert touchee.noeud is not None
    assert touchee.pilotes.exists()


def test_undoing_leaves_the_action_whose_row_or_document_changed(plan, chargee, voisin):  # noqa: F811 - the fixture
    fiche = fill_fiche(plan, chargee)
    take_up(render(plan.ctg, chargee), voisin, chargee)
    etape = EtapeFiche.objects.filter(fiche__ctg=voisin).first()
    etape.libelle = "Autrement"
    etape.save()
    autre = FicheAction.objects.get(ctg=voisin, titre=plan.brouillon.titre)
    saisie = SaisiePiece("Ajouté ici", "", "interne")
    create_piece(
        by=chargee, espace=voisin.espace, objet=autre, saisie=saisie, fichier=inspect_fichier("a.txt", b"Un mot.")
    )
    undo(voisin, chargee)
    assert set(FicheAction.objects.filter(ctg=voisin)) == {etape.fiche, autre}
    assert fiche.titre == etape.fiche.titre
