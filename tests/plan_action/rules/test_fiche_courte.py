"""A sheet on one page: the rows of the table, cut as little as the page asks, and it says so."""

from convive.documents.rules.blocs import Tableau
from convive.plan_action.rules.fiche_courte import LIGNES_PAGE, shorten_fiche
from convive.plan_action.rules.impression import ENTETES_RUBRIQUES, NON_RENSEIGNE, FicheImprimee, Partie
from convive.socle.texte import Bloc, NatureBloc

BUDGET = Tableau(
    "Prévu",
    ("Année", "Ligne", "Dépenses", "Recettes confirmées", "Recettes espérées"),
    (
        ("2026", "Travaux", "180 000", "", ""),
        ("2026", "Caf", "", "nd", ""),
        ("Total", "Toutes les années", "180 000", "0", "0"),
    ),
    (2, 3, 4),
)


def say(texte: str) -> Bloc:
    return Bloc(NatureBloc.PARAGRAPHE, (texte,))


def build(*parties: Partie) -> FicheImprimee:
    return FicheImprimee("1.1 Ouvrir", "Axe 1", parties)


def test_rows_follow_the_sheet_and_say_what_their_cells_are() -> None:
    rubriques = Tableau(
        "Qui", ENTETES_RUBRIQUES, (("Public", NON_RENSEIGNE), ("Services associés", NON_RENSEIGNE), ("Pilote", "Ada"))
    )
    etapes = Tableau("1", ("Étape", "Échéance", "État"), (("Choisir", "1er mars", "faite"), ("Ouvrir", "–", "à venir")))
    fiche = shorten_fiche(
        build(
            Partie("Étapes", (etapes,)),
            Partie("Pour qui, par qui", (rubriques,)),
            Partie("Budget", (BUDGET, say("nd."))),
        )
    )
    assert [(rangee.rubrique, rangee.lignes) for rangee in fiche.rangees] == [
        ("Étapes", ("Choisir (1er mars\u00a0; faite)", "Ouvrir (à venir)")),
        # What a sheet must say is there, blank; what it may say is not.
        ("Pour qui, par qui", ("Public\u00a0: Non renseigné · Pilote\u00a0: Ada",)),
        (
            "Budget",
            (
                "Toutes les années, Total (dépenses 180 000\u00a0€\u00a0; recettes confirmées 0\u00a0€\u00a0; recettes espérées 0\u00a0€)",
                "Travaux, 2026 (dépenses 180 000\u00a0€)",
                "Caf, 2026 (recettes confirmées nd)",
                "nd.",
            ),
        ),
    ]
    assert not fiche.is_abregee


def test_the_longest_row_is_cut_and_the_others_are_whole() -> None:
    longue = " ".join(f"mot{rang}" for rang in range(2000))
    courts = [Partie(f"Partie {rang}", (say(f"Court {rang}."),)) for rang in range(8)]
    fiche = shorten_fiche(build(Partie("Description", (say(longue),)), *courts, Partie("Budget", (BUDGET,))))
    assert fiche.is_abregee
    assert fiche.rangees[0].lignes[0].endswith("…")
    assert len(fiche.rangees[0].lignes[0]) < len(longue) / 2
    assert [rangee.lignes for rangee in fiche.rangees[1:9]] == [(f"Court {rang}.",) for rang in range(8)]


def test_a_long_list_keeps_its_first_lines_and_says_that_there_are_more() -> None:
    fiche = shorten_fiche(
        build(Partie("Objectifs", (Bloc(NatureBloc.LISTE, tuple(f"Objectif {r}." for r in range(90))),)))
    )
    lignes = fiche.rangees[0].lignes
    assert lignes[0] == "Objectif 0."
    assert lignes[-1].endswith("…")
    assert LIGNES_PAGE - 2 <= len(lignes) <= LIGNES_PAGE


def test_what_the_long_sheet_alone_says_is_told() -> None:
    fiche = shorten_fiche(
        build(Partie("Description", (say("Ouvrir."),)), Partie("Notes de suivi", (say("Une note."),)))
    )
    assert [rangee.rubrique for rangee in fiche.rangees] == ["Description"]
    assert fiche.is_abregee
