"""Erasure: asked, delayed, done once; a name of role stays, and the name is nowhere any more."""

import io
import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from convive.comptes.actions.effacement import (
    EffacementRefuse,
    close_effacement,
    delete_personne,
    delete_personnes_dues,
    is_efface,
    submit_effacement,
)
from convive.comptes.models import Avertissement, Compte, DemandeEffacement, MotifEffacement
from convive.comptes.rules import build_remplacement
from convive.espaces.actions.invitation import PlaceProposee, submit_invitation
from convive.espaces.actions.membre import update_membre
from convive.espaces.models import Invitation, LienMagique, Membre, Role, Thematique
from convive.journal.models import Journal, ModificationJournalInterdite
from tests.comptes.factories import CompteFactory
from tests.espaces.factories import create_compte, create_espace_civraisien, create_lien, create_membre
from tests.territoires.factories import create_pays

pytestmark = pytest.mark.django_db
NOM, EMAIL = "Sidonie Valmorel", "sidonie@exemple.test"


@pytest.fixture
def monde():
    """Sidonie is élue in one espace and partner in another; she did things, and things were done to her."""
    create_pays()
    chargee = create_compte("chargee")
    espace = create_espace_civraisien(chargee)
    autre = create_espace_civraisien(chargee, nom="Un autre espace")
    sidonie = CompteFactory(email=EMAIL, nom_affiche=NOM)
    place = create_membre(espace, sidonie, Role.ELU)
    place.thematiques.add(Thematique.objects.get_or_create(espace=espace, nom="Jeunesse")[0])
    create_membre(autre, sidonie, Role.PARTENAIRE)
    update_membre(by=chargee, membre=place, role=Role.ELU, dernier_jour=None)
    submit_invitation(by=sidonie, espace=espace, email="tiers@exemple.test", place=PlaceProposee("elu"), build_url=str)
    submit_invitation(
        by=chargee, espace=autre, email="sidonie.autre@exemple.test", place=PlaceProposee("elu"), build_url=str
    )
    create_lien(place)
    Client().force_login(sidonie, backend="allauth.account.auth_backends.AuthenticationBackend")
    mail.outbox.clear()
    return {"sidonie": sidonie, "espace": espace, "autre": autre, "place": place, "chargee": chargee}


