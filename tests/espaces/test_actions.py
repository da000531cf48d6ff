from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone

from convive.comptes.models import Compte
from convive.comptes.selectors.adresse import get_adresse_prouvee
from convive.espaces.actions import courriel
from convive.espaces.actions.espace import create_espace, update_perimetre_espace
from convive.espaces.actions.invitation import (
    PlaceProposee,
    close_invitation,
    create_compte_invite,
    refuse_invitation,
    submit_invitation,
    validate_invitation,
)
from convive.espaces.actions.membre import close_membre
from convive.espaces.models import Espace, Invitation, Membre, Role
from convive.espaces.rules import EspaceRefuse, EtatInvitation, InvitationPerimee
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.espaces.selectors.invitation import get_invitation
from convive.journal.selectors import get_journal
from convive.territoires.models import Perimetre
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from tests.espaces.factories import MOT_DE_PASSE, create_compte, create_invitation, create_membre
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db


def get_gestes(espace: Espace) -> list[str]:
    return sorted(ligne.geste for ligne in get_journal(espace.pk))


def submit(espace: Espace, by: Compte, email: str = "Invitee@Exemple.fr", role: str = Role.ELU) -> Invitation:
    return submit_invitation(
        by=by, espace=espace, email=email, place=PlaceProposee(role), build_url=lambda cle: f"https://x/{cle}/"
    )


def test_create_espace_from_an_intercommunalite(chargee):
    espace = create_espace(by=chargee, reference=CIVRAISIEN)
    assert espace.nom == "CC du Civraisien en Poitou"
    perimetre = get_perimetre_espace(espace)
    assert perimetre is not None
    assert [commune.code for commune in perimetre.communes] == ["86024", "86078", "86082"]
    membre = espace.membres.get()
    assert (membre.compte, membre.role, membre.date_debut) == (chargee, Role.CHARGE_COOPERATION, timezone.localdate())
    ligne = get_journal(espace.pk, compte=chargee)[0]
    assert (ligne.auteur_nom, ligne.geste, ligne.objet_libelle) == ("Chargee", "creer", espace.nom)
    assert ligne.url == f"/espaces/{espace.pk}/"


def test_create_espace_from_codes_finds_the_same_perimetre_again(chargee):
    one = create_espace(by=chargee, codes=["86078", "86194"], nom="  Bassin   de Civray ")
    other = create_espace(by=chargee, codes=["86194", "86078"], nom="Bassin de Civray")
    assert one.nom == "Bassin de Civray"
    assert one.perimetres.get().perimetre == other.perimetres.get().perimetre
    assert one != other


@pytest.mark.parametrize(
    ("champs", "error"),
    [
        ({"reference": "00000"}, PerimetreInconnu),
        ({"codes": ["86078"], "nom": ""}, PerimetreRefuse),
        ({"codes": [], "nom": "Vide"}, PerimetreRefuse),
        ({"codes": ["86078", "99001"], "nom": "Réel et fictif"}, PerimetreRefuse),
    ],
)
def test_create_espace_refuses_and_leaves_nothing(chargee, champs, error):
    with pytest.raises(error):
        create_espace(by=chargee, **champs)
    assert not Espace.objects.exists()
    assert not Perimetre.objects.exists()


def test_update_perimetre_espace_closes_the_former_and_keeps_it(espace, chargee):
    day = timezone.localdate() + timedelta(days=30)
    update_perimetre_espace(by=chargee, espace=espace, codes=["86078", "86194"], date_debut=day)
    rows = espace.perimetres.order_by("date_debut")
    assert [(row.date_debut, row.date_fin) for row in rows] == [(timezone.localdate(), day), (day, None)]
    # Until that day, the espace keeps its communes.
    current = get_perimetre_espace(espace)
    assert current is not None
    assert len(current.communes) == 3
    assert get_gestes(espace) == ["creer", "modifier"]
    with pytest.raises(EspaceRefuse, match="commence le"):
        update_perimetre_espace(by=chargee, espace=espace, codes=["86078"], date_debut=timezone.localdate())
    assert espace.perimetres.count() == 2


def test_an_espace_without_perimetre_gets_its_first_one(chargee):
    espace = Espace.objects.create(nom="Cabinet", type="cabinet", created_by=chargee)
    assert get_perimetre_espace(espace) is None
    day = timezone.localdate() + timedelta(days=3)
    update_perimetre_espace(by=chargee, espace=espace, codes=["86078"], date_debut=day)
    perimetre = get_perimetre_espace(espace)
    assert perimetre is not None
    assert perimetre.communes[0].code == "86078"


def test_submit_invitation_sends_a_link_whose_key_is_not_kept(espace, chargee):
    invitation = submit(espace, chargee)
    (message,) = mail.outbox
    assert message.to == ["invitee@exemple.fr"]
    assert "Chargee vous invite" in message.body
    secret = message.body.partition("https://x/")[2].partition("/")[0]
    assert invitation.empreinte_cle != secret
    assert get_invitation(secret) == invitation
    assert invitation.date_envoi is not None
    assert get_gestes(espace) == ["creer", "inviter"]


def test_submit_invitation_again_revokes_the_first(espace, chargee):
    first = submit(espace, chargee)
    second = submit(espace, chargee)
    first.refresh_from_db()
    assert first.get_etat() is EtatInvitation.REVOQUEE
    assert second.is_en_attente


def test_submit_invitation_refuses_a_member(espace, chargee):
    with pytest.raises(EspaceRefuse, match="déjà membre"):
        submit(espace, chargee, email="CHARGEE@exemple.fr")
    assert mail.outbox == []


