"""A short form of the campaigns (`tools/campagnes`), and the proof that each of them sees what it looks for."""

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from convive.acteurs.models import Organisation
from convive.convention.selectors import reprise
from convive.documents.models import PieceJointe
from convive.plan_action.models import FicheAction
from tools.campagnes import adresses, cles, depots, formulaires, fuites
from tools.campagnes.__main__ import read_arguments
from tools.campagnes.commun import ANONYME, Bilan, Decor, ask, build_decor

pytestmark = pytest.mark.django_db


@pytest.fixture
def decor(demo) -> Decor:
    return build_decor()


def test_all_of_them_run_when_none_is_named():
    assert read_arguments([]).campagnes == []
    assert read_arguments(["cles", "--court"]).campagnes == ["cles"]


def test_keys_are_not_guessed(decor):
    bilan = cles.run(decor, maximum=150)
    assert bilan.essais == 300
    assert bilan.fautes == []


def test_forms_and_uploads_never_fail(decor):
    bilan = formulaires.run(decor, maximum=15, max_envois=30)
    assert bilan.reponses[200] > 15
    assert bilan.fautes == []
    bilan = depots.run(decor, maximum=40, max_pages=1)
    assert bilan.essais > 40
    assert bilan.fautes == []


def test_a_file_read_to_its_end_leaves_the_database_open(decor):
    piece = PieceJointe.objects.filter(espace=decor.espace, objet_type="note").first()
    url = reverse("documents:piece_export", args=[decor.espace.pk, piece.pk])
    assert ask(Bilan("essai"), decor.clients["chargee"], url).statut == 200
    assert decor.espace.membres.exists()


def test_table_of_rights_is_that_of_the_pages(decor):
    assert adresses.read_table()["espaces:espace_copie"] == {"chargee"}
    bilan = adresses.run(decor, par_vue=1, maximum=12)
    assert bilan.reponses[403] > 0
    assert not adresses.is_ouverte({"acteurs:poste_update": frozenset({"chargee"})}, "acteurs:poste_update", "elue")
    assert bilan.fautes == []


def test_marks_are_read_by_whom_they_are_for(decor):
    bilan = fuites.run(decor, par_modele=4, par_vue=1, maximum=25, qui=("elue",))
    assert bilan.essais > 25
    assert bilan.fautes == []


def test_a_name_is_quoted_and_the_directory_keeps_its_limits():
    nom, telephone = fuites.Marque(Organisation, "nom", 1), fuites.Marque(Organisation, "telephone", 1)
    assert fuites.is_commun(nom, "convention:signataire_list")
    assert not fuites.is_commun(nom, "acteurs:organisation_list")
    assert not fuites.is_commun(telephone, "convention:signataire_list")
    adresse = fuites.Marque(Organisation, "adresse", 1)
    assert [fuites.is_commun(adresse, ou) for ou in ("document convention", "offre:service_list")] == [True, False]


def test_a_leak_is_seen(decor, monkeypatch):
    """The page of choices of the next CTG, as it was when it listed every action to whoever reads the CTG."""
    monkeypatch.setattr(reprise, "_list_visibles", lambda declare, parents, _lecteur: declare.list_rows(parents))
    FicheAction.objects.filter(espace=decor.espace).update(visibilite="interne")
    suite = decor.espace.ctgs.get(nom="CTG 2029-2033")
    url = f"/espaces/{decor.espace.pk}/ctg/{suite.pk}/reprise/"
    monkeypatch.setattr(
        fuites, "_read_pages", lambda bilan, decor, qui, *_: {"reprise": ask(bilan, decor.clients[qui], url).texte}
    )
    monkeypatch.setattr(fuites, "_read_documents", lambda *_: {})
    # Every action is marked, and they alone: of four taken at random, none may be on this page.
    autres = {modele._meta.label_lower for modele in apps.get_models()} - {FicheAction._meta.label_lower}
    monkeypatch.setattr(fuites, "EXCLUS", autres)
    bilan = fuites.run(decor, par_modele=1000, qui=("elue",))
    assert "plan_action.ficheaction.titre lu" in {faute.quoi for faute in bilan.fautes}


def test_an_error_and_an_answer_that_hangs_are_seen(monkeypatch):
    bilan = Bilan("essai")
    monkeypatch.setattr(Client, "get", lambda *_: HttpResponse(status=500))
    monkeypatch.setattr("tools.campagnes.commun.MAX_SECONDES", -1.0)
    ask(bilan, Client(), "/", qui=ANONYME)
    assert [faute.quoi for faute in bilan.fautes] == ["erreur 500", "réponse en 0 s"]
