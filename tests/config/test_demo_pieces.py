"""The attachments of the demonstration: readable files, each seen by its roles, none left behind when it is removed."""

from pathlib import Path

from django.core.files.storage import default_storage

from convive.comptes.models import Compte
from convive.config.demo.actions import delete_demo, update_demo
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.documents.demo.pieces import read_pieces
from convive.documents.models import PieceJointe
from convive.documents.permissions import can_list_pieces
from convive.documents.selectors.piece import get_pieces, list_pieces
from convive.espaces.models import Note
from convive.espaces.selectors.membre import get_membre
from tests.documents.textes import read_texte


def list_fichiers() -> list[Path]:
    return [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


def test_simulation_adds_up():
    (feuille,) = [ligne["feuille"] for ligne in read_pieces() if "simulation" in ligne["titre"]]
    montants = [(nature, ligne, montant) for nature, ligne, _, montant in feuille["lignes"]]
    charges = sum(montant for nature, _, montant in montants if nature == "Charge")
    produits = sum(montant for nature, _, montant in montants if nature == "Produit")
    totaux = {ligne: montant for nature, ligne, montant in montants if nature in ("Total", "Reste")}
    assert list(totaux.values()) == [charges, produits, charges - produits]
    (places,) = [ligne["feuille"] for ligne in read_pieces() if "Places" in ligne["titre"]]
    *communes, ensemble = places["lignes"]
    assert [sum(ligne[rang] for ligne in communes) for rang in (1, 2, 3)] == ensemble[1:]


def test_each_piece_is_a_readable_file_on_its_note(demo):
    espace = get_espace_demo()
    pieces = {piece.titre: piece for piece in PieceJointe.objects.filter(espace=espace).with_versions()}
    assert set(pieces) == {ligne["titre"] for ligne in read_pieces()}
    for ligne in read_pieces():
        piece = pieces[ligne["titre"]]
        attendu = Note.objects.get(espace=espace, titre=ligne["note"]).pk if "note" in ligne else espace.pk
        assert piece.objet_uuid == attendu
        with piece.actuelle.fichier.open() as fichier:
            texte = read_texte(piece.actuelle.extension, fichier.read())
        # What the search knows of the file is what the file says.
        mots = [mot for mot in piece.actuelle.texte.split() if mot.isalpha() and len(mot) > 6]
        assert len(mots) > 5
        assert all(mot in texte for mot in mots)
        assert piece.created_at.date() == piece.actuelle.created_at.date()


def test_each_role_sees_its_pieces_and_the_team_alone_its_own(demo):
    espace = get_espace_demo()
    internes = {ligne["titre"] for ligne in read_pieces() if ligne["visibilite"] == "interne"}
    vues = {}
    for persona in read_scene().personas:
        membre = get_membre(Compte.objects.get(pk=persona.uuid), espace.pk)
        # Some people of the demonstration are in another of its espaces only.
        lignes = list_pieces(membre, get_pieces(membre)) if membre and can_list_pieces(membre) else []
        vues[persona.cle] = {ligne.piece.titre for ligne in lignes}
    assert vues["chargee"] == {ligne["titre"] for ligne in read_pieces()}
    assert internes <= vues["directeur"]
    assert internes.isdisjoint(vues["conseillere_caf"] | vues["elue"] | vues["partenaire"])


def test_no_file_is_left_by_a_demonstration_that_is_remade_or_removed(demo, django_capture_on_commit_callbacks):
    avant = list_fichiers()
    # The espace to practise holds a copy of each.
    assert len(avant) == 2 * len(read_pieces())
    with django_capture_on_commit_callbacks(execute=True):
        update_demo()
    assert len(list_fichiers()) == len(avant)
    assert set(list_fichiers()).isdisjoint(avant)
    with django_capture_on_commit_callbacks(execute=True):
        delete_demo()
    assert list_fichiers() == []
