"""Notes: what each action changes, keeps and writes in the journal."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from convive.comptes.conservation import get_regle, purges
from convive.espaces.actions.ecriture import Coches
from convive.espaces.actions.note import (
    SaisieNote,
    delete_corbeille,
    delete_note,
    restore_note,
    update_note,
)
from convive.espaces.models import LienMagique, Note
from convive.espaces.permissions import EspaceExpire
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste
from convive.journal.selectors import get_journal
from convive.socle.conflits import fuse_listes
from convive.socle.objets import objets
from convive.socle.texte import get_texte_nu
from tests.espaces.factories import create_lien, create_note_essai, create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace) -> Note:
    return create_note_essai(espace)


def get_saisie(note: Note, **champs) -> SaisieNote:
    thematiques, communes = frozenset(note.thematiques.values_list("pk", flat=True)), frozenset(note.communes)
    coches = {"thematiques": Coches(thematiques, thematiques), "communes": Coches(communes, communes)}
    return replace(SaisieNote(note.titre, note.texte, note.version, **coches), **champs)


def list_gestes(espace) -> list[str]:
    return [ligne.geste for ligne in get_journal(espace.pk) if ligne.reference.objet_type == "note"]


def test_a_note_has_its_first_version_and_its_author(note, espace, chargee):
    version = note.versions.get()
    assert (version.titre, version.texte, version.version) == (note.titre, note.texte, 1)
    assert (version.auteur_nom, version.history_user) == (chargee.nom_affiche, chargee)
    assert list_gestes(espace) == [Geste.CREER]


def test_a_change_makes_a_version_with_its_own_author(note, espace, directeur):
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Autre chose."))
    note.refresh_from_db()
    assert (note.version, note.texte, note.updated_by) == (2, "Autre chose.", directeur)
    assert [v.auteur_nom for v in note.versions.order_by("version")] == ["Chargee", "Directeur"]
    assert list_gestes(espace) == [Geste.MODIFIER, Geste.CREER]


def test_saving_the_same_again_changes_nothing(note, espace, directeur):
    saisie = get_saisie(note, texte="Autre chose.")
    for _ in range(2):
        update_note(by=directeur, note=note, saisie=saisie)
    assert note.versions.count() == 2
    assert list_gestes(espace) == [Geste.MODIFIER, Geste.CREER]


def test_the_name_of_an_author_outlives_the_person(note, directeur):
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Autre chose."))
    directeur.delete()
    version = note.versions.get(version=2)
    assert (version.history_user, version.auteur_nom) == (None, "Directeur")


def test_whom_a_note_concerns_is_no_version_of_its_text(note, espace, chargee):
    thematique = create_thematique(espace, "Jeunesse")
    update_note(by=chargee, note=note, saisie=get_saisie(note, thematiques=Coches(frozenset({thematique.pk}))))
    note.refresh_from_db()
    assert list(note.thematiques.all()) == [thematique]
    assert (note.version, note.versions.count()) == (2, 1)


def test_two_people_who_tick_boxes_do_not_undo_one_another(note, espace, chargee, directeur):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    sienne, mienne = (get_saisie(note, thematiques=Coches(frozenset({t.pk}))) for t in (jeunesse, logement))
    update_note(by=chargee, note=note, saisie=sienne)
    update_note(by=directeur, note=note, saisie=mienne)
    assert set(note.thematiques.all()) == {jeunesse, logement}


def test_lists_are_joined_without_losing_a_choice():
    assert fuse_listes("ab", frozenset("a"), frozenset("c")) == frozenset("bc")
    assert fuse_listes("", frozenset("a"), frozenset("a")) == frozenset()


def test_deleting_hides_and_restoring_brings_back(note, espace, chargee, elue):
    for _ in range(2):
        delete_note(by=chargee, note=note)
    assert not Note.objects.visible_to(elue)
    assert objets.resolve(objets.get_reference(note), elue) is None
    with pytest.raises(EspaceRefuse, match="supprimée entre-temps"):
        update_note(by=chargee, note=note, saisie=get_saisie(note, texte="x"))
    for _ in range(2):
        restore_note(by=chargee, note=note)
    assert Note.objects.visible_to(elue).get() == note
    assert note.versions.count() == 1
    assert list_gestes(espace) == [Geste.RESTAURER, Geste.SUPPRIMER, Geste.CREER]


def test_nothing_changes_in_an_espace_that_expired(note, espace, chargee):
    espace.expire_le = timezone.localdate() - timedelta(days=1)
    espace.save()
    note.espace = espace
    for action in (delete_note, restore_note):
        with pytest.raises(EspaceExpire):
            action(by=chargee, note=note)
    with pytest.raises(EspaceExpire):
        update_note(by=chargee, note=note, saisie=get_saisie(note, texte="x"))
    with pytest.raises(EspaceExpire):
        create_note_essai(espace)


def test_an_espace_leaves_with_its_notes_and_their_versions(note, espace):
    modele = Note.versions.model
    espace.delete()
    assert not Note.objects.exists()
    assert not modele.objects.exists()


def test_a_note_is_searched_by_its_title_and_text(note, espace):
    type_objet = objets.get("note")
    assert type_objet.get_textes(note) == (note.titre, get_texte_nu(note.texte))
    assert type_objet.get_espace_uuid(note) == espace.pk
    assert str(note.pk) in type_objet.get_url(note)


def test_what_is_erased_leaves_a_line_and_nothing_else(espace, note, chargee):
    place = espace.membres.get(compte=chargee)
    create_lien(place, objet_type="note", objet_uuid=note.pk, geste="lire")
    autre, _ = create_lien(place)
    update_note(by=chargee, note=note, saisie=get_saisie(note, texte="Autre chose."))
    delete_note(by=chargee, note=note)
    versions = Note.versions.filter(uuid=note.pk)
    assert versions.count() == 2
    assert delete_corbeille(by=chargee, espace=espace, uuids=[note.pk]) == 1
    assert not Note.objects.exists()
    assert not Note.versions.exists()
    assert list(LienMagique.objects.all()) == [autre]
    [ligne, *_] = get_journal(espace.pk)
    assert (ligne.geste, ligne.auteur_nom, ligne.objet_libelle) == (Geste.EFFACER, "Chargee", note.titre)
    assert delete_corbeille(by=chargee, espace=espace, uuids=[note.pk]) == 0


def test_expired_espace_erases_nothing(espace, note, chargee):
    delete_note(by=chargee, note=note)
    espace.expire_le = timezone.localdate() - timedelta(days=1)
    with pytest.raises(EspaceExpire):
        delete_corbeille(by=chargee, espace=espace, uuids=[note.pk])
    assert Note.objects.exists()


def test_bin_empties_itself_by_the_rule(espace, chargee):
    limite = get_regle("notes_supprimees").get_limite(timezone.now())
    vieille, recente, presente = (create_note_essai(espace, titre) for titre in ("Vieille", "Récente", "Présente"))
    for note, date in ((vieille, limite - timedelta(minutes=1)), (recente, limite + timedelta(minutes=1))):
        Note.objects.filter(pk=note.pk).update(date_suppression=date)
    assert purges.get_all()["notes_supprimees"](limite) == 1
    assert set(Note.objects.all()) == {recente, presente}
    [ligne, *_] = get_journal(espace.pk)
    assert (ligne.geste, ligne.auteur_nom, ligne.objet_libelle) == (Geste.EFFACER, "Convive", "Vieille")
