import pytest
from django.urls import reverse

from convive.formation.models import OrganismeFormation, Pair
from convive.journal.models import Journal
from tests.formation.factories_formation import create_organisme_essai
from tests.formation.factories_pairs import get_args_pairs
from tests.prise_poste.factories import create_evaluation_essai

pytestmark = pytest.mark.django_db


def test_from_her_gaps_she_comes_in_and_nothing_of_her_espace_follows(connecte, chargee, espace, etrangere):
    client = connecte(chargee)
    args = [espace.pk, *get_args_pairs(etrangere)["poste_question_list"]]
    ferme = create_organisme_essai(etrangere, "L’Autre Rive")
    create_evaluation_essai(espace, chargee)
    url = reverse("formation:poste_question_list", args=args)
    assert (
        f"{url}?theme=S1" in client.get(reverse("prise_poste:auto_evaluation_list", args=[espace.pk])).content.decode()
    )
    client.post(url, {"nom": "Camille", "organisation": "", "accord": "on"})
    page = client.get(f"{url}?theme=S1")
    assert page.context["form"]["theme"].value() == "S1"
    assert Pair.objects.get().compte == chargee
    assert not Journal.objects.filter(espace_uuid=espace.pk, objet_type="pair").exists()
    assert client.get(reverse("formation:poste_question_list", args=[espace.pk, ferme.espace_id])).status_code == 404
    # Closed again, who came in stays.
    OrganismeFormation.objects.update(pairs_ouverts=False)
    assert client.get(url).status_code == 200
