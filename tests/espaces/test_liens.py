"""The registry of gestures, and the life of a magic link: sent, used, revoked, asked again, counted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from convive.espaces.actions.lien_magique import (
    close_lien,
    compute_empreinte_adresse,
    notify_demande,
    record_tentative,
    reopen_lien,
    submit_demande,
    submit_demande_perdue,
    submit_lien,
    validate_lien,
)
from convive.espaces.actions.membre import close_membre, update_membre
from convive.espaces.forms.lien_magique import list_durees
from convive.espaces.gestes import CONFIRMER_PLACE, submit_liens_de_confirmation
from convive.espaces.liens import GesteInconnu, RegistreGestesLiens, liens, read_durees
from convive.espaces.models import ConfirmationPlace, LienMagique, SorteTentative, TentativeLien
from convive.espaces.permissions import EspaceExpire
from convive.espaces.rules import (
    MAX_DEMANDES_ADRESSE,
    MAX_LIENS_INCONNUS,
    MAX_TENTATIVES_ADRESSE,
    MAX_TENTATIVES_LIEN,
    EspaceRefuse,
    EtatLien,
    LienPerime,
    is_bloque,
)
from convive.espaces.selectors.lien_magique import get_lien, resolve_lien
from convive.journal.models import AUTEUR_SANS_COMPTE, Journal
from tests.espaces.factories import (
    create_compte,
    create_espace_civraisien,
    create_lien,
    create_membre,
    create_note_essai,
)

pytestmark = pytest.mark.django_db
OUI = {"reponse": "toujours", "precision": ""}


@pytest.fixture
def pilote(espace, chargee):
    return espace.membres.get(compte=chargee)


@pytest.fixture
def place(espace, elue):
    return espace.membres.get(compte=elue)


def send(pilote, place, **champs):
    cles = []
    geste = liens.get("membre", CONFIRMER_PLACE)
    valeurs = {"email": "Elue@exemple.fr", "nom": " Elue  Essai ", "build_url": lambda cle: cles.append(cle) or cle}
    return submit_lien(by=pilote, geste=geste, objet=place, **(valeurs | champs)), cles[0]


def test_every_gesture_has_a_duration_that_its_sender_may_choose():
    durees = read_durees()
    assert {geste.cle for geste in liens.get_all()} == durees["gestes"].keys()
    assert set(durees["gestes"].values()) <= durees["proposees"].keys()
    assert dict(list_durees()).keys() == {str(jours) for jours in durees["proposees"]}
    assert liens.get("membre", CONFIRMER_PLACE).duree == timedelta(days=30)


def test_a_gesture_that_its_type_does_not_list_stops_the_start():
    geste = liens.get("membre", CONFIRMER_PLACE)
    registre = RegistreGestesLiens()
    for autre in (replace(geste, cle="autre"), replace(geste, objet_type="inconnu")):
        with pytest.raises(ImproperlyConfigured):
            registre.record_geste(autre)
    registre.record_geste(geste, geste)
    assert registre.get_all() == (geste,)
    with pytest.raises(GesteInconnu):
        registre.get("membre", "autre")


def test_sending_writes_an_e_mail_and_keeps_no_secret(pilote, place):
    lien, cle = send(pilote, place, mot="Merci d’avance.")
    [message] = mail.outbox
    assert message.to == ["elue@exemple.fr"]
    assert cle in message.body
    assert "Merci d’avance." in message.body
    assert lien.nom == "Elue Essai"
    assert lien.date_envoi is not None
    assert get_lien(cle) == lien
    secret = cle.split(".")[1]
    assert all(secret not in str(value) for value in LienMagique.objects.filter(pk=lien.pk).values().get().values())
    assert not Journal.objects.filter(detail__icontains=secret).exists()


def test_a_new_link_for_the_same_revokes_the_former(pilote, place):
    former, _ = send(pilote, place)
    LienMagique.objects.filter(pk=former.pk).update(date_demande=timezone.now())
    autre, _ = send(pilote, place, email="autre@exemple.fr")
    recent, _ = send(pilote, place)
    former.refresh_from_db()
    assert former.get_etat() is EtatLien.REVOQUE
    assert former.date_demande is None
    assert (autre.get_etat(), recent.get_etat()) == (EtatLien.ACTIF, EtatLien.ACTIF)


def test_a_mail_server_that_is_down_loses_nothing(pilote, place, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("down")

    monkeypatch.setattr("convive.espaces.actions.courriel.EmailMessage.send", refuse)
    lien, cle = send(pilote, place)
    assert lien.date_envoi is None
    assert get_lien(cle).get_etat() is EtatLien.ACTIF
    monkeypatch.undo()
    nouveau = reopen_lien(by=pilote, lien=lien, build_url=str)
    assert nouveau.date_envoi is not None
    assert abs((nouveau.expire_le - nouveau.created_at) - (lien.expire_le - lien.created_at)) < timedelta(seconds=1)


def test_a_server_that_is_down_is_tried_once_for_many(pilote, place, espace, directeur, monkeypatch):
    tries = []

    def refuse(*_args, **_kwargs):
        tries.append(1)
        raise OSError("down")

    monkeypatch.setattr("convive.espaces.actions.courriel.EmailMessage.send", refuse)
    sent = submit_liens_de_confirmation(by=pilote, places=[place, espace.membres.get(compte=directeur)], build_url=str)
    assert [lien.date_envoi for lien in sent] == [None, None]
    assert len(tries) == 1


def test_only_who_may_sends_and_only_what_can_be_done(pilote, place, espace, elue, chargee):
    with pytest.raises(PermissionDenied):
        send(place, pilote)
    close_membre(by=chargee, membre=place)
    with pytest.raises(EspaceRefuse, match="fermé"):
        send(pilote, place)
    espace.expire_le = timezone.localdate()
    espace.save()
    pilote.refresh_from_db()
    with pytest.raises(EspaceExpire):
        send(pilote, pilote)
    assert not LienMagique.objects.exists()


def test_using_does_the_gesture_once_and_tells_the_journal(place):
    lien, cle = create_lien(place)
    phrase = validate_lien(lien=get_lien(cle), data={"reponse": "change", "precision": " Nouvelle commune "})
    assert "mettre votre accès à jour" in phrase
    assert ConfirmationPlace.objects.get().precision == "Nouvelle commune"
    ligne = Journal.objects.get(geste="valider")
    assert (ligne.auteur, ligne.auteur_nom, ligne.au_nom_de) == (None, AUTEUR_SANS_COMPTE, lien.nom)
    assert ligne.espace_uuid == place.espace_id
    with pytest.raises(LienPerime, match="déjà servi"):
        validate_lien(lien=get_lien(cle), data=OUI)
    # A page that was read before someone else answered: the row decides, not what was read.
    with pytest.raises(LienPerime):
        validate_lien(lien=lien, data=OUI)
    assert ConfirmationPlace.objects.count() == 1


def test_a_link_that_serves_often_counts_its_uses(place):
    lien, cle = create_lien(place, max_usages=None)
    for _ in range(3):
        validate_lien(lien=get_lien(cle), data=OUI)
    lien.refresh_from_db()
    assert (lien.usages, lien.get_etat()) == (3, EtatLien.ACTIF)


@pytest.mark.parametrize(
    ("champs", "etat"),
    [
        ({"expire_le": timezone.now() - timedelta(minutes=1)}, EtatLien.EXPIRE),
        ({"date_revocation": timezone.now()}, EtatLien.REVOQUE),
        ({"usages": 1, "expire_le": timezone.now() - timedelta(days=1)}, EtatLien.REPONDU),
        ({"geste": "inconnu"}, EtatLien.OBJET_PARTI),
        ({"objet_type": "inconnu"}, EtatLien.OBJET_PARTI),
    ],
)
def test_a_link_that_serves_no_more_does_nothing(place, champs, etat):
    lien, _ = create_lien(place, **champs)
    assert resolve_lien(lien).etat is etat
    with pytest.raises(LienPerime) as refus:
        validate_lien(lien=lien, data=OUI)
    assert refus.value.etat is etat
    assert not ConfirmationPlace.objects.exists()


def test_an_object_that_is_gone_closed_or_elsewhere_does_nothing(place, espace, chargee):
    ailleurs = create_espace_civraisien(create_compte("voisine"), nom="Espace voisin").membres.get()
    etrange, _ = create_lien(place, objet_uuid=ailleurs.pk)
    assert resolve_lien(etrange).etat is EtatLien.OBJET_PARTI
    lien, _ = create_lien(place)
    close_membre(by=chargee, membre=place)
    resolu = resolve_lien(lien)
    assert (resolu.etat, resolu.is_redemandable) == (EtatLien.IMPOSSIBLE, False)
    with pytest.raises(LienPerime, match="fermé"):
        reopen_lien(by=espace.membres.get(compte=chargee), lien=lien, build_url=str)
    place.delete()
    assert resolve_lien(lien).etat is EtatLien.OBJET_PARTI


def test_an_espace_that_expired_refuses_the_gesture(place, espace):
    lien, _ = create_lien(place)
    espace.expire_le = timezone.localdate()
    espace.save()
    lien.refresh_from_db()
    assert resolve_lien(lien).etat is EtatLien.IMPOSSIBLE
    with pytest.raises(EspaceExpire):
        validate_lien(lien=lien, data=OUI)


def test_revoking_settles_the_request_and_twice_changes_nothing(pilote, place):
    lien, cle = create_lien(place, date_demande=timezone.now())
    close_lien(by=pilote, lien=lien)
    close_lien(by=pilote, lien=lien)
    lien = get_lien(cle)
    assert (lien.get_etat(), lien.date_demande) == (EtatLien.REVOQUE, None)
    assert Journal.objects.filter(geste="revoquer").count() == 1


def test_asking_again_tells_the_sender_once_a_day(place, chargee, django_capture_on_commit_callbacks):
    lien, _ = create_lien(place, usages=1)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert submit_demande(liens=[lien], adresse_ip="192.0.2.1", url_liste=lambda _: "https://exemple.fr/x")
    [message] = mail.outbox
    assert message.to == [chargee.email]
    assert "https://exemple.fr/x" in message.body
    assert Journal.objects.filter(geste="soumettre", au_nom_de=lien.nom).count() == 1


def test_asking_again_when_the_sender_left_tells_who_pilots(place, espace, directeur, chargee):
    create_membre(espace, create_compte("relais"), "charge_cooperation")
    lien, _ = create_lien(place, date_demande=timezone.now())
    close_membre(by=directeur, membre=espace.membres.get(compte=chargee))
    notify_demande.enqueue(str(lien.pk), "https://exemple.fr/x")
    assert sorted(message.to[0] for message in mail.outbox) == ["directeur@exemple.fr", "relais@exemple.fr"]
    close_lien(by=espace.membres.get(compte=directeur), lien=lien)
    mail.outbox.clear()
    notify_demande.enqueue(str(lien.pk), "https://exemple.fr/x")
    assert mail.outbox == []


def test_asking_again_tells_who_pilots_when_the_sender_may_send_no_link_any_more(
    place, espace, directeur, chargee, connecte
):
    create_membre(espace, create_compte("relais"), "charge_cooperation")
    lien, _ = create_lien(place, date_demande=timezone.now())
    update_membre(by=directeur, membre=espace.membres.get(compte=chargee), role="lecture", dernier_jour=None)
    notify_demande.enqueue(str(lien.pk), "https://exemple.fr/x")
    assert sorted(message.to[0] for message in mail.outbox) == ["directeur@exemple.fr", "relais@exemple.fr"]
    tache = f"Envoyer un nouveau lien à {lien.nom}"
    assert tache in connecte(directeur).get(f"/espaces/{espace.pk}/").text
    assert tache not in connecte(chargee).get(f"/espaces/{espace.pk}/").text


def test_a_lost_link_is_asked_by_its_address(place, pilote, django_capture_on_commit_callbacks):
    ancien, _ = create_lien(place, date_revocation=timezone.now(), created_at=timezone.now())
    recent, _ = create_lien(place)
    with django_capture_on_commit_callbacks(execute=True):
        assert submit_demande_perdue(email=" ELUE@exemple.fr ", adresse_ip="192.0.2.1", url_liste=lambda _: "url")
        assert submit_demande_perdue(email="personne@exemple.fr", adresse_ip="192.0.2.1", url_liste=lambda _: "url")
    assert set(LienMagique.objects.filter(date_demande__isnull=False)) == {recent}
    assert len(mail.outbox) == 1
    assert ancien.date_demande is None


def test_asking_too_much_from_one_address_is_refused(place):
    lien, _ = create_lien(place)
    answers = [
        submit_demande(liens=[lien], adresse_ip="192.0.2.1", url_liste=str) for _ in range(MAX_DEMANDES_ADRESSE + 1)
    ]
    assert answers == [True] * MAX_DEMANDES_ADRESSE + [False]
    assert submit_demande(liens=[], adresse_ip="192.0.2.2", url_liste=str)


@pytest.mark.parametrize(
    ("compte", "attendu"),
    [
        ({"du_lien": MAX_TENTATIVES_LIEN - 1, "de_l_adresse": 0, "inconnus": 0}, False),
        ({"du_lien": MAX_TENTATIVES_LIEN, "de_l_adresse": 0, "inconnus": 0}, True),
        ({"du_lien": 0, "de_l_adresse": MAX_TENTATIVES_ADRESSE, "inconnus": 0}, True),
        ({"du_lien": 0, "de_l_adresse": 50, "inconnus": MAX_LIENS_INCONNUS - 1}, False),
        ({"du_lien": 0, "de_l_adresse": 50, "inconnus": MAX_LIENS_INCONNUS}, True),
    ],
)
def test_how_often_is_too_often(compte, attendu):
    assert is_bloque(**compte) is attendu


def test_attempts_are_counted_without_keeping_the_address(place, caplog):
    lien, cle = create_lien(place)
    assert record_tentative(cle=cle, adresse_ip="192.0.2.1", is_envoi=False) == (lien, False)
    assert record_tentative(cle=cle, adresse_ip="192.0.2.1", is_envoi=True) == (lien, False)
    assert record_tentative(cle=None, adresse_ip="192.0.2.1", is_envoi=False) == (None, False)
    for _ in range(MAX_LIENS_INCONNUS):
        assert record_tentative(cle="faux", adresse_ip="192.0.2.1", is_envoi=False) == (None, False)
    assert record_tentative(cle=cle, adresse_ip="192.0.2.1", is_envoi=False) == (lien, True)
    assert "Too many requests" in caplog.text
    assert "192.0.2.1" not in caplog.text
    # Someone else, elsewhere, is not concerned; and nothing more is written for who waits.
    assert record_tentative(cle=cle, adresse_ip="192.0.2.2", is_envoi=False) == (lien, False)
    assert TentativeLien.objects.count() == MAX_LIENS_INCONNUS + 4
    assert TentativeLien.objects.filter(empreinte_adresse=compute_empreinte_adresse("192.0.2.2")).count() == 1
    assert not TentativeLien.objects.filter(empreinte_adresse__contains="192.0").exists()
    TentativeLien.objects.update(at=timezone.now() - timedelta(hours=1))
    assert record_tentative(cle=cle, adresse_ip="192.0.2.1", is_envoi=False) == (lien, False)


@pytest.mark.parametrize(
    "champs",
    [{"usages": 2}, {"max_usages": 0}, {"email": ""}, {"nom": ""}, {"geste": ""}, {"objet_type": ""}],
)
def test_database_refuses_a_link_that_cannot_be(place, champs):
    with pytest.raises(IntegrityError), transaction.atomic():
        create_lien(place, **champs)


def test_database_refuses_unknown_words(place):
    for create in (
        lambda: ConfirmationPlace.objects.create(membre=place, reponse="peut-être"),
        lambda: TentativeLien.objects.create(sorte="autre", empreinte_adresse="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            create()


def test_rows_name_themselves(place):
    lien, _ = create_lien(place)
    assert str(lien) == f"Lien pour {lien.nom}"
    assert "Oui, rien n’a changé" in str(ConfirmationPlace(membre=place, reponse="toujours"))
    assert str(TentativeLien(sorte=SorteTentative.DEMANDE)).startswith("Nouveau lien demandé")
    assert list(LienMagique.objects.visible_to(AnonymousUser())) == []


def test_a_note_is_read_and_its_reading_told(espace, pilote, client, chargee, connecte):
    note = create_note_essai(espace, texte="# Un titre\n\nUn <b>texte</b>.")
    cles = []
    submit_lien(
        by=pilote,
        geste=liens.get("note", "lire"),
        objet=note,
        email="creche@exemple.fr",
        nom="Les Petits Pas",
        build_url=lambda cle: cles.append(cle) or cle,
    )
    url = f"/espaces/lien/{cles[0]}/"
    page = client.get(url).text
    assert note.titre in page
    assert "Un &lt;b&gt;texte" in page
    assert client.post(url).status_code == 302
    assert Journal.objects.get(geste="consulter").au_nom_de == "Les Petits Pas"
    panneau = connecte(chargee).get(f"/espaces/{espace.pk}/carnet/{note.pk}/").text
    assert "Les Petits Pas" in panneau
    assert f"objet=note%3A{note.pk}&amp;geste=lire" in panneau
    note.date_suppression = timezone.now()
    note.save()
    assert "Cette note a été supprimée." in client.get(url).text


def test_who_may_not_send_sees_no_panel(espace, elue, connecte):
    note = create_note_essai(espace)
    assert "Faire lire à quelqu’un" not in connecte(elue).get(f"/espaces/{espace.pk}/carnet/{note.pk}/").text
