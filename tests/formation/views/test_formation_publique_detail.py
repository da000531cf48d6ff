"""The public sheet: the last version, and each former one at its own address."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.actions.programme import close_programme, create_publication
from convive.formation.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def args(programme, chargee) -> list:
    create_publication(by=chargee, programme=programme, today=timezone.localdate())
    return [programme.espace_id, programme.pk]


def test_the_sheet_says_what_one_needs_before_enrolling(client, chargee, programme, args):
    Programme.objects.filter(pk=programme.pk).update(
        tarif="300 €", effectif_max=12, accessibilite="Salle de plain-pied"
    )
    url = reverse("formation:formation_publique_detail", args=args)
    assert "300 €" not in client.get(url).content.decode()
    create_publication(by=chargee, programme=programme, today=timezone.localdate())
    page = client.get(url).content.decode()
    for said in (
        "300\u00a0€",
        "12 personnes au plus.",
        "Salle de plain-pied",
        "14\u00a0h, en 2\u00a0jours",
        "Version 2",
    ):
        assert said in page
    assert "le fait devant le groupe" in page
    assert "Lire, puis écrire." not in page


def test_a_former_version_stays_when_the_programme_is_archived(client, chargee, programme, args):
    close_programme(by=chargee, programme=programme)
    assert client.get(reverse("formation:formation_publique_detail", args=args)).status_code == 404
    page = client.get(reverse("formation:formation_publique_detail", args=[*args, 1])).content.decode()
    assert "Une version gardée" in page
    assert "Lire la dernière version" not in page
    assert client.get(reverse("formation:formation_publique_detail", args=[*args, 9])).status_code == 404
