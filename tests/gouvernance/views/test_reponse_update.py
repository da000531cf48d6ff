"""« Je viens », « Je ne viens pas »: from the page of a séance, from the home, on a page of its own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, TypeOrganisation
from convive.gouvernance.models import ParticipantSeance, Seance
from convive.gouvernance.rules.seances import Presence, StatutSeance
from convive.journal.models import Journal
from tests.gouvernance.factories import create_carte, create_participant_essai, create_siege
from tests.pages_lues import lis as lis_texte

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:reponse_update", args=[espace.pk, gouvernance.convoquee.pk])


@pytest.fixture
def sienne(espace, elue, gouvernance) -> ParticipantSeance:
    """The line of the élue, who sits in the body that is convened."""
    carte = create_carte(espace, elue)
    siege = create_siege(gouvernance.copil, carte, is_elu=True)
    return create_participant_essai(gouvernance.convoquee, str(carte), membre=siege, personne=carte)


def lis(answer) -> str:
    return lis_texte(answer.content.decode())


def _say(client, url, reponse: str, vue: str = "en_attente", **data):
    return client.post(url, {"reponse": reponse, "vue": vue, **data})


def _count(participant: ParticipantSeance) -> int:
    return Journal.objects.filter(objet_uuid=participant.pk).count()


def test_one_says_that_one_comes_then_that_one_does_not(url, sienne, elue, connecte, espace, gouvernance):
    client = connecte(elue)
    answer = _say(client, url, "present")
    assert answer.headers["Location"].endswith(f"/seances/{gouvernance.convoquee.pk}/#venir")
    sienne.refresh_from_db()
    assert (sienne.reponse, sienne.repondu_par) == ("present", "")
    ligne = Journal.objects.get(objet_uuid=sienne.pk)
    assert (ligne.auteur_id, ligne.detail["reponse"], ligne.detail["avant"]) == (elue.pk, "present", "en_attente")
    assert _say(client, url, "excuse", vue="present").status_code == 302
    sienne.refresh_from_db()
    assert sienne.reponse == "excuse"
    assert gouvernance.convoquee.participants.filter(personne=sienne.personne).count() == 1


def test_the_same_answer_twice_is_one(url, sienne, elue, connecte):
    for _ in range(2):
        assert _say(connecte(elue), url, "present").status_code == 302
    assert _count(sienne) == 1


def test_an_answer_that_the_page_did_not_show_is_not_written_over(url, sienne, elue, connecte):
    ParticipantSeance.objects.filter(pk=sienne.pk).update(reponse="excuse")
    answer = _say(connecte(elue), url, "present", vue="en_attente")
    assert answer.status_code == 422
    assert "Une autre réponse vient d’être donnée" in lis(answer)
    sienne.refresh_from_db()
    assert sienne.reponse == "excuse"


@pytest.mark.parametrize(
    "champs",
    [
        {"date": timezone.localdate() - timedelta(days=1)},
        {"statut": StatutSeance.CLOSE.value},
        {"statut": StatutSeance.ANNULEE.value, "motif": "Faute de quorum"},
    ],
    ids=["past", "closed", "cancelled"],
)
def test_a_seance_that_is_over_takes_no_answer(url, sienne, elue, connecte, champs):
    Seance.objects.filter(pk=sienne.seance_id).update(**champs)
    assert _say(connecte(elue), url, "present").status_code == 422
    sienne.refresh_from_db()
    assert sienne.reponse == "en_attente"
    assert _count(sienne) == 0


def test_a_presence_that_is_noted_is_left_as_it_is(url, sienne, elue, connecte):
    Seance.objects.filter(pk=sienne.seance_id).update(statut=StatutSeance.EN_COURS.value)
    ParticipantSeance.objects.filter(pk=sienne.pk).update(presence=Presence.ABSENT.value)
    answer = _say(connecte(elue), url, "present")
    assert answer.status_code == 422
    assert "votre présence y est déjà notée" in lis(answer)


def test_who_is_not_expected_answers_for_nobody(url, sienne, lectrice, connecte):
    client = connecte(lectrice)
    assert "Vous n’êtes pas sur la liste" in lis(client.get(url))
    assert _say(client, url, "present").status_code == 422
    sienne.refresh_from_db()
    assert sienne.reponse == "en_attente"


def test_who_replaces_her_is_named(url, sienne, elue, connecte):
    client = connecte(elue)
    assert "Indiquez par qui" in lis(_say(client, url, "represente"))
    assert _say(client, url, "represente", represente_par="Yann Corbet").status_code == 302
    sienne.refresh_from_db()
    assert (sienne.reponse, sienne.represente_par) == ("represente", "Yann Corbet")


def test_the_name_of_who_answers_for_an_organisation_is_kept(url, espace, gouvernance, partenaire, connecte):
    gouvernance.copil.is_ouverte_partenaires = True
    gouvernance.copil.save()
    maison = Organisation.objects.create(espace=espace, nom="Maison des parents", type=TypeOrganisation.ASSOCIATION)
    Fonction.objects.create(
        espace=espace, personne=create_carte(espace, partenaire), organisation=maison, intitule="Directrice"
    )
    siege = create_siege(gouvernance.copil, maison)
    ligne = create_participant_essai(gouvernance.convoquee, str(maison), membre=siege, organisation=maison)
    assert _say(connecte(partenaire), url, "present").status_code == 302
    ligne.refresh_from_db()
    assert (ligne.reponse, ligne.repondu_par) == ("present", str(partenaire))


def test_htmx_gets_the_buttons_and_the_counts_as_they_are_now(url, sienne, elue, connecte):
    client = connecte(elue)
    answer = client.post(url, {"reponse": "present", "vue": "en_attente"}, headers=HTMX)
    assert answer.status_code == 200
    page = lis(answer)
    assert "<html" not in page
    assert "C’est noté" in page
    assert "1 personne vient" in page.replace("\xa0", " ")
    refus = client.post(url, {"reponse": "excuse", "vue": "en_attente"}, headers=HTMX)
    assert refus.status_code == 422
    assert "Une autre réponse vient d’être donnée" in lis(refus)


def test_one_answers_where_the_next_seance_is_shown(espace, sienne, elue, chargee, connecte, url):
    seance = reverse("gouvernance:seance_detail", args=[espace.pk, sienne.seance_id])
    accueil = reverse("espaces:espace_detail", args=[espace.pk])
    sa_page = reverse("plan_action:elu_detail", args=[espace.pk])
    client = connecte(elue)
    for page in (seance, accueil, sa_page):
        assert "Je ne viens pas" in lis(client.get(page)), page
    assert _say(client, url, "present", depuis="accueil").headers["Location"] == f"{accueil}#venir"
    assert _say(client, url, "excuse", "present", depuis="elu").headers["Location"] == f"{sa_page}#venir"
    equipe = lis(connecte(chargee).get(seance)).replace("\xa0", " ")
    assert "0 personne vient, 1 ne vient pas" in equipe
    assert "Je ne viens pas" not in equipe
