"""What a clone, a reset, a deletion do to the index: one finds what the espace holds, all of it, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.copie import clone_espace
from convive.espaces.actions.depart import reset_espace
from convive.espaces.actions.note import SaisieNote, delete_note, update_note
from convive.espaces.actions.suppression import delete_espace, purge_espaces, restore_espace
from convive.espaces.models import Espace, Note
from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import build_requete
from convive.recherche.selectors import list_types_cherches, search_candidats
from tests.documents.factories import create_piece_jointe
from tests.echanges.factories import publish
from tests.espaces.factories import create_note_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def rempli(espace, chargee) -> Espace:
    """A word of its own in each kind of text: a note, a comment, an attachment."""
    note = create_note_essai(espace, "Le samedi", "Ouvrir la ludothèque.", by=chargee)
    publish(chargee, espace, "Qui tient la ludothèque ?", sur=note)
    create_piece_jointe(espace, by=chargee, objet=note, titre="Plan de la ludothèque")
    return espace


@pytest.fixture
def clone(rempli, chargee) -> Espace:
    fin = timezone.localdate() + timedelta(days=9)
    return clone_espace(by=chargee, espace=rempli, nom="Essai", chargee=chargee, expire_le=fin)


def list_entrees(espace: Espace) -> list[tuple[str, str, str]]:
    """What the index says of all that an espace holds."""
    rows = EntreeRecherche.objects.filter(espace=espace).exclude(objet_type="espace")
    return sorted(rows.values_list("objet_type", "titre", "corps"))


def count_trouves(compte: Compte, espace: Espace, texte: str) -> int:
    types = list_types_cherches()
    return len(search_candidats(compte, build_requete(texte), espaces=[espace.pk], types=types))


def test_a_clone_is_searched_like_the_first(rempli, clone, chargee):
    assert list_entrees(clone) == list_entrees(rempli)
    assert {"note", "thematique"} <= {objet_type for objet_type, _, _ in list_entrees(clone)}
    assert count_trouves(chargee, clone, "ludothèque") == count_trouves(chargee, rempli, "ludothèque") > 0


def test_a_reset_brings_the_index_back_with_the_rows(clone, chargee):
    before = list_entrees(clone)
    note = clone.notes.get()
    update_note(by=chargee, note=note, saisie=SaisieNote("Le samedi", "Fermer le trampoline.", version=1))
    create_note_essai(clone, "Essai", "Un trampoline.", by=chargee)
    delete_note(by=chargee, note=note)
    assert count_trouves(chargee, clone, "trampoline") > 0
    reset_espace(by=chargee, espace=clone)
    assert list_entrees(clone) == before
    assert count_trouves(chargee, clone, "trampoline") == 0


def test_a_deleted_espace_is_not_found_then_leaves_the_index(rempli, clone, chargee):
    uuids = set(EntreeRecherche.objects.filter(espace=clone).values_list("objet_uuid", flat=True))
    delete_espace(by=chargee, espace=clone)
    assert count_trouves(chargee, clone, "ludothèque") == 0
    restore_espace(by=chargee, espace=clone)
    assert count_trouves(chargee, clone, "ludothèque") > 0
    delete_espace(by=chargee, espace=clone)
    kept = list_entrees(rempli)
    assert purge_espaces(now=timezone.now() + timedelta(days=400)) == ["Essai"]
    assert not EntreeRecherche.objects.filter(objet_uuid__in=uuids).exists()
    assert list_entrees(rempli) == kept != []
    assert Note.objects.count() == 1
