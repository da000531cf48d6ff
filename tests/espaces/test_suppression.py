"""An espace is deleted in two times: hidden at once from everyone, erased later; between, it is restored."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from convive.espaces.actions import courriel
from convive.espaces.actions import suppression as module_suppression
from convive.espaces.actions.copie import clone_espace
from convive.espaces.actions.membre import close_membre
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.actions.suppression import delete_espace, purge_espaces, restore_espace
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.models import Espace, Invitation, Membre, Note, PointDepart, Role
from convive.espaces.permissions import EspaceExpire
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.suppression import get_espace_supprime, list_espaces_supprimes
from convive.journal.models import Journal
from tests.espaces.essais import Fiche
from tests.espaces.factories import create_compte, create_invitation, create_lien, create_membre
from tests.espaces.test_copie import create_jointe
from tests.personas import get_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def supprime(espace, chargee, conseillere_caf, elue) -> Espace:
    delete_espace(by=chargee, espace=espace)
    return espace


def test_a_deleted_espace_is_hidden_from_everyone(espace, chargee, conseillere_caf, administrateur):
    """That none of its pages is there is tried in tests/contrat."""
    invitation, secret = create_invitation(espace)
    _, cle = create_lien(espace.membres.get(compte=conseillere_caf))
    delete_espace(by=chargee, espace=espace)
    for compte in (chargee, conseillere_caf, administrateur):
        client = get_client(compte)
        assert espace.nom not in client.get(reverse("espaces:espace_list")).content.decode().partition("supprimes")[0]
        assert not Membre.objects.en_cours().filter(compte=compte).exists()
        assert not Note.objects.visible_to(compte).exists()
    assert get_client(chargee).get(f"/espaces/invitation/{secret}/").status_code == 404
    assert get_client(chargee).get(reverse("espaces:lien_detail", args=[cle])).status_code in (404, 410)
    with pytest.raises(EspaceExpire, match="a été supprimé"):
        create_note(by=chargee, espace=espace, saisie=SaisieNote("a", ""))
    assert Invitation.objects.get(pk=invitation.pk).is_en_attente


def test_members_are_told_and_not_the_one_who_did_it(espace, chargee, conseillere_caf, elue, mailoutbox):
    close_membre(by=chargee, membre=espace.membres.get(compte=elue))
    mailoutbox.clear()
    delete_espace(by=chargee, espace=espace)
    (message,) = mailoutbox
    assert message.to == [conseillere_caf.email]
    assert "Chargee a supprimé l’espace" in message.body
    line = Journal.objects.for_espace(espace.pk).first()
    assert (line.geste, line.auteur, line.objet_libelle) == ("supprimer", chargee, espace.nom)
    delete_espace(by=chargee, espace=espace)
    assert len(mailoutbox) == 1


def test_a_mail_server_that_is_down_stops_nothing(espace, chargee, conseillere_caf, elue, monkeypatch, caplog):
    def fail(*_: object) -> None:
        raise SMTPException("en panne")

    monkeypatch.setattr(courriel.EmailMessage, "send", fail)
    delete_espace(by=chargee, espace=espace)
    assert Espace.objects.get(pk=espace.pk).date_suppression
    assert len(caplog.records) == 2


def test_a_deleted_espace_comes_back_as_it_was(espace, chargee, conseillere_caf):
    before = compute_empreinte_espace(espace)
    delete_espace(by=chargee, espace=espace)
    restore_espace(by=chargee, espace=espace)
    assert compute_empreinte_espace(espace) == before
    assert Espace.objects.visible_to(conseillere_caf).get() == espace
    assert [line.geste for line in Journal.objects.for_espace(espace.pk)[:2]] == ["restaurer", "supprimer"]
    with pytest.raises(EspaceRefuse, match="n’est plus à restaurer"):
        restore_espace(by=chargee, espace=espace)


def test_only_its_chargee_restores_it(supprime, chargee, conseillere_caf, elue, etrangere):
    assert list_espaces_supprimes(chargee) == [supprime] or list_espaces_supprimes(chargee)[0].pk == supprime.pk
    for compte in (conseillere_caf, elue, etrangere):
        assert list_espaces_supprimes(compte) == []
        assert get_espace_supprime(compte, supprime.pk) is None
    # A place limited to a part of the espace decides of nothing for the whole.
    limitee = create_membre(supprime, create_compte("limitee"), Role.CHARGE_COOPERATION)
    limitee.communes = ["86078"]
    limitee.save()
    assert list_espaces_supprimes(limitee.compte) == []


def test_after_the_delay_it_is_no_longer_restored_and_it_is_purged(supprime, chargee, settings):
    settings.ESPACE_JOURS_SUPPRESSION = 10
    now = timezone.now()
    assert purge_espaces(now=now + timedelta(days=9)) == []
    Espace.objects.filter(pk=supprime.pk).update(date_suppression=now - timedelta(days=10))
    assert get_espace_supprime(chargee, supprime.pk) is None
    assert purge_espaces(now=now, dry_run=True) == [supprime.nom]
    assert Espace.objects.filter(pk=supprime.pk).exists()
    assert purge_espaces(now=now) == [supprime.nom]
    assert not Espace.objects.filter(pk=supprime.pk).exists()
    line = Journal.objects.for_espace(supprime.pk).first()
    assert (line.geste, line.auteur, line.detail) == ("effacer", None, {})
    assert purge_espaces(now=now) == []


def test_a_purge_removes_every_row_and_every_file(
    essais, espace, chargee, etrangere, django_capture_on_commit_callbacks
):
    clone = clone_espace(
        by=chargee, espace=espace, nom="Essai", chargee=chargee, expire_le=timezone.localdate() + timedelta(days=9)
    )
    create_note(by=chargee, espace=clone, saisie=SaisieNote("Note", "texte"))
    fiche = Fiche.objects.create(espace=clone, titre="Fiche")
    jointe = create_jointe(clone, "essai_fiche", fiche.pk)
    depart = PointDepart.objects.get(espace=clone).fichier.name
    before = compute_empreinte_espace(espace)
    delete_espace(by=chargee, espace=clone)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_espaces(now=timezone.now() + timedelta(days=400)) == ["Essai"]
    assert not Note.versions.model.objects.filter(espace_id=clone.pk).exists()
    assert not Fiche.objects.filter(espace_id=clone.pk).exists()
    assert not default_storage.exists(jointe.fichier.name)
    assert not default_storage.exists(depart)
    assert compute_empreinte_espace(espace) == before


def test_an_espace_restored_meanwhile_is_not_purged(supprime, chargee, monkeypatch):
    purge = module_suppression._purge

    def restore_first(espace: Espace, limite) -> None:
        restore_espace(by=chargee, espace=espace)
        purge(espace, limite)

    monkeypatch.setattr(module_suppression, "_purge", restore_first)
    purge_espaces(now=timezone.now() + timedelta(days=400))
    assert Espace.objects.filter(pk=supprime.pk, date_suppression__isnull=True).exists()


def test_a_file_that_cannot_be_removed_stops_nothing(
    essais, supprime, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    fiche = Fiche.objects.create(espace=supprime, titre="Fiche")
    create_jointe(supprime, "essai_fiche", fiche.pk)

    def fail(_: str) -> None:
        raise OSError("disque en lecture seule")

    monkeypatch.setattr(default_storage, "delete", fail)
    with django_capture_on_commit_callbacks(execute=True):
        purge_espaces(now=timezone.now() + timedelta(days=400))
    assert not Espace.objects.filter(pk=supprime.pk).exists()
    assert "could not be deleted" in caplog.text
