"""A pilote is asked, recalled, answers by her link; the answer waits, then joins the action."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from convive.espaces.actions.lien_magique import validate_lien
from convive.espaces.models import LienMagique
from convive.espaces.rules import LienPerime
from convive.espaces.selectors.membre import get_membre
from convive.journal.models import Journal
from convive.plan_action.actions.point import (
    close_demande,
    record_points,
    refuse_reponse,
    send_relances,
    submit_points,
    validate_reponse,
)
from convive.plan_action.models import DemandePoint, EtapeFiche, ReponsePilote
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.rules.point import Saisie
from convive.plan_action.selectors.point import list_pilotes, list_reponses_a_relire
from tests.plan_action.factories import create_fiche, create_personne

pytestmark = pytest.mark.django_db
CLES: list[str] = []


def build_url(cle: str) -> str:
    CLES.append(cle)
    return f"https://exemple.test/lien/{cle}/"


@pytest.fixture
def membre(espace, chargee):
    return get_membre(chargee, espace.pk)


@pytest.fixture
def pilote(plan):
    personne = plan.complete.pilotes.get()
    personne.email = "pilote@exemple.test"
    personne.save()
    return personne


def submit(membre, plan):
    return submit_points(
        by=membre, lignes=list_pilotes(membre, plan.ctg, timezone.localdate()), build_url=build_url, mot="Merci !"
    )


def answer(demande, **saisie) -> None:
    lien = LienMagique.objects.filter(objet_uuid=demande.pk).latest("created_at")
    validate_lien(lien=lien, data={"saisies": {fiche.pk: Saisie(**saisie) for fiche in demande.fiches.all()}})


def test_one_link_a_quarter_for_all_the_actions_of_a_pilote(membre, plan, pilote):
    autre = create_fiche(plan.ctg, "Autre action", statut="validee", pilotes=[pilote, create_personne(membre.espace)])
    create_fiche(plan.ctg, "Finie", statut="realisee", pilotes=[pilote])
    assert submit(membre, plan) == (1, 0)
    demande = DemandePoint.objects.get()
    assert set(demande.fiches.all()) == {plan.complete, autre}
    assert [message.to for message in mail.outbox] == [["pilote@exemple.test"]]
    assert "Merci !" in mail.outbox[0].body
    # The same day, nobody receives it twice; who has no address is shown, and not asked.
    assert submit(membre, plan) == (0, 0)
    lignes = list_pilotes(membre, plan.ctg, timezone.localdate())
    assert {(bool(ligne.personne.email), ligne.is_attendue, ligne.is_a_demander) for ligne in lignes} == {
        (True, True, False),
        (False, False, False),
    }


def test_a_server_that_does_not_answer_loses_nothing(membre, plan, pilote, monkeypatch):
    def refuse(*_args, **_options):
        raise SMTPException("panne")

    monkeypatch.setattr("convive.espaces.actions.courriel.EmailMessage.send", refuse)
    assert submit(membre, plan) == (1, 1)
    assert LienMagique.objects.get().date_envoi is None


def test_an_answer_waits_then_joins_the_action(membre, plan, pilote):
    etape = EtapeFiche.objects.create(fiche=plan.complete, libelle="Choisir le terrain")
    submit(membre, plan)
    demande = DemandePoint.objects.get()
    answer(demande, fait="Brouillon")
    answer(demande, fait="Terrain choisi", meteo="atteignables", phrase="Il reste le permis", etapes=(str(etape.pk),))
    reponse = ReponsePilote.objects.get()
    assert (reponse.fait, reponse.auteur_nom, reponse.statut) == ("Terrain choisi", str(pilote), "a_relire")
    assert not plan.complete.notes_suivi.exists()
    assert [row.pk for row in list_reponses_a_relire(membre)] == [reponse.pk]
    validate_reponse(by=membre, reponse=reponse)
    note, meteo = plan.complete.notes_suivi.get(), plan.complete.meteos.get()
    assert note.texte == "Ce qui a été fait\u00a0: Terrain choisi"
    assert (note.auteur_libelle, note.visibilite, note.auteur) == (str(pilote), "partagee", None)
    assert (meteo.regard, meteo.niveau, meteo.phrase) == ("pilote", "atteignables", "Il reste le permis")
    etape.refresh_from_db()
    plan.complete.refresh_from_db()
    assert etape.faite_le == timezone.localdate()
    assert (plan.complete.meteo_pilote, plan.complete.nb_etapes_faites) == ("atteignables", 1)
    with pytest.raises(PlanRefuse, match="déjà été relue"):
        refuse_reponse(by=membre, reponse=reponse)
    assert Journal.objects.filter(au_nom_de=str(pilote)).count() == 2


def test_an_answer_put_aside_changes_nothing(membre, plan, pilote):
    submit(membre, plan)
    answer(DemandePoint.objects.get(), fait="Hors sujet")
    refuse_reponse(by=membre, reponse=ReponsePilote.objects.get())
    assert not list_reponses_a_relire(membre)
    assert not plan.complete.notes_suivi.exists()


def test_reminders_stop_once_she_answered(membre, plan, pilote, settings):
    settings.URL_PUBLIQUE = "https://exemple.test"
    submit(membre, plan)
    demande, today = DemandePoint.objects.get(), timezone.localdate()
    assert send_relances(today=today + timedelta(days=6), build_url=build_url) == 0
    assert send_relances(today=today + timedelta(days=7), build_url=build_url) == 1
    assert send_relances(today=today + timedelta(days=7), build_url=build_url) == 0
    assert LienMagique.objects.filter(date_revocation__isnull=True).count() == 1
    answer(demande, meteo="compromis")
    assert send_relances(today=today + timedelta(days=14), build_url=build_url) == 0
    call_command("plan_relances")
    assert len(mail.outbox) == 2
    ligne = list_pilotes(membre, plan.ctg, today)[0]
    assert (ligne.repondu_le, ligne.is_attendue) == (today, False)


def test_nobody_is_recalled_when_it_is_closed_or_its_author_left(membre, plan, pilote, espace):
    submit(membre, plan)
    demande, later = DemandePoint.objects.get(), timezone.localdate() + timedelta(days=8)
    espace.membres.filter(compte=membre.compte).update(date_fin=timezone.localdate())
    assert send_relances(today=later, build_url=build_url) == 0
    espace.membres.filter(compte=membre.compte).update(date_fin=None)
    close_demande(by=membre, demande=demande)
    close_demande(by=membre, demande=demande)
    assert send_relances(today=later, build_url=build_url) == 0
    with pytest.raises(LienPerime):
        answer(demande, fait="Trop tard")


def test_a_pilote_with_a_compte_writes_at_once(membre, plan, pilote):
    kept = record_points(
        by=membre, saisies={plan.complete.pk: Saisie(changement="Vingt familles"), plan.interne.pk: Saisie()}
    )
    assert kept == 1
    note = plan.complete.notes_suivi.get()
    assert (note.auteur, note.texte) == (membre.compte, "Ce que ça change\u00a0: Vingt familles")
