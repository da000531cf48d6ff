"""A programme is published as it is that day, archived, brought back; a draft is deleted."""

import pytest
from django.urls import reverse

from convive.formation.actions.programme import create_programme
from convive.formation.models import Programme, PublicationProgramme

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(programme) -> str:
    return reverse("formation:programme_detail", args=[programme.espace_id, programme.pk])


def test_it_says_what_the_sheet_lacks_and_its_half_days(
    connecte, chargee, programme, url, django_assert_max_num_queries
):
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert "le tarif, l’effectif" in page
    assert "3\u00a0h\u00a030 de travail, sans pause" in page
    assert "Il manque" in page.split('id="travail"')[1].split("</details>")[0]
    programme.sequences.filter(cle="S2").delete()
    page = client.get(url).content.decode()
    assert "Aucune séquence." in page


def test_a_version_is_dated_and_stays(connecte, chargee, programme, url):
    client = connecte(chargee)
    for _ in range(2):
        client.post(url, {"geste": "publier"})
    assert PublicationProgramme.objects.get().numero == 1
    Programme.objects.filter(pk=programme.pk).update(tarif="300 €")
    assert "Ce que le public lit est plus ancien" in client.get(url).content.decode()
    client.post(url, {"geste": "publier"})
    assert list(PublicationProgramme.objects.values_list("numero", flat=True)) == [2, 1]
    assert "Ce que le public lit est plus ancien" not in client.get(url).content.decode()
    client.post(url, {"geste": "archiver"})
    programme.refresh_from_db()
    assert programme.etat == "archive"
    client.post(url, {"geste": "rouvrir"})
    client.post(url, {"geste": "publier"})
    programme.refresh_from_db()
    assert (programme.etat, PublicationProgramme.objects.count()) == ("publie", 2)
    page = client.post(url, {"geste": "supprimer"}, follow=True).content.decode()
    assert "archivez-le, il reste lisible" in page
    assert (
        "Choisissez l’un des boutons de la page." in client.post(url, {"geste": "voler"}, follow=True).content.decode()
    )


def test_a_draft_without_a_sequence_is_not_published_but_deleted(connecte, chargee, organisme):
    programme = create_programme(by=chargee, espace=organisme.espace, titre="Vide")
    client = connecte(chargee)
    url = reverse("formation:programme_detail", args=[organisme.espace_id, programme.pk])
    assert "Placez au moins une séquence" in client.post(url, {"geste": "publier"}, follow=True).content.decode()
    assert not PublicationProgramme.objects.exists()
    response = client.post(url, {"geste": "supprimer"})
    assert response.headers["Location"] == reverse("formation:programme_list", args=[organisme.espace_id])
    assert not Programme.objects.filter(pk=programme.pk).exists()
