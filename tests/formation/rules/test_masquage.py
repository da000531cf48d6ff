"""No real name is left in a masked text; what names nobody stays."""

import pytest

from convive.formation.rules.masquage import INVENTES, Masque, NomReel, SorteNom, find_noms, is_cachable

NOMS = [
    NomReel("Montorvelle", SorteNom.COMMUNE),
    NomReel("Montorvelle-sur-Gué", SorteNom.COMMUNE),
    NomReel("Die", SorteNom.COMMUNE),
    NomReel("Les Passeurs du Gué", SorteNom.ORGANISATION, "o1"),
    NomReel("LPG", SorteNom.ORGANISATION, "o1"),
    NomReel("Caf", SorteNom.ORGANISATION),
    NomReel("Élise Orvelin", SorteNom.PERSONNE),
    NomReel("Orvelin", SorteNom.NOM_FAMILLE),
]
MASQUE = Masque(NOMS, sigles={"RPE", "CTG"})


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Ouvrir à Montorvelle-sur-Gué, puis à MONTORVELLE", "Ouvrir à {c2}, puis à {c1}"),
        ("avec Les passeurs du gue, dits LPG", "avec {o1}, dits {o1}"),
        ("Elise Orvelin, puis Mme Orvelin", "{p1}, puis Mme {n1}"),
        ("Ce jeu se die deux fois ; à Die, non", "Ce jeu se die deux fois ; à {c3}, non"),
        ("Le RPE et la CTG, avec la Caf : 38 places en 2026", "Le RPE et la CTG, avec la Caf : 38 places en 2026"),
        ("demander à Gertrude du SIVOM", "demander à [nom] du [sigle]"),
        ("Appeler le 05 49 00 00 00 ou a.b@ville.fr", "Appeler le [numéro] ou [adresse]"),
        ("Petite enfance. Ouvrir le lieu", "Petite enfance. Ouvrir le lieu"),
    ],
)
def test_text_keeps_its_words_and_figures_without_a_name(texte: str, attendu: str) -> None:
    noms = {
        "c1": INVENTES[SorteNom.COMMUNE][0],
        "c2": INVENTES[SorteNom.COMMUNE][1],
        "c3": INVENTES[SorteNom.COMMUNE][2],
        "o1": INVENTES[SorteNom.ORGANISATION][0],
        "p1": INVENTES[SorteNom.PERSONNE][0],
        "n1": INVENTES[SorteNom.NOM_FAMILLE][0],
    }

    masque = MASQUE.apply(texte)

    assert masque == attendu.format(**noms)
    assert find_noms(masque, NOMS) == []


def test_a_name_left_is_found() -> None:
    assert find_noms("le maire de montorvelle", NOMS) == ["Montorvelle"]
    assert find_noms("la Caf et le dé", NOMS) == []


def test_an_invented_name_that_is_real_here_is_not_given() -> None:
    masque = Masque([NomReel(INVENTES[SorteNom.COMMUNE][0], SorteNom.COMMUNE)])

    assert masque.apply(f"À {INVENTES[SorteNom.COMMUNE][0]}") == f"À {INVENTES[SorteNom.COMMUNE][1]}"


def test_beyond_the_list_names_are_numbered_and_distinct() -> None:
    noms = [NomReel(f"Ville{chr(97 + rang // 10)}{chr(97 + rang % 10)}bourg", SorteNom.COMMUNE) for rang in range(40)]
    masque = Masque(noms)

    assert len({masque.get(row.nom) for row in noms}) == 40
    assert masque.get(noms[-1].nom) == "Commune 40"


@pytest.mark.parametrize("nom", ["Caf", "Petite enfance", "Conseil départemental"])
def test_common_words_are_not_names(nom: str) -> None:
    assert is_cachable(nom) is (nom == "Conseil départemental")