def find_in_database(words: tuple[str, ...]) -> list[str]:
    """Every column of every table that holds one of the words."""
    found = []
    # The search has a model that is a table here and an index there.
    tables = set(connection.introspection.table_names())
    for model in (model for model in apps.get_models() if model._meta.db_table in tables):
        texts = [
            champ
            for champ in model._meta.concrete_fields
            if isinstance(champ, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.all():
            for champ in texts:
                value = json.dumps(getattr(row, champ.attname), ensure_ascii=False, default=str)
                found += [f"{model._meta.label}.{champ.name}: {value}" for word in words if word in value]
    return found


def test_the_name_and_the_address_are_nowhere_any_more(monde):
    assert find_in_database((NOM, EMAIL))
    delete_personne(compte=monde["sidonie"], motif=MotifEffacement.DEMANDE)
    assert find_in_database((NOM, EMAIL)) == []


def test_a_name_of_role_stays_espace_by_espace(monde):
    sidonie = monde["sidonie"]
    delete_personne(compte=sidonie, motif=MotifEffacement.DEMANDE)
    sidonie.refresh_from_db()
    assert (sidonie.nom_affiche, sidonie.is_active, sidonie.has_usable_password()) == (
        "Une personne partie",
        False,
        False,
    )
    invitation = Journal.objects.get(geste="inviter", espace_uuid=monde["espace"].pk)
    assert (invitation.auteur_nom, invitation.auteur) == ("Élu·e, jeunesse", sidonie)
    changement = Journal.objects.get(geste="modifier", espace_uuid=monde["espace"].pk)
    assert changement.objet_libelle == "Élu·e, jeunesse (Élu·e)"
    assert changement.auteur_nom == "Chargee"
    assert not Membre.objects.en_cours().filter(compte=sidonie).exists()
    assert Invitation.objects.get(email="tiers@exemple.test").created_by == sidonie
    assert not EmailAddress.objects.filter(user=sidonie).exists()
    assert not LienMagique.objects.exists()
    trace = Journal.objects.get(objet_type="compte", geste="supprimer")
    assert trace.detail["lignes"] == 2
    assert trace.auteur is None


def test_nobody_logs_in_any_more(monde):
    sidonie = monde["sidonie"]
    client = Client()
    client.force_login(sidonie, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/compte/").status_code == 200
    delete_personne(compte=sidonie, motif=MotifEffacement.DEMANDE)
    assert client.get("/compte/").status_code == 302


def test_erasing_twice_changes_nothing_more(monde, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        delete_personne(compte=monde["sidonie"], motif=MotifEffacement.DEMANDE)
        assert delete_personne(compte=monde["sidonie"], motif=MotifEffacement.DEMANDE) == 0
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert DemandeEffacement.objects.count() == 1


def test_the_journal_stays_closed_to_everything_else(monde):
    ligne = Journal.objects.first()
    ligne.auteur_nom = "Quelqu’un"
    for change in (
        ligne.save,
        lambda: Journal.objects.update(auteur_nom="x"),
        lambda: Journal.objects.bulk_update([], []),
    ):
        with pytest.raises(ModificationJournalInterdite):
            change()


def test_a_failure_in_the_middle_keeps_everything(monde, monkeypatch):
    def fail(**_):
        raise RuntimeError("in the middle")

    before = sorted(find_in_database((NOM, EMAIL)))
    monkeypatch.setattr("convive.comptes.actions.effacement.delete_noms", fail)
    with pytest.raises(RuntimeError):
        delete_personne(compte=monde["sidonie"], motif=MotifEffacement.DEMANDE)
    assert sorted(find_in_database((NOM, EMAIL))) == before


def test_who_is_alone_in_charge_hands_over_first(monde):
    with pytest.raises(EffacementRefuse, match="seule personne chargée"):
        delete_personne(compte=monde["chargee"], motif=MotifEffacement.DEMANDE)
    with pytest.raises(EffacementRefuse):
        submit_effacement(by=monde["chargee"])
    assert not DemandeEffacement.objects.exists()


def test_an_installation_keeps_its_administrator_and_a_demonstration_its_people(compte, settings):
    compte.is_staff = True
    compte.save()
    with pytest.raises(EffacementRefuse, match="seule personne qui administre"):
        submit_effacement(by=compte)
    CompteFactory(is_staff=True)
    assert submit_effacement(by=compte)
    settings.DEMO = True
    with pytest.raises(EffacementRefuse, match="inventée"):
        submit_effacement(by=CompteFactory(email="elue@exemple.invalid"))


def test_a_request_waits_seven_days_and_can_be_taken_back(compte, capsys, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        demande = submit_effacement(by=compte)
        assert submit_effacement(by=compte) == demande
    assert (demande.executer_le - timezone.now()).days in (6, 7)
    [message] = mail.outbox
    assert "Annuler la demande" in message.body
    assert delete_personnes_dues() == (0, [])
    close_effacement(by=compte)
    close_effacement(by=compte)
    assert Journal.objects.filter(geste="revoquer").count() == 1
    DemandeEffacement.objects.update(executer_le=timezone.now() - timedelta(days=1))
    assert delete_personnes_dues() == (0, [])
    autre = submit_effacement(by=compte)
    DemandeEffacement.objects.filter(pk=autre.pk).update(executer_le=timezone.now())
    call_command("conservation")
    assert "effacés à leur demande : 1" in capsys.readouterr().out
    compte.refresh_from_db()
    assert is_efface(compte)
    autre.refresh_from_db()
    assert autre.date_execution is not None


def test_a_due_request_that_meets_an_obstacle_waits_and_says_why(monde, capsys):
    DemandeEffacement.objects.create(compte=monde["chargee"], executer_le=timezone.now())
    call_command("conservation")
    said = capsys.readouterr().err
    assert "passez d’abord la main" in said
    assert "Chargee" not in said
    monde["chargee"].refresh_from_db()
    assert not is_efface(monde["chargee"])


def test_database_keeps_one_waiting_request_with_one_outcome(compte):
    now = timezone.now()
    DemandeEffacement.objects.create(compte=compte, executer_le=now)
    for champs in ({}, {"date_annulation": now, "date_execution": now}, {"motif": "autre", "date_annulation": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DemandeEffacement.objects.create(compte=compte, executer_le=now, **champs)
    with pytest.raises(IntegrityError), transaction.atomic():
        Avertissement.objects.create(compte=compte, motif="autre")
    assert str(DemandeEffacement.objects.get()).startswith("Demande de la personne")
    assert str(Avertissement(motif="depart")).startswith("Plus aucune place")


@pytest.mark.parametrize(
    ("nom", "texte", "attendu"),
    [
        ("Camille Roux", "Place de Camille Roux (Élu·e)", "Place de X (Élu·e)"),
        ("Camille Roux", "camille roux et Camille Rousseau", "X et Camille Rousseau"),
        ("Camille", "Camille Durand", "Camille Durand"),
        ("Camille", "Camille", "X"),
        ("Camille", "Camille (Élu·e)", "X (Élu·e)"),
        ("Jo (a+b)", "avec Jo (a+b).", "avec X."),
        ("Jo", "Lien pour CAMILLE@exemple.test", "Lien pour X"),
    ],
)
def test_a_name_is_found_and_that_of_someone_else_is_not(nom, texte, attendu):
    assert build_remplacement(nom, "camille@exemple.test").sub("X", texte) == attendu


def test_without_a_proved_address_the_name_alone_is_found():
    assert build_remplacement("Jo (a+b)", "").sub("X", "jo@exemple.test, avec Jo (a+b).") == "jo@exemple.test, avec X."


def test_someone_without_compte_is_erased_by_the_administrator(monde):
    lien, _ = create_lien(monde["place"], email="creche@exemple.test", nom="Firmine Aubrac")
    Journal.objects.create(
        auteur_nom="Une personne sans compte",
        au_nom_de="Firmine Aubrac",
        geste="valider",
        objet_type="membre",
        objet_uuid=lien.objet_uuid,
        espace_uuid=monde["espace"].pk,
        detail={"lien": str(lien.pk), "dit": ["avec Firmine Aubrac", 3]},
    )
    sortie = io.StringIO()
    call_command("personne_effacer", "creche@exemple.test", nom="Firmine Aubrac", stdout=sortie)
    assert "Rien n’est effacé" in sortie.getvalue()
    assert find_in_database(("Firmine Aubrac",))
    call_command("personne_effacer", "Creche@exemple.test", nom="Firmine Aubrac", confirmer=True, stdout=sortie)
    assert find_in_database(("Firmine Aubrac", "creche@exemple.test")) == []
    assert find_in_database((NOM,)), "nobody else is touched"


def test_the_administrator_erases_a_compte_or_hears_why_not(monde):
    call_command("personne_effacer", EMAIL, confirmer=True, stdout=io.StringIO())
    assert find_in_database((NOM, EMAIL)) == []
    with pytest.raises(CommandError, match="passez d’abord la main"):
        call_command("personne_effacer", monde["chargee"].email, confirmer=True, stdout=io.StringIO())
    assert Compte.objects.get(pk=monde["chargee"].pk).is_active
