"""The letter of the week: what it says, to whom, once; nothing is lost when the mail server fails."""

import re
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from django.conf import settings as reglages
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from convive.config.courriel import build_mailers
from convive.echanges.actions import lettre_semaine as module
from convive.echanges.actions.lettre_semaine import build_jeton, get_compte_from_jeton, send_lettres
from convive.echanges.actions.notification import update_notifications_lues
from convive.echanges.actions.preference import update_preference
from convive.echanges.models import EtatLettre, LettreSemaine, Notification
from convive.echanges.rules import Canal, is_adresse_reelle
from convive.echanges.selectors.lettre_semaine import build_contenu
from convive.espaces.actions.espace import create_espace
from convive.socle.taches import Tache, Urgence, taches
from tests.config.reception_smtp import serve_smtp
from tests.echanges.factories import answer, publish
from tests.espaces.factories import create_note_essai

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taches_du_sol")]
UNE_SEMAINE = timedelta(days=7)


@pytest.fixture
def now() -> datetime:
    """A Wednesday afternoon where people live, after everything that the tests do."""
    demain = timezone.localdate() + timedelta(days=1)
    mercredi = demain + timedelta(days=(2 - demain.weekday()) % 7)
    return datetime.combine(mercredi, time(15), timezone.get_current_timezone())


@pytest.fixture
def note(espace, chargee):
    return create_note_essai(espace, "Petites vacances", by=chargee)


@pytest.fixture
def nouvelle(espace, note, chargee, elue):
    """The élue said something of the note of the chargée."""
    return publish(elue, espace, "Des mots qui restent ici.", sur=note)


@pytest.fixture
def serveur_smtp(settings):
    with serve_smtp() as serveur:
        settings.MAILERS = build_mailers(serveur.url)
        yield serveur


def test_letter_says_what_happened_and_what_awaits(espace, nouvelle, chargee, elue, now):
    answer(elue, nouvelle.discussion, mentions=(chargee,))
    assert send_lettres(now=now).envoyees == 1
    (message,) = mail.outbox
    html, _ = message.alternatives[0]
    assert message.to == [chargee.email]
    assert message.subject == "Votre semaine : 2\u00a0nouvelles, 1\u00a0chose à faire"
    for body in (message.body, html):
        assert espace.nom in body
        assert "Elue vous demande votre avis sur «\u00a0Petites vacances\u00a0»" in body
        assert "Elue a commenté «\u00a0Petites vacances\u00a0»" in body
        assert "Répondre à Elue" in body
        assert f"{reglages.URL_PUBLIQUE}/espaces/{espace.pk}/echanges/discussions/{nouvelle.discussion_id}/" in body
        assert "/notifications/preferences/" in body
        # What was said is read where it was said.
        assert "Des mots" not in body
    assert Notification.objects.filter(lettre__etat=EtatLettre.ENVOYEE, compte=chargee).count() == 2


def test_one_letter_for_all_the_espaces_of_a_person(espace, nouvelle, chargee, elue, now):
    autre = create_espace(by=chargee, codes=["86078"], nom="Espace voisin")
    autre.membres.create(compte=elue, role="elu", date_debut=timezone.localdate())
    publish(elue, autre)
    send_lettres(now=now)
    (message,) = mail.outbox
    assert espace.nom in message.body
    assert "Espace voisin" in message.body


def test_never_twice_in_a_week_and_again_the_next(espace, nouvelle, note, chargee, elue, now):
    assert send_lettres(now=now).envoyees == 1
    publish(elue, espace, sur=note)
    for jours in (0, 1, 4):
        assert send_lettres(now=now + timedelta(days=jours)).envoyees == 0
    assert len(mail.outbox) == 1
    assert send_lettres(now=now + UNE_SEMAINE).envoyees == 1
    # Only what is new.
    assert mail.outbox[1].body.count("Elue a commenté") == 1


def test_quiet_when_nothing_happened(espace, chargee, elue, now):
    bilan = send_lettres(now=now)
    assert (bilan.envoyees, bilan.vides) == (0, 2)
    assert mail.outbox == []
    assert {lettre.etat for lettre in LettreSemaine.objects.all()} == {EtatLettre.VIDE}
    # Nothing is asked twice of the database in a week.
    assert send_lettres(now=now).vides == 0


def test_what_was_read_meanwhile_is_no_news(nouvelle, chargee, now):
    update_notifications_lues(by=chargee)
    assert send_lettres(now=now).envoyees == 0


def test_pressing_task_leaves_alone_and_a_task_that_waits_does_not(espace, chargee, elue, now, monkeypatch):
    urgence = Urgence.A_FAIRE

    def list_taches(membre, today):
        yield Tache("Valider la fiche", "Elle attend.", "/x/", "Valider", urgence, "clock")

    monkeypatch.setitem(taches._fournisseurs, "essai", list_taches)
    assert send_lettres(now=now).envoyees == 0
    urgence = Urgence.RETARD
    assert send_lettres(now=now + UNE_SEMAINE).envoyees == 2
    assert mail.outbox[0].subject == "Votre semaine : 1\u00a0chose à faire"


