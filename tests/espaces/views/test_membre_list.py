import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.espaces.actions import courriel
from convive.espaces.models import Invitation
from convive.espaces.rules import EtatInvitation
from convive.espaces.selectors.resume_roles import list_cles
from convive.socle.droits import droits
from tests.espaces.factories import (
    TOUT_L_ESPACE,
    create_compte,
    create_departement,
    create_invitation,
    create_membre,
    create_thematique,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/membres/"


def test_membre_list_shows_members_and_the_form_to_those_who_invite(connecte, url, chargee, elue):
    page = connecte(chargee).get(url).content.decode()
    assert "elue@exemple.fr" in page
    assert "Aucune invitation en attente" in page
    page = connecte(elue).get(url).content.decode()
    assert "chargee@exemple.fr" in page
    assert "Envoyer l’invitation" not in page
    assert 'value="fermer"' not in page


def test_membre_list_invites(connecte, url, chargee):
    response = connecte(chargee).post(
        url, {"geste": "inviter", "email": "a@exemple.fr", "role": "elu", **TOUT_L_ESPACE}, follow=True
    )
    invitation = Invitation.objects.get()
    assert response.redirect_chain == [(f"{url}?envoyee={invitation.pk}#envoyee", 302)]
    assert "partie le" in response.content.decode()
    # Said beside the form, which is folded: nobody sends it twice.
    formulaire = response.text[response.text.index('id="inviter"') :]
    said, _, folded = formulaire.partition("<details")
    assert re.search(
        r"<p class=\"cv-row\" id=\"envoyee\" tabindex=\"-1\">.*Invitation envoyée à a@exemple\.fr\.", said, re.S
    )
    assert 'name="email"' in folded
    assert "http://testserver/espaces/invitation/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"email": "pas une adresse"}, "valide."),
        ({"role": "roi"}, "roi"),
        ({"role": ""}, "obligatoire"),
        ({"email": "chargee@exemple.fr"}, "déjà membre"),
    ],
)
def test_membre_list_says_why_an_invitation_is_refused(connecte, url, chargee, champs, message):
    data = {"geste": "inviter", "email": "a@exemple.fr", "role": "elu", **TOUT_L_ESPACE} | champs
    response = connecte(chargee).post(url, data)
    assert response.status_code == 200
    assert message in response.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert mail.outbox == []


def test_membre_list_says_that_the_mail_did_not_leave(connecte, url, chargee, monkeypatch):
    def down(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(courriel.EmailMessage, "send", down)
    data = {"geste": "inviter", "email": "a@exemple.fr", "role": "elu", **TOUT_L_ESPACE}
    page = connecte(chargee).post(url, data, follow=True).content.decode()
    assert "l’e-mail n’est pas parti" in page
    assert "est envoyée" not in page


def test_membre_list_sends_again_and_revokes(connecte, url, espace, chargee):
    first, _ = create_invitation(espace)
    connecte(chargee).post(url, {"geste": "renvoyer", "objet": first.pk})
    second = espace.invitations.exclude(pk=first.pk).get()
    connecte(chargee).post(url, {"geste": "annuler", "objet": second.pk})
    for invitation in (first, second):
        invitation.refresh_from_db()
        assert invitation.get_etat() is EtatInvitation.REVOQUEE
    assert len(mail.outbox) == 1
    page = connecte(chargee).post(url, {"geste": "annuler", "objet": second.pk}).content.decode()
    assert "annulée ou remplacée" in page


def test_membre_list_shows_an_expired_invitation(connecte, url, espace, chargee):
    create_invitation(espace, expire_le=timezone.now())
    assert "expirée le" in connecte(chargee).get(url).content.decode()


def test_membre_list_ends_a_membership(connecte, url, espace, chargee, elue):
    place = espace.membres.get(compte=elue)
    page = connecte(chargee).post(url, {"geste": "fermer", "objet": place.pk}, follow=True).content.decode()
    assert "elue@exemple.fr" not in page
    mine = espace.membres.get(compte=chargee)
    page = connecte(chargee).post(url, {"geste": "fermer", "objet": mine.pk}).content.decode()
    assert "Un espace garde au moins" in page
    assert "chargee@exemple.fr" in page


def test_membre_list_reads_twenty_limited_places_in_few_queries(connecte, url, espace, chargee, elue, partenaire):
    """Places of today, invitations and places that ended, all limited to communes and thématiques."""
    enfance, code = create_thematique(espace, "Enfance"), "86078"
    for rang in range(20):
        place = create_membre(espace, create_compte(f"membre_{rang}"), "elu")
        invitation, _ = create_invitation(espace, f"invitee_{rang}@exemple.fr")
        for limitee in (place, invitation):
            limitee.thematiques.add(enfance)
            type(limitee).objects.filter(pk=limitee.pk).update(communes=[code])
    today = timezone.localdate()
    espace.membres.filter(compte=partenaire).update(date_debut=today - timedelta(days=9), date_fin=today)
    client = connecte(chargee)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).text
    assert "Proposer de nouveau cet accès" in page
    assert page.count("Enfance, ") >= 40
    assert len(queries) <= 15, len(queries)


def test_each_role_says_in_one_sentence_what_it_opens(connecte, url, chargee):
    page = re.sub(r"[\u202f\xa0]", " ", connecte(chargee).get(url).text)
    for phrase in (
        "Voit tout l’espace, ou sa part si l’accès est limité ; "
        "peut modifier l’annuaire, le diagnostic, la convention, les actions et les séances et "
        "inviter.",
        "Voit tout l’espace, ou sa part si l’accès est limité, "
        "sauf les brouillons et les échanges internes ; peut mettre à jour ses propres actions, "
        "donner son avis sur les constats et commenter.",
        "sauf les brouillons, les échanges internes, les coordonnées des personnes et la liste des membres ; "
        "ne modifie rien, mais donne sa voix dans une instance où la personne siège.",
        "Ne voit rien de ce qui s’écrit ici : gère l’installation.",
    ):
        assert phrase in page


def test_the_sentences_of_roles_read_rights_that_exist():
    declares = {droit.cle for droit in droits.get_all()}
    assert set(list_cles()) <= declares


def test_confirmation_of_another_espace_is_not_shown(connecte, url, chargee):
    ailleurs, _ = create_invitation(create_departement(chargee), "b@exemple.fr")
    assert "b@exemple.fr" not in connecte(chargee).get(f"{url}?envoyee={ailleurs.pk}").text
