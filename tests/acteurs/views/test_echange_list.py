from datetime import date

import pytest

from convive.socle.objets import objets
from tests.acteurs.factories import (
    create_echange_essai,
    create_lettre_essai,
    create_organisation_essai,
    create_personne_essai,
)

pytestmark = pytest.mark.django_db


def get_url(espace, requete: str = "") -> str:
    return f"/espaces/{espace.pk}/acteurs/echanges/{requete}"


def test_echange_list_teaches_then_reads_in_order_of_time(connecte, espace, chargee):
    client = connecte(chargee)
    assert "Rien n’est noté pour l’instant" in client.get(get_url(espace)).content.decode()
    passeurs = create_organisation_essai(espace)
    create_echange_essai(chargee, passeurs, "Le plus ancien", date=date(2026, 1, 5))
    create_echange_essai(chargee, passeurs, "Le plus récent", date=date(2026, 2, 5))
    page = client.get(get_url(espace)).content.decode()
    assert page.index("Le plus récent") < page.index("Le plus ancien")


def test_echange_list_keeps_what_one_asks(connecte, espace, chargee):
    passeurs, personne = create_organisation_essai(espace), create_personne_essai(espace)
    create_echange_essai(chargee, passeurs, "Un local", suite="Rappeler", suite_le=date(2026, 3, 9))
    create_echange_essai(chargee, None, "Un bilan", personne=personne)
    client = connecte(chargee)
    for requete, seen in {
        "?q=local": "Un local",
        "?q=bellegué": "Un bilan",
        f"?organisation={passeurs.pk}": "Un local",
        f"?personne={personne.pk}": "Un bilan",
        "?suite=on": "Un local",
    }.items():
        page = client.get(get_url(espace, requete)).content.decode()
        assert (requete, [texte for texte in ("Un local", "Un bilan") if texte in page]) == (requete, [seen])
    assert "Aucun échange ne répond" in client.get(get_url(espace, "?nature=visite")).content.decode()


def test_echange_list_asks_the_same_queries_for_many(connecte, espace, chargee, count_queries_get):
    passeurs = create_organisation_essai(espace)
    create_echange_essai(chargee, passeurs)
    client = connecte(chargee)
    before = count_queries_get(client, get_url(espace))
    for _ in range(5):
        create_echange_essai(chargee, passeurs)
    assert count_queries_get(client, get_url(espace)) == before


def test_echange_list_is_not_hidden_by_the_copies_of_a_letter(connecte, espace, chargee):
    personne = create_personne_essai(espace)
    create_echange_essai(chargee, create_organisation_essai(espace), "Un local")
    lettre = create_lettre_essai(chargee, espace, personne)
    create_echange_essai(chargee, None, "La lettre", personne=personne, sujet=objets.get_reference(lettre))
    client = connecte(chargee)
    page = client.get(get_url(espace)).content.decode()
    assert "1\u00a0échange, sans les lettres à un groupe" in page
    assert "La lettre" not in page
    assert "La lettre" in client.get(get_url(espace, f"?personne={personne.pk}")).content.decode()
    assert "La lettre" in client.get(get_url(espace, "?q=lettre")).content.decode()