def test_internal_news_is_marked_and_reaches_nobody_else(espace, note, chargee, directeur, elue, partenaire, now):
    publish(elue, espace, sur=note, mentions=(partenaire,))
    publish(chargee, espace, sur=note, is_interne=True, mentions=(directeur,))
    send_lettres(now=now)
    corps = {message.to[0]: message for message in mail.outbox}
    assert "Interne : Chargee vous demande" in corps[directeur.email].body.replace("\u00a0", " ")
    assert 'class="interne"' in corps[directeur.email].alternatives[0][0]
    assert "nterne" not in corps[partenaire.email].body
    assert "nterne :" not in corps[partenaire.email].alternatives[0][0].replace("\u00a0", " ")


def test_role_that_was_lowered_since_reads_nothing_internal(espace, note, chargee, directeur, now):
    publish(chargee, espace, sur=note, is_interne=True, mentions=(directeur,))
    espace.membres.filter(compte=directeur).update(role="elu")
    send_lettres(now=now)
    assert not any(message.to == [directeur.email] for message in mail.outbox)


@pytest.mark.parametrize(("jour", "part"), [(1, True), (3, True), (4, False), (None, False)])
def test_day_is_the_one_that_one_chose(espace, nouvelle, chargee, now, jour, part):
    update_preference(by=chargee, canaux={}, jour_lettre=jour, sourdines=[])
    assert bool(send_lettres(now=now).envoyees) is part
    if jour == 4:
        assert send_lettres(now=now + timedelta(days=1)).envoyees == 1


def test_what_is_for_the_letter_only_is_in_it_and_what_is_refused_is_not(espace, note, chargee, elue, now):
    update_preference(
        by=chargee, canaux={"commentaire": Canal.LETTRE, "mention": Canal.RIEN}, jour_lettre=1, sourdines=[]
    )
    publish(elue, espace, sur=note, mentions=(chargee,))
    publish(elue, espace, sur=note)
    send_lettres(now=now)
    assert "a commenté" in mail.outbox[0].body
    assert "vous demande" not in mail.outbox[0].body


def test_nobody_without_place_inactive_muted_or_invented(espace, nouvelle, chargee, now):
    update_preference(by=chargee, canaux={}, jour_lettre=1, sourdines=[espace.pk])
    assert build_contenu(chargee, now).parties == ()
    update_preference(by=chargee, canaux={}, jour_lettre=1, sourdines=[])
    for champs in ({"is_active": False}, {"is_active": True, "email": "chargee@exemple.invalid"}):
        type(chargee).objects.filter(pk=chargee.pk).update(**champs)
        assert not LettreSemaine.objects.filter(compte=chargee).exists()
        send_lettres(now=now)
    espace.membres.all().update(date_fin=timezone.localdate(), date_debut=timezone.localdate())
    type(chargee).objects.filter(pk=chargee.pk).update(email="chargee@exemple.fr")
    send_lettres(now=now)
    assert mail.outbox == []
    assert not is_adresse_reelle("X@Exemple.INVALID")


def test_real_server_receives_a_message_that_unsubscribes_in_one_click(serveur_smtp, nouvelle, chargee, now, client):
    assert send_lettres(now=now).is_complet
    (recu,) = serveur_smtp.recus
    entetes = recu.decode().partition("\r\n\r\n")[0].replace("\r\n ", " ")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in entetes
    assert "Auto-Submitted: auto-generated" in entetes
    arret = re.search(r"List-Unsubscribe: <([^>]+)>", entetes)
    assert arret is not None
    path = arret[1].removeprefix(reglages.URL_PUBLIQUE)
    assert client.get(path).status_code == 200
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_server_that_is_down_delays_and_loses_nothing(settings, espace, nouvelle, chargee, elue, now):
    with serve_smtp() as serveur:
        url = serveur.url
    settings.MAILERS = build_mailers(url)
    publish(chargee, espace, mentions=(elue,))
    bilan = send_lettres(now=now)
    assert (bilan.envoyees, bilan.is_interrompu, bilan.is_complet) == (0, True, False)
    # Nobody else waits ten seconds for the same server.
    assert LettreSemaine.objects.filter(etat=EtatLettre.ECHOUEE).count() == 1
    with serve_smtp() as serveur:
        settings.MAILERS = build_mailers(serveur.url)
        assert send_lettres(now=now + timedelta(hours=1)).envoyees == 2
        assert len(serveur.recus) == 2
        assert send_lettres(now=now + timedelta(hours=2)).envoyees == 0
        assert len(serveur.recus) == 2


