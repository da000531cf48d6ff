from datetime import date

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from convive.documents.models import Gel
from convive.espaces.models import Espace, Membre, Note
from convive.socle.formats import date_longue
from tests.documents.factories import create_gel_note, create_note, create_piece_jointe
from tests.espaces.factories import create_espace_civraisien, create_thematique

pytestmark = pytest.mark.django_db


def get_url(gel, *, verifier: bool = False) -> str:
    url = reverse("documents:gel_detail", args=[gel.espace_id, gel.pk])
    return f"{url}?verifier=oui" if verifier else url


def test_detail_reads_what_was_frozen_and_not_the_note_of_today(
    espace, chargee, lectrice, connecte, django_assert_max_num_queries
):
    gel = create_gel_note(espace, chargee)
    create_piece_jointe(espace, by=chargee, objet=gel, titre="La version signée")
    Note.objects.update(titre="Titre d’aujourd’hui", texte="Texte d’aujourd’hui")
    client = connecte(lectrice)
    with django_assert_max_num_queries(15):
        page = client.get(get_url(gel)).text
    for words in ("Deux relais.", "<h2>Accueil</h2>", "Présentée au COPIL", "Chargee", gel.empreinte_courte):
        assert words in page
    assert "La version signée" in page
    assert "Titre d’aujourd’hui" in page
    assert "Texte d’aujourd’hui" not in page
    assert "Intact" not in page
    assert "Altéré" not in page
    assert "Supprimer" not in page
    assert "Supprimer" in connecte(chargee).get(get_url(gel)).text


def test_verify_says_intact(espace, chargee, connecte):
    page = connecte(chargee).get(get_url(create_gel_note(espace, chargee), verifier=True)).text
    assert "Intact" in page
    assert "Convive vient de le vérifier" in page


@pytest.mark.parametrize("verifier", [True, False])
def test_altered_state_says_so_even_when_nobody_asks(verifier, espace, chargee, connecte):
    gel = create_gel_note(espace, chargee)
    QuerySet(Gel).update(contenu=gel.contenu.replace("Deux", "Trois"))
    page = connecte(chargee).get(get_url(gel, verifier=verifier)).text
    assert page.count("Altéré") == 1
    assert "Intact" not in page


def test_broken_seal_says_so(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee)
    QuerySet(Gel).update(sceau="0" * 64)
    assert "le sceau est rompu" in connecte(chargee).get(get_url(gel)).text


def test_unreadable_content_still_opens(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee)
    QuerySet(Gel).update(contenu="[" * 100_000)
    page = connecte(chargee).get(get_url(gel)).text
    assert "Le contenu est illisible" in page
    assert "Altéré" in page


def test_markup_put_in_the_database_stays_words(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee, texte="Bonjour")
    QuerySet(Gel).update(contenu=gel.contenu.replace("Bonjour", "<script>alert(1)</script>"))
    page = connecte(chargee).get(get_url(gel)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_title_alone_and_state_from_a_copy(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee, texte="")
    QuerySet(Gel).update(date_reprise="2026-01-02T00:00:00Z")
    page = connecte(chargee).get(get_url(gel)).text
    assert "Il n’y avait alors qu’un titre" in page
    assert f"reprise le {date_longue(date(2026, 1, 2))}" in page


def test_state_of_what_is_gone_says_who_still_reads_it(espace, chargee, elue, connecte):
    gel = create_gel_note(espace, chargee)
    Note.objects.update(date_suppression="2026-01-01T00:00:00Z")
    assert connecte(elue).get(get_url(gel)).status_code == 404
    page = connecte(chargee).get(get_url(gel)).text
    assert "La page d’origine a été supprimée" in page


def test_limited_place_gets_404_as_for_the_note(espace, chargee, elue, connecte):
    gel = create_gel_note(espace, chargee)
    Note.objects.get().thematiques.add(create_thematique(espace, "Zéro-trois ans"))
    Membre.objects.get(compte=elue).thematiques.add(create_thematique(espace, "Onze-dix-sept ans"))
    client = connecte(elue)
    assert client.get(reverse("espaces:note_detail", args=[espace.pk, gel.objet_uuid])).status_code == 404
    assert client.get(get_url(gel)).status_code == 404


def test_state_is_only_in_its_espace(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee)
    autre = create_espace_civraisien(chargee, nom="Un autre des siens")
    client = connecte(chargee)
    for page in ("gel_detail", "gel_comparaison", "gel_delete"):
        assert client.get(reverse(f"documents:{page}", args=[autre.pk, gel.pk])).status_code == 404
    assert client.post(reverse("documents:gel_export", args=[autre.pk, gel.pk]), {"format": "docx"}).status_code == 404


def test_note_shows_its_frozen_states_in_two_queries_at_most(
    espace, chargee, lectrice, connecte, django_assert_max_num_queries
):
    note = create_note(espace, chargee)
    url = reverse("espaces:note_detail", args=[espace.pk, note.pk])
    page = connecte(lectrice).get(url).text
    assert "Aucune version gardée pour l’instant" in page
    assert "Garder la version d’aujourd’hui" not in page
    autre = create_gel_note(espace, chargee, titre="Une autre note", motif="Un autre motif")
    client = connecte(chargee)
    for rang in range(7):
        client.post(
            reverse("documents:gel_create", args=[espace.pk, "note", note.pk]), {"motif": f"COPIL numéro {rang}"}
        )
    with django_assert_max_num_queries(15) as counted:
        page = client.get(url).text
    assert sum("documents_gel" in query["sql"] for query in counted.captured_queries) <= 2
    assert "Garder la version d’aujourd’hui" in page
    assert [f"COPIL numéro {rang}" in page for rang in range(7)].count(True) == 5
    assert "Toutes les versions gardées de ce texte" in page
    assert autre.motif not in page
    Espace.objects.update(expire_le="2020-01-01")
    assert "Garder la version d’aujourd’hui" not in client.get(url).text
