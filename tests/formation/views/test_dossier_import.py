"""Bring one’s work back: with one’s account, where one writes, once."""

import pytest
from django.urls import reverse

from convive.espaces.models import Note
from convive.formation.models import ReponseAtelier
from convive.prise_poste.models import OutilRempli
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai
from tests.formation.factories_formation import create_inscription_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def inscription(organisme, coordinatrice):
    inscription = create_inscription_essai(create_session_essai(organisme.espace), compte=coordinatrice)
    atelier = create_atelier_essai(inscription.session, "fiche_action", "outil")
    groupe = create_groupe_essai(atelier, (inscription, ""))
    ReponseAtelier.objects.create(atelier=atelier, groupe=groupe, champ="fiche_action-titre", texte="Un accueil")
    ReponseAtelier.objects.create(atelier=atelier, inscription=inscription, champ="notes", texte="Pour moi")
    return inscription


@pytest.fixture
def url(inscription) -> str:
    return reverse("formation:dossier_import", args=[inscription.pk])


def test_what_is_chosen_comes_back_once_tools_as_tools(connecte, espace, coordinatrice, url):
    client = connecte(coordinatrice)
    response = client.get(url)
    assert "Ce qui ne peut pas être copié" in response.content.decode()
    pieces = response.context["form"]["pieces"].value()
    # What the group wrote is ticked; what she wrote alone is hers to tick.
    assert [cle.split("-")[0] for cle in pieces] == ["rempli"]
    mien = next(cle for cle, _ in response.context["form"].fields["pieces"].choices if cle.startswith("mien"))
    saisie = {"espace": str(espace.pk), "pieces": [*pieces, "outil-note_elus", mien]}
    for _ in range(2):
        response = client.post(url, saisie)
        assert response.headers["Location"] == reverse("espaces:note_list", args=[espace.pk])
    outils = {row.cle: row.valeurs for row in OutilRempli.objects.filter(espace=espace)}
    assert outils == {"fiche_action": {"titre": "Un accueil"}, "note_elus": {}}
    assert Note.objects.get(espace=espace, created_by=coordinatrice).titre == "Mes notes\u00a0: La fiche-action"


def test_without_the_right_to_fill_tools_they_are_pages(connecte, espace, coordinatrice, url, monkeypatch):
    monkeypatch.setattr("convive.formation.actions.dossier.can_remplir_outils", lambda _: False)
    client = connecte(coordinatrice)
    pieces = [*client.get(url).context["form"]["pieces"].value(), "outil-note_elus"]
    client.post(url, {"espace": str(espace.pk), "pieces": pieces})
    notes = {note.titre: note.texte for note in Note.objects.filter(espace=espace, created_by=coordinatrice)}
    assert set(notes) == {"La fiche-action", "Modèle\u00a0: La note d’aide à la décision"}
    assert "# Titre\n\nUn accueil" in notes["La fiche-action"]
    assert "Pour moi" not in "".join(notes.values())


def test_an_espace_that_keeps_no_more_tools_is_said(connecte, espace, coordinatrice, url, monkeypatch):
    monkeypatch.setattr("convive.prise_poste.actions.outil.MAX_PAR_ESPACE", 0)
    client = connecte(coordinatrice)
    pieces = client.get(url).context["form"]["pieces"].value()
    page = client.post(url, {"espace": str(espace.pk), "pieces": pieces}).content.decode()
    assert "L’espace garde déjà" in page


def test_nothing_chosen_is_said(connecte, espace, coordinatrice, url):
    page = connecte(coordinatrice).post(url, {"espace": str(espace.pk)}).content.decode()
    assert "Choisissez au moins une chose" in page
    assert not Note.objects.filter(created_by=coordinatrice).exists()


def test_only_hers_and_only_where_she_writes(
    connecte, organisme, espace, elue, chargee, coordinatrice, inscription, url
):
    assert connecte(chargee).get(url).status_code == 404
    # The espace of the body is not one of hers.
    page = connecte(coordinatrice).post(url, {"espace": str(organisme.espace_id), "pieces": []}).content.decode()
    assert 'role="alert"' in page
    inscription.compte = elue
    inscription.save()
    espace.membres.filter(compte=elue).delete()
    assert "Aucun espace où écrire" in connecte(elue).get(url).content.decode()
