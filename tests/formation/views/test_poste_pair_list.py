import pytest
from django.urls import reverse

from convive.comptes.registre import donnees_personnelles
from convive.espaces.models import Espace
from convive.formation.models import Pair
from tests.formation.factories_pairs import create_aide_essai, get_args_pairs
from tests.prise_poste.factories import create_evaluation_essai

pytestmark = pytest.mark.django_db


def test_her_own_grid_proposes_and_what_she_says_is_hers(connecte, chargee, espace, etrangere):
    client = connecte(chargee)
    organisme = get_args_pairs(etrangere)["poste_pair_list"][0]
    pair = Pair.objects.create(espace=Espace.objects.get(pk=organisme), compte=chargee, nom="Camille")
    create_evaluation_essai(espace, chargee, {"F3": 4, "F1": 2})
    url = reverse("formation:poste_pair_list", args=[espace.pk, organisme])
    assert client.get(f"{url}?grille=1").context["aide"]["domaines"].initial == ["F3"]
    create_aide_essai(pair, "F3")
    declaration = next(row for row in donnees_personnelles.get_all() if row.model is Pair)
    (ligne,) = declaration.get_lignes(chargee)
    assert declaration.export_ligne(ligne)["peut aider sur"] == ["Écrire une note, une délibération, un compte rendu"]
