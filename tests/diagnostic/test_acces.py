"""What a place that is limited writes in the diagnosis of an espace."""

import pytest
from django.urls import reverse

from convive.espaces.models import Espace
from tests.diagnostic.chapitres import get_chapitre
from tests.espaces.factories import create_thematique
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def test_a_place_limited_to_a_thematique_writes_in_its_chapter_only(espace: Espace, diagnostic, coordinatrice):
    jeunesse = create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    client = get_client(coordinatrice)
    sien = get_chapitre(diagnostic, "thematique", "Jeunesse")
    autre = get_chapitre(diagnostic, "thematique", "Handicap")
    answers = [
        client.get(reverse("diagnostic:chapitre_update", args=[espace.pk, diagnostic.pk, c.pk])).status_code
        for c in (sien, autre, get_chapitre(diagnostic))
    ]
    assert answers == [200, 403, 403]
    # What is hers is shown with its button, the others without.
    pages = [
        client.get(reverse("diagnostic:chapitre_detail", args=[espace.pk, diagnostic.pk, c.pk])) for c in (sien, autre)
    ]
    assert ["Commencer à écrire" in page.content.decode() for page in pages] == [True, False]
