from datetime import date

import pytest

from convive.diagnostic.actions.enjeu import SaisieDecision, record_decision
from tests.diagnostic.factories import create_enjeu_essai

pytestmark = pytest.mark.django_db


def test_enjeu_synthese_says_how_many_became_how_few(connecte, espace, chargee, count_queries_get):
    client, url = connecte(chargee), f"/espaces/{espace.pk}/enjeux/sur-une-page/"
    assert "Rien à imprimer pour l’instant" in client.get(url).content.decode()
    enjeux = [create_enjeu_essai(espace, f"Enjeu {rang}") for rang in range(17)]
    few = count_queries_get(client, url)
    for rang, enjeu in enumerate(enjeux):
        decision = "retenu" if rang < 5 else "reporte" if rang < 10 else "ecarte"
        saisie = SaisieDecision(decision, "Parce que.", "COPIL", date(2026, 6, 12))
        record_decision(by=chargee, enjeu=enjeu, saisie=saisie)
    page = client.get(url).content.decode()
    assert "<h1>Les cinq enjeux retenus sur dix-sept</h1>" in page
    assert page.count("Parce que.") == 17
    assert count_queries_get(client, url) <= few <= 15
