"""The panel on the page of a note: who reads it, whom one can ask, what it costs."""

import pytest
from django.db import connection, transaction
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.echanges.branchements import branchements
from convive.echanges.models import Discussion
from convive.echanges.panneau import record_echanges
from convive.espaces.models import Note
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.panneaux import panneaux
from tests.echanges.factories import answer, publish
from tests.espaces.factories import create_note_essai, create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace):
    return create_note_essai(espace, "Petites vacances")


@pytest.fixture
def url(espace, note) -> str:
    return reverse("espaces:note_detail", args=[espace.pk, note.pk])


def test_one_line_plugs_a_page():
    try:
        record_echanges("essai", page="essai:essai_detail")
        assert [panneau.cle for panneau in panneaux.get_for_page("essai:essai_detail")] == ["echanges_essai"]
        # A package that is not installed has no type, and breaks nothing.
        assert "essai" not in [type_objet.cle for type_objet in branchements.get_types()]
    finally:
        del branchements._declares["essai"]
        del panneaux._panneaux["echanges_essai"]


def test_note_shows_what_is_said_of_it(connecte, url, espace, note, elue, chargee):
    publish(elue, espace, "La salle est libre.", sur=note)
    publish(chargee, espace, "À vérifier d’abord.", sur=note, is_interne=True)
    publish(elue, espace, "Une autre affaire.")
    page = connecte(elue).get(url).text
    assert "La salle est libre." in page
    assert "À vérifier d’abord." not in page
    assert "Une autre affaire." not in page
    assert "1\u00a0discussion ouverte" in page
    page = connecte(chargee).get(url).text
    assert "À vérifier d’abord." in page
    assert "2\u00a0discussions ouvertes" in page


def test_panel_is_folded_until_something_is_said(connecte, url, espace, note, elue, lectrice):
    page = connecte(elue).get(url).text
    assert "<summary>Écrire un commentaire</summary>" in page
    assert "rien encore" in page
    assert "<summary>Suivre les échanges</summary>" in connecte(lectrice).get(url).text
    publish(elue, espace, "La salle est libre.", sur=note)
    assert "Écrire un commentaire" not in connecte(elue).get(url).text


def test_line_says_how_much_is_said_of_it(rf, espace, note, elue, chargee):
    publish(elue, espace, sur=note)
    publish(chargee, espace, sur=note, is_interne=True)
    autre = create_note_essai(espace, "Autre")
    gabarit = Template("{% load echanges %}{% echanges_de note %}|{% echanges_de autre %}")
    attendus = {elue: "1\u00a0discussion ouverte", chargee: "2\u00a0discussions ouvertes"}
    for compte, attendu in attendus.items():
        request = rf.get("/")
        request.membre = espace.membres.select_related("espace").get(compte=compte)
        with CaptureQueriesContext(connection) as requetes:
            lignes = gabarit.render(Context({"request": request, "note": note, "autre": autre})).split("|")
        assert attendu in lignes[0]
        assert "Échanger" in lignes[1]
        assert len(requetes) == 1


def test_words_go_with_what_is_deleted_and_stay_with_what_a_bin_keeps(
    espace, note, elue, django_capture_on_commit_callbacks
):
    publish(elue, espace, sur=note)
    detail = {"auteur": elue, "geste": Geste.SUPPRIMER, "objet_type": "note", "objet_libelle": "Note"}
    for is_gone in (False, True):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            record_geste(objet_uuid=note.pk, espace_uuid=espace.pk, **detail)
            if is_gone:
                Note.objects.filter(pk=note.pk).delete()
        assert Discussion.objects.exists() is not is_gone


def test_form_of_the_panel_brings_back_to_the_note(connecte, url, espace, note, elue):
    client = connecte(elue)
    action = reverse("echanges:discussion_create", args=[espace.pk, "note", note.pk])
    assert f'action="{action}"' in client.get(url).text
    reponse = client.post(action, {"geste": "publier", "texte": "Bonjour", "depuis": "objet"})
    assert reponse.headers["Location"] == f"{url}#echanges"


def test_only_those_whom_the_note_concerns_can_be_asked(connecte, espace, chargee, elue, directeur):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    note = create_note_essai(espace, "Sur les jeunes", thematiques=(jeunesse,))
    espace.membres.get(compte=elue).thematiques.set([logement])
    espace.membres.get(compte=directeur).thematiques.set([jeunesse])
    page = connecte(chargee).get(reverse("espaces:note_detail", args=[espace.pk, note.pk])).text
    assert "Directeur, direction" in page
    assert "Elue, élu·e" not in page


def test_discussion_of_a_note_that_was_put_aside_is_nowhere(connecte, espace, note, elue):
    from convive.espaces.actions.note import delete_note

    commentaire = publish(elue, espace, "La salle est libre.", sur=note)
    delete_note(by=elue, note=note)
    client = connecte(elue)
    assert (
        client.get(reverse("echanges:discussion_detail", args=[espace.pk, commentaire.discussion_id])).status_code
        == 404
    )
    assert "La salle est libre." not in client.get(reverse("echanges:discussion_list", args=[espace.pk])).text


def test_panel_costs_two_queries(connecte, url, espace, note, elue, chargee):
    client = connecte(elue)
    with CaptureQueriesContext(connection) as vide:
        client.get(url)
    for _ in range(5):
        answer(elue, publish(chargee, espace, sur=note, mentions=(elue,)).discussion)
    with CaptureQueriesContext(connection) as plein:
        client.get(url)
    assert len(plein) == len(vide) <= 15
    du_panneau = ("echanges_commentaire", "echanges_suivi")
    assert sum(any(table in requete["sql"] for table in du_panneau) for requete in plein) == 2


def test_expired_espace_is_read_and_no_longer_commented(connecte, url, espace, note, elue, chargee):
    from django.utils import timezone

    publish(elue, espace, "La salle est libre.", sur=note)
    espace.expire_le = timezone.localdate()
    espace.save()
    page = connecte(chargee).get(url).text
    assert "La salle est libre." in page
    for mot in ("Publier", "Répondre", "C’est réglé", "Suivre"):
        assert mot not in page
