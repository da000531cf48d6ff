"""A practice espace comes back to its starting point; its people stay, and no place opens wider by it."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.espaces.actions.copie import clone_espace
from convive.espaces.actions.depart import record_depart, reset_espace
from convive.espaces.actions.note import SaisieNote, create_note, update_note
from convive.espaces.copie import effacement
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.models import Espace, Note, PointDepart, Role, Thematique, TypeEspace
from convive.espaces.permissions import EspaceExpire
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Journal
from tests.espaces.essais import Fiche, Jointe, Version, VersionThematique
from tests.espaces.factories import create_compte, create_invitation, create_membre
from tests.espaces.test_copie import create_jointe

pytestmark = pytest.mark.django_db


@pytest.fixture
def entrainement(essais, espace, chargee) -> Espace:
    """A practice espace with a note and a file, whose state was kept."""
    espace.type, espace.expire_le = TypeEspace.ENTRAINEMENT, timezone.localdate() + timedelta(days=30)
    espace.save()
    create_note(by=chargee, espace=espace, saisie=SaisieNote("Départ", "Comme au début."))
    fiche = Fiche.objects.create(espace=espace, titre="Fiche")
    create_jointe(espace, "essai_fiche", fiche.pk)
    record_depart(by=chargee, espace=espace)
    return espace


def list_fichiers() -> set[str]:
    return set(default_storage.listdir("essais")[1])


def test_an_espace_comes_back_to_what_it_was(entrainement, chargee, django_capture_on_commit_callbacks):
    before, note, files = compute_empreinte_espace(entrainement), entrainement.notes.get(), list_fichiers()
    update_note(by=chargee, note=note, saisie=SaisieNote("Départ", "Tout a changé.", version=1))
    create_note(by=chargee, espace=entrainement, saisie=SaisieNote("Essai", ""))
    create_jointe(entrainement, "essai_fiche", Fiche.objects.get().pk)
    Thematique.objects.filter(espace=entrainement).first().delete()
    assert compute_empreinte_espace(entrainement) != before
    with django_capture_on_commit_callbacks(execute=True):
        reset_espace(by=chargee, espace=entrainement)
    assert compute_empreinte_espace(entrainement) == before
    # The same identifiers: an address kept by someone still opens.
    assert Note.objects.get(espace=entrainement).pk == note.pk
    assert len(list_fichiers()) == len(files) == 1
    with Jointe.objects.get(espace=entrainement).fichier.open() as stream:
        assert stream.read() == b"texte"
    line = Journal.objects.for_espace(entrainement.pk).first()
    assert (line.geste, line.objet_type, line.auteur) == ("restaurer", "point_depart", chargee)


def test_it_comes_back_as_many_times_as_needed(entrainement, chargee):
    before = compute_empreinte_espace(entrainement)
    for _ in range(2):
        entrainement.notes.all().delete()
        reset_espace(by=chargee, espace=entrainement)
    assert compute_empreinte_espace(entrainement) == before


def test_people_stay_with_their_limits(entrainement, chargee):
    ancienne = entrainement.thematiques.first()
    nouvelle = Thematique.objects.create(espace=entrainement, nom="Née après le départ")
    gardee = create_membre(entrainement, create_compte("gardee"), Role.ELU)
    gardee.thematiques.set([ancienne, nouvelle])
    perdue = create_membre(entrainement, create_compte("perdue"), Role.ELU)
    perdue.thematiques.set([nouvelle])
    invitation, _ = create_invitation(entrainement)
    invitation.thematiques.set([nouvelle])
    reset_espace(by=chargee, espace=entrainement)
    for row in (gardee, perdue, invitation):
        row.refresh_from_db()
    assert [t.pk for t in gardee.thematiques.all()] == [ancienne.pk]
    assert gardee.is_en_cours
    # Without limit left they would see everything.
    assert not perdue.is_en_cours
    assert not invitation.is_en_attente
    assert entrainement.membres.get(compte=chargee).is_en_cours


def test_a_new_starting_point_replaces_the_former(entrainement, chargee, django_capture_on_commit_callbacks):
    former = PointDepart.objects.get().fichier.name
    create_note(by=chargee, espace=entrainement, saisie=SaisieNote("Deuxième", ""))
    with django_capture_on_commit_callbacks(execute=True):
        record_depart(by=chargee, espace=entrainement)
    current = PointDepart.objects.get().fichier.name
    assert default_storage.exists(current)
    assert not default_storage.exists(former)
    entrainement.notes.all().delete()
    reset_espace(by=None, espace=entrainement)
    assert entrainement.notes.count() == 2


def test_what_cannot_come_back_changes_nothing(entrainement, chargee):
    note = create_note(by=chargee, espace=entrainement, saisie=SaisieNote("Essai", ""))
    depart = PointDepart.objects.get()
    with depart.fichier.open() as stream:
        contenu = stream.read()
    for damaged in (contenu[:-40], contenu.replace(b"donnees", b"donneez")):
        default_storage.delete(depart.fichier.name)
        with default_storage.open(depart.fichier.name, "wb") as stream:
            stream.write(damaged)
        with pytest.raises(EspaceRefuse, match="perdu ou abîmé"):
            reset_espace(by=chargee, espace=entrainement)
    default_storage.delete(depart.fichier.name)
    with pytest.raises(EspaceRefuse, match="perdu ou abîmé"):
        reset_espace(by=chargee, espace=entrainement)
    assert Note.objects.filter(pk=note.pk).exists()
    depart.delete()
    with pytest.raises(EspaceRefuse, match="pas de point de départ"):
        reset_espace(by=chargee, espace=entrainement)


def test_the_starting_point_of_another_espace_is_refused(entrainement, chargee):
    other = clone_espace(
        by=chargee, espace=entrainement, nom="Autre", chargee=chargee, expire_le=entrainement.expire_le
    )
    stolen = PointDepart.objects.get(espace=other)
    PointDepart.objects.filter(espace=entrainement).update(
        fichier=stolen.fichier.name, empreinte_fichier=stolen.empreinte_fichier
    )
    with pytest.raises(EspaceRefuse, match="perdu ou abîmé"):
        reset_espace(by=chargee, espace=entrainement)


def test_an_espace_where_people_work_does_not_come_back(espace, chargee):
    with pytest.raises(EspaceRefuse, match="Seul un espace d’entraînement"):
        record_depart(by=chargee, espace=espace)
    with pytest.raises(EspaceRefuse, match="Seul un espace d’entraînement"):
        reset_espace(by=chargee, espace=espace)


def test_an_expired_espace_does_not_come_back(entrainement, chargee):
    entrainement.expire_le = timezone.localdate()
    entrainement.save()
    with pytest.raises(EspaceExpire):
        reset_espace(by=chargee, espace=entrainement)
    with pytest.raises(EspaceExpire):
        record_depart(by=chargee, espace=entrainement)


def test_the_number_of_queries_does_not_follow_the_number_of_rows(entrainement, chargee):
    def count(action) -> int:
        with CaptureQueriesContext(connection) as queries:
            action()
        return len(queries)

    before = count(lambda: reset_espace(by=chargee, espace=entrainement))
    for numero in range(12):
        note = create_note(by=chargee, espace=entrainement, saisie=SaisieNote(f"Note {numero}", "a"))
        update_note(by=chargee, note=note, saisie=SaisieNote(f"Note {numero}", "b", version=1))
    record_depart(by=chargee, espace=entrainement)
    assert count(lambda: reset_espace(by=chargee, espace=entrainement)) == before
    # A row of versions is born with its note, and goes with it.
    assert Note.versions.model.objects.filter(espace=entrainement).count() == 25


def test_what_hangs_on_an_erased_row_follows_its_rule(entrainement, chargee, monkeypatch):
    """The models of `essais` tell nobody of their links: they are said here, a tree and a link that empties itself."""
    thematique, fiche = entrainement.thematiques.first(), Fiche.objects.get(espace=entrainement)
    Fiche.objects.create(espace=entrainement, titre="Enfant", parent=fiche)
    ailleurs = Version.objects.create(espace_id=uuid4(), fiche_uuid=fiche.pk, titre="D’un autre espace")
    lien = VersionThematique.objects.create(version=ailleurs, thematique=thematique)
    vide = SimpleNamespace(name="thematique", remote_field=SimpleNamespace(on_delete=models.SET_NULL))
    relations = {
        Fiche: [Fiche._meta.get_field("parent").remote_field],
        Thematique: [SimpleNamespace(related_model=VersionThematique, field=vide)],
    }
    reelles = effacement.get_candidate_relations_to_delete
    monkeypatch.setattr(
        effacement,
        "get_candidate_relations_to_delete",
        lambda meta: [*reelles(meta), *relations.get(meta.model, [])],
    )
    with transaction.atomic():
        effacement.delete_contenu(entrainement)
    assert not Fiche.objects.filter(espace=entrainement).exists()
    assert not Thematique.objects.filter(espace=entrainement).exists()
    lien.refresh_from_db()
    assert lien.thematique_id is None