def test_submit_invitation_survives_a_mail_server_that_is_down(espace, chargee, monkeypatch):
    def down(*args, **kwargs):
        raise SMTPServerDisconnected("down")

    monkeypatch.setattr(courriel.EmailMessage, "send", down)
    invitation = submit(espace, chargee)
    assert invitation.date_envoi is None
    assert invitation.is_en_attente


def test_validate_invitation_makes_a_member_once(espace):
    invitation, _ = create_invitation(espace)
    invitee = create_compte("invitee")
    membre = validate_invitation(by=invitee, invitation=invitation)
    assert (membre.role, membre.compte) == (Role.ELU, invitee)
    with pytest.raises(InvitationPerimee, match="déjà servi"):
        validate_invitation(by=invitee, invitation=invitation)
    assert Membre.objects.filter(compte=invitee).count() == 1
    assert get_gestes(espace) == ["accepter", "creer"]


def test_validate_invitation_proves_the_address_that_received_it(espace):
    invitee, (invitation, _) = create_compte("invitee"), create_invitation(espace)
    assert get_adresse_prouvee(invitee) == ""
    validate_invitation(by=invitee, invitation=invitation)
    assert get_adresse_prouvee(invitee) == invitee.email


def test_validate_invitation_keeps_the_place_of_a_member(espace):
    invitee = create_compte("invitee")
    invitation, _ = create_invitation(espace)
    place = create_membre(espace, invitee, Role.LECTURE)
    assert validate_invitation(by=invitee, invitation=invitation) == place


def test_validate_invitation_refuses_another_address(espace, etrangere):
    invitation, _ = create_invitation(espace)
    with pytest.raises(EspaceRefuse, match="autre adresse"):
        validate_invitation(by=etrangere, invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.is_en_attente


@pytest.mark.parametrize(
    ("champs", "etat"),
    [
        ({"expire_le": timezone.now() - timedelta(seconds=1)}, EtatInvitation.EXPIREE),
        ({"date_revocation": timezone.now()}, EtatInvitation.REVOQUEE),
        ({"date_refus": timezone.now()}, EtatInvitation.REFUSEE),
    ],
)
def test_a_stale_invitation_opens_nothing(espace, champs, etat):
    invitation, _ = create_invitation(espace, **champs)
    for gesture in (
        lambda: validate_invitation(by=create_compte("invitee"), invitation=invitation),
        lambda: refuse_invitation(invitation=invitation),
    ):
        with pytest.raises(InvitationPerimee) as refus:
            gesture()
        assert refus.value.etat is etat
    assert espace.membres.count() == 1


def test_create_compte_invite_opens_an_account_and_joins(espace):
    invitation, _ = create_invitation(espace)
    compte = create_compte_invite(invitation=invitation, nom_affiche="Invitée", password=MOT_DE_PASSE)
    assert compte.check_password(MOT_DE_PASSE)
    assert espace.membres.get(compte=compte).role == Role.ELU
    other, _ = create_invitation(espace)
    with pytest.raises(EspaceRefuse, match="existe déjà"):
        create_compte_invite(invitation=other, nom_affiche="Invitée", password=MOT_DE_PASSE)


def test_create_compte_invite_leaves_no_account_when_the_invitation_is_stale(espace):
    invitation, _ = create_invitation(espace, expire_le=timezone.now())
    with pytest.raises(InvitationPerimee):
        create_compte_invite(invitation=invitation, nom_affiche="Invitée", password=MOT_DE_PASSE)
    assert not Compte.objects.filter(email="invitee@exemple.fr").exists()


def test_refuse_and_close_invitation(espace, chargee):
    refused, _ = create_invitation(espace)
    refuse_invitation(invitation=refused)
    revoked, _ = create_invitation(espace, expire_le=timezone.now() - timedelta(days=1))
    close_invitation(by=chargee, invitation=revoked)
    assert [i.get_etat() for i in (refused, revoked)] == [EtatInvitation.REFUSEE, EtatInvitation.REVOQUEE]
    assert get_gestes(espace) == ["creer", "refuser", "revoquer"]


def test_close_membre_ends_at_once_and_once(espace, chargee, elue):
    place = espace.membres.get(compte=elue)
    close_membre(by=chargee, membre=place)
    assert not Espace.objects.visible_to(elue).exists()
    with pytest.raises(EspaceRefuse, match="déjà plus"):
        close_membre(by=chargee, membre=place)
    assert get_gestes(espace) == ["clore", "creer"]


def test_close_membre_keeps_one_chargee(espace, chargee):
    place = espace.membres.get()
    with pytest.raises(EspaceRefuse, match="au moins"):
        close_membre(by=chargee, membre=place)
    create_membre(espace, create_compte("seconde"), Role.CHARGE_COOPERATION)
    close_membre(by=chargee, membre=place)
    assert not Espace.objects.visible_to(chargee).exists()


def test_create_compte_invite_pressed_twice_at_the_same_moment_opens_one_account(espace, monkeypatch):
    invitation, _ = create_invitation(espace)
    create_compte_invite(invitation=invitation, nom_affiche="Invitée", password=MOT_DE_PASSE)
    # The second request looked before the first one had written.
    monkeypatch.setattr("convive.espaces.actions.invitation.has_compte", lambda _email: False)
    with pytest.raises(EspaceRefuse, match="existe déjà"):
        create_compte_invite(invitation=invitation, nom_affiche="Invitée", password=MOT_DE_PASSE)
    assert Compte.objects.filter(email=invitation.email).count() == 1