def test_letter_that_never_left_is_told_by_the_next(settings, serveur_smtp, nouvelle, now):
    serveur_smtp.refus = "550 inconnu"
    bilan = send_lettres(now=now)
    assert (bilan.echouees, bilan.is_complet) == (1, False)
    assert LettreSemaine.objects.get(etat=EtatLettre.ECHOUEE).erreur == "SMTPRecipientsRefused"
    assert send_lettres(now=now).echouees == 1
    assert LettreSemaine.objects.get(etat=EtatLettre.ECHOUEE).tentatives == 2
    serveur_smtp.refus = ""
    assert send_lettres(now=now + UNE_SEMAINE).envoyees == 1


def test_line_cut_while_leaving_is_not_sent_again_and_is_told_by_the_next(serveur_smtp, nouvelle, chargee, now):
    serveur_smtp.coupe = True
    bilan = send_lettres(now=now)
    assert (bilan.incertaines, bilan.is_complet) == (1, False)
    assert LettreSemaine.objects.get(compte=chargee).etat == EtatLettre.EN_DEPART
    serveur_smtp.coupe = False
    assert send_lettres(now=now).envoyees == 0
    assert serveur_smtp.recus == []
    assert send_lettres(now=now + UNE_SEMAINE).envoyees == 1
    assert b"Petites vacances" in serveur_smtp.recus[0].replace(b"=\r\n", b"")


def test_two_runs_that_meet_send_once(nouvelle, chargee, now, monkeypatch):
    """The other run takes the letter between what this one reads and what it decides."""
    claim = module._claim

    def claim_after_the_other(lettre, contenu):
        monkeypatch.setattr(module, "_claim", claim)
        assert send_lettres(now=now).envoyees == 1
        return claim(lettre, contenu)

    monkeypatch.setattr(module, "_claim", claim_after_the_other)
    assert send_lettres(now=now).envoyees == 0
    assert len(mail.outbox) == 1
    assert LettreSemaine.objects.get(compte=chargee).tentatives == 1


def test_goodbye_that_fails_does_not_undo_what_left(nouvelle, now, monkeypatch):
    from django.core.mail.backends.locmem import EmailBackend

    def close(self):
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "close", close)
    assert send_lettres(now=now).envoyees == 1


def test_one_letter_that_breaks_does_not_stop_the_others(espace, nouvelle, chargee, elue, now, monkeypatch):
    publish(chargee, espace, mentions=(elue,))
    build = module.build_contenu

    def break_one(compte, at):
        if compte == chargee:
            raise ZeroDivisionError
        return build(compte, at)

    monkeypatch.setattr(module, "build_contenu", break_one)
    bilan = send_lettres(now=now)
    assert (bilan.erreurs, bilan.envoyees) == (1, 1)


def test_command_reports_and_fails_when_something_did_not_leave(settings, nouvelle):
    out = StringIO()
    LettreSemaine.objects.all().delete()
    call_command("lettre_hebdomadaire", "--dry-run", stdout=out)
    assert "lettre envoyée" in out.getvalue()
    assert not LettreSemaine.objects.exists()
    assert mail.outbox == []
    call_command("lettre_hebdomadaire", stdout=out)
    assert len(mail.outbox) == 1
    LettreSemaine.objects.all().delete()
    Notification.objects.update(lettre=None)
    with serve_smtp() as serveur:
        settings.MAILERS = build_mailers(serveur.url)
        serveur.refus = "550 inconnu"
        with pytest.raises(CommandError, match="journal technique"):
            call_command("lettre_hebdomadaire", stdout=out)
    with pytest.raises(CommandError, match="prochain passage"):
        call_command("lettre_hebdomadaire", stdout=out)


def test_old_rows_are_deleted(nouvelle, chargee, now):
    send_lettres(now=now)
    assert send_lettres(now=now + timedelta(days=401)).envoyees == 0
    assert not Notification.objects.exists()
    assert list(LettreSemaine.objects.values_list("etat", flat=True)) == []


def test_key_of_a_letter_is_signed(monkeypatch):
    compte_uuid = "00000000-0000-4000-8000-000000000000"
    jeton = build_jeton(compte_uuid)
    assert get_compte_from_jeton(jeton + "x") is None
    assert get_compte_from_jeton("") is None


def test_colours_of_the_letter_are_those_of_the_product():
    racine = Path(module.__file__).parents[2]
    jetons = (racine / "ui" / "front" / "tokens.css").read_text(encoding="utf-8").upper()
    html = (racine / "echanges/templates/echanges/courriels/lettre.html").read_text(encoding="utf-8")
    couleurs = set(re.findall(r"#[0-9A-Fa-f]{6}\b", html))
    assert len(couleurs) >= 8
    assert [couleur for couleur in couleurs if couleur.upper() not in jetons] == []


def test_dates_are_in_the_local_week():
    assert timezone.localdate(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)).isoweekday() == 1
