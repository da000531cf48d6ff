"""Cards that are one, and cards that only look alike."""

from uuid import UUID

import pytest

from convive.acteurs.rules.doublons import Fiche, get_raison, list_ressemblances

UN, DEUX, TROIS = (UUID(int=number) for number in (1, 2, 3))


def organisation(uuid: UUID, nom: str, categorie: str = "association", siret: str = "", email: str = "") -> Fiche:
    return Fiche(uuid, nom, categorie, email, (siret, ""))


@pytest.mark.parametrize(
    ("gauche", "droite", "raison"),
    [
        pytest.param(organisation(UN, "passeurs gue"), organisation(DEUX, "passeurs gue"), "même nom", id="nom"),
        pytest.param(
            organisation(UN, "passeurs gue"), organisation(DEUX, "passeur gue"), "noms très proches", id="lettre"
        ),
        pytest.param(
            organisation(UN, "montorvelle", "commune"), organisation(DEUX, "montorvelle", "ccas"), "", id="deux types"
        ),
        pytest.param(
            organisation(UN, "a", siret="1"), organisation(DEUX, "b", siret="1"), "même numéro officiel", id="numéro"
        ),
        pytest.param(
            organisation(UN, "passeurs", siret="1"), organisation(DEUX, "passeurs", siret="2"), "", id="deux numéros"
        ),
        pytest.param(
            organisation(UN, "xx", email="a@b.fr"),
            organisation(DEUX, "yy", email="a@b.fr"),
            "même adresse e-mail",
            id="e-mail",
        ),
        pytest.param(
            organisation(UN, "mairie noirepine", "commune"),
            organisation(DEUX, "mairie montorvelle", "commune"),
            "",
            id="deux mairies",
        ),
        pytest.param(Fiche(UN, "camille roux"), Fiche(DEUX, "camile roux"), "noms très proches", id="personnes"),
        pytest.param(
            Fiche(UN, "camille roux", email="a@b.fr"),
            Fiche(DEUX, "camile roux", email="c@d.fr"),
            "",
            id="deux adresses",
        ),
        pytest.param(organisation(UN, "creche 1"), organisation(DEUX, "creche 2"), "", id="numérotées"),
    ],
)
def test_reason_to_look_at_two_cards(gauche: Fiche, droite: Fiche, raison: str):
    assert get_raison(gauche, droite) == get_raison(droite, gauche) == raison


def test_pairs_are_given_once_and_without_those_that_someone_set_apart():
    fiches = [organisation(UN, "passeurs gue"), organisation(DEUX, "passeurs gue"), organisation(TROIS, "radio gue")]
    pairs = list_ressemblances(fiches)
    assert [(pair.gauche, pair.droite) for pair in pairs] == [(UN, DEUX)]
    assert list_ressemblances(fiches, [pairs[0].paire]) == []
