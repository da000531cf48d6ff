"""Create a body from a usual kind."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import Instance

pytestmark = pytest.mark.django_db
DATA = {"version": "1", "type": "cotech", "nom": "COTECH", "seances_par_an": "3", "duree_minutes": "120"}


def test_what_is_usual_is_proposed(espace, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:instance_create", args=[espace.pk])
    assert "<form" in client.get(url).content.decode()
    page = client.get(f"{url}?type=copil").content.decode()
    assert 'value="Comité de pilotage"' in page
    assert "Fixe les priorités" in page
    theme = espace.thematiques.first()
    answer = client.post(url, {**DATA, "thematiques": [str(theme.pk)], "jour_semaine": "3", "quorum_part": "50"})
    instance = Instance.objects.get()
    assert answer.headers["Location"] == reverse("gouvernance:membre_create", args=[espace.pk, instance.pk])
    assert (instance.jour_semaine, instance.quorum_part, list(instance.thematiques.all())) == (3, 50, [theme])


def test_a_name_that_is_taken_is_said_beside_its_field(espace, gouvernance, chargee, connecte):
    url = reverse("gouvernance:instance_create", args=[espace.pk])
    page = connecte(chargee).post(url, {**DATA, "nom": "Comité de pilotage"}).content.decode()
    assert "a déjà une instance" in page
    assert Instance.objects.count() == 2


def test_the_name_the_kind_and_the_rhythm_are_asked_the_rest_is_folded(espace, chargee, connecte):
    client, url = connecte(chargee), reverse("gouvernance:instance_create", args=[espace.pk]) + "?type=copil"
    before, _, after = client.get(url).content.decode().partition('<details class="cv-fold"')
    for nom in ("nom", "type", "seances_par_an"):
        assert f'name="{nom}"' in before
    for nom in ("role", "quorum_part", "lieu", "is_ouverte_partenaires"):
        assert f'name="{nom}"' not in before
        assert f'name="{nom}"' in after
    # What is wrong there is not hidden.
    page = client.post(url, {**DATA, "quorum_part": "200"}).content.decode()
    assert "open" in page.partition('<details class="cv-fold"')[2].partition(">")[0]
