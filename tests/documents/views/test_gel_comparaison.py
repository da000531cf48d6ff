import pytest
from django.db.models import QuerySet
from django.urls import reverse

from convive.documents.models import Gel
from convive.espaces.models import Note
from tests.documents.factories import create_gel_note

pytestmark = pytest.mark.django_db


def get_url(gel, avec=None) -> str:
    url = reverse("documents:gel_comparaison", args=[gel.espace_id, gel.pk])
    return f"{url}?avec={avec.pk}" if avec else url


def freeze_again(client, gel, motif: str) -> Gel:
    client.post(reverse("documents:gel_create", args=[gel.espace_id, gel.objet_type, gel.objet_uuid]), {"motif": motif})
    return Gel.objects.get(motif=motif)


def test_what_was_frozen_is_compared_with_today(espace, chargee, lectrice, connecte, django_assert_max_num_queries):
    gel = create_gel_note(espace, chargee, texte="# Accueil\n\nDeux relais ouverts toute la semaine.")
    assert "Rien n’a changé." in connecte(lectrice).get(get_url(gel)).text
    Note.objects.update(texte="# Accueil\n\nTrois relais ouverts toute la semaine.")
    client = connecte(lectrice)
    with django_assert_max_num_queries(13):
        page = client.get(get_url(gel)).text
    assert '<del class="cv-del"><span class="cv-hide">[supprimé : </span>Deux' in page.replace("\xa0", " ")
    assert '<ins class="cv-ins"><span class="cv-hide">[ajouté : </span>Trois' in page.replace("\xa0", " ")
    assert "au texte d’aujourd’hui" in page
    assert "Rien n’a changé." not in page
    assert "identique" in page


def test_two_states_are_read_from_the_former_to_the_later(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee, texte="Deux relais ouverts.")
    Note.objects.update(texte="Trois relais ouverts.")
    client = connecte(chargee)
    QuerySet(Gel).update(date_gel="2026-01-01T00:00:00Z")
    second = freeze_again(client, gel, "Signature")
    pages = [client.get(url).text.replace("\xa0", " ") for url in (get_url(gel, second), get_url(second, gel))]
    for page in pages:
        assert "[supprimé : </span>Deux" in page
        assert "[ajouté : </span>Trois" in page
        assert "d’une version à l’autre" in page


def test_another_object_or_another_state_is_not_compared(espace, chargee, connecte):
    gel, autre = create_gel_note(espace, chargee), create_gel_note(espace, chargee, titre="Autre")
    client = connecte(chargee)
    assert client.get(get_url(gel, autre)).status_code == 404
    assert client.get(f"{get_url(gel)}?avec=00000000-0000-0000-0000-000000000000").status_code == 404
    assert client.get(f"{get_url(gel)}?avec=n’importe").status_code == 200


def test_nothing_to_compare_is_explained(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee)
    client = connecte(chargee)
    second = freeze_again(client, gel, "Signature")
    QuerySet(Gel).filter(pk=second.pk).update(contenu="illisible")
    assert "L’une des deux versions est illisible" in client.get(get_url(gel, second)).text
    Note.objects.update(date_suppression="2026-01-01T00:00:00Z")
    page = client.get(get_url(gel)).text
    assert "Rien à comparer" in page
    assert "corbeille" in page
