"""What the portrait shows of a thématique, and what it says when nothing is known."""

import pytest

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import CatalogueInvalide
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.rules.themes import build_themes, choose_lignes, explain_manque, has_message
from convive.diagnostic.selectors.catalogue import get_coeur, get_noms_courts, get_patrons, get_themes
from convive.donnees.rules import Statut
from convive.donnees.sources.registre import SOURCES


def build_lignes(**valeurs: float | Statut) -> dict[str, LigneIndicateur]:
    lignes = {}
    for fiche in get_coeur().fiches:
        valeur = valeurs.get(fiche.identifiant, Statut.NON_DISPONIBLE)
        known = not isinstance(valeur, Statut)
        figure = Figure(fiche.indicateur, "2023", valeur if known else None, Statut.VALEUR if known else valeur)
        lignes[fiche.identifiant] = LigneIndicateur(fiche, figure, {2023: figure}, (), None)
    return lignes


def list_noms(theme: str, **valeurs: float | Statut) -> list[str]:
    chosen = choose_lignes(get_themes()[theme], get_coeur(), build_lignes(**valeurs))
    return [ligne.fiche.identifiant for ligne in chosen]


def test_every_source_has_a_short_name_and_every_sentence_an_indicator():
    assert set(get_noms_courts()) == set(SOURCES)
    assert {patron.indicateur for patron in get_patrons()} <= set(get_coeur().by_identifiant)


def test_key_figures_are_those_that_have_a_value():
    assert list_noms("logement", part_suroccupation=3.0, part_residences_secondaires=11.0) == [
        "part_residences_secondaires",
        "part_suroccupation",
    ]


def test_zero_is_a_figure_and_a_secret_comes_after_them():
    noms = list_noms("handicap", beneficiaires_aeeh_pour_100=Statut.SECRET, etablissements_medico_sociaux=0.0)
    assert noms == ["etablissements_medico_sociaux", "beneficiaires_aeeh_pour_100"]


def test_thematique_without_any_value_has_no_figure():
    assert list_noms("handicap", beneficiaires_aeeh_pour_100=Statut.SECRET) == []


def test_secret_and_what_cannot_be_computed_are_not_said_to_be_missing():
    theme, fiche = get_themes()["handicap"], get_coeur().by_identifiant["beneficiaires_aeeh_pour_100"]

    def explain(statut: Statut, motif: str = "", *, is_chargee: bool = False) -> str:
        return explain_manque(theme, [Figure(fiche.indicateur, "2023", None, statut, motif=motif)], is_chargee)

    assert explain(Statut.SECRET).startswith("Secret statistique")
    assert explain(Statut.NON_CALCULABLE, "Taux non calculé.") == "Taux non calculé."
    assert explain(Statut.NON_DISPONIBLE).endswith("à demander à la Caf et à la MDPH.")
    assert "ne dit rien de ce territoire" in explain(Statut.NON_DISPONIBLE, is_chargee=True)


@pytest.mark.parametrize(
    ("nom", "valeurs", "message"),
    [
        ("part_familles_monoparentales", (30.4, 29.9, 30.1), False),
        ("part_familles_monoparentales", (24.0, 27.0, 30.1), True),
        ("enfants_3_10", (1000.0, 1010.0, 1005.0), False),
        ("enfants_3_10", (1150.0, 1080.0, 1051.0), True),
        ("enfants_3_10", (1150.0, 1051.0), False),
        ("etablissements_medico_sociaux", (0.0, 0.0, 0.0), False),
    ],
)
def test_curve_is_drawn_when_it_shows_something(nom: str, valeurs: tuple[float, ...], message: bool):
    fiche = get_coeur().by_identifiant[nom]
    serie = {2020 + n: Figure(fiche.indicateur, str(2020 + n), v, Statut.VALEUR) for n, v in enumerate(valeurs)}
    assert has_message(LigneIndicateur(fiche, serie[max(serie)], serie, (), None)) is message


def test_catalogue_refuses_an_unknown_indicator_or_a_missing_thematique():
    with pytest.raises(CatalogueInvalide, match="demographie"):
        build_themes({}, get_coeur())
    entry = {"cles": ["inconnu"], "manque": "", "aupres": ""}
    with pytest.raises(CatalogueInvalide, match="inconnu"):
        build_themes({"demographie": entry}, get_coeur())
