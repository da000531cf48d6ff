"""The core indicators as a workbook: the figures, then every year of each."""

from datetime import date

from convive.diagnostic.exports.sources import get_libelle_sources, get_limite
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.coeur import Coeur
from convive.diagnostic.selectors.indicateurs import TableauIndicateurs
from convive.documents.rules import Cellule, Classeur, Colonne, Feuille, FormatCellule, Metadonnees
from convive.territoires.rules import PerimetreResolu

TEXTE, DECIMAL = FormatCellule.TEXTE, FormatCellule.DECIMAL


def _cell(figure: Figure | None) -> Cellule | None:
    return None if figure is None else Cellule(figure.valeur, figure.statut)


def build_classeur(perimetre: PerimetreResolu, coeur: Coeur, tableau: TableauIndicateurs, jour: date) -> Classeur:
    """Unrounded values; what is missing or secret is written as words, never as an empty cell or a zero."""
    chargees = tableau.sources_chargees
    lignes = list(tableau.lignes.values())
    chiffres = Feuille(
        titre="Indicateurs",
        colonnes=[
            Colonne("Code", TEXTE, 7),
            Colonne("Thématique", TEXTE, 26),
            Colonne("Indicateur", TEXTE, 56),
            Colonne("Année", TEXTE, 11),
            Colonne("Unité", TEXTE, 30),
            Colonne(perimetre.nom, DECIMAL, 18),
            *(Colonne(reference.nom, DECIMAL, 18) for reference in tableau.references),
            Colonne("Statut", TEXTE, 18),
            Colonne("Numérateur", DECIMAL, 16),
            Colonne("Dénominateur", DECIMAL, 16),
            Colonne("Formule", TEXTE, 50),
            Colonne("Formule d’usage", TEXTE, 16),
            Colonne("Source", TEXTE, 50),
            Colonne("Limite de lecture", TEXTE, 80),
            Colonne("Ce que ce chiffre ne dit pas", TEXTE, 80),
        ],
        lignes=[
            [
                ligne.fiche.code,
                coeur.get_thematique(ligne.fiche.thematique).libelle,
                ligne.fiche.indicateur.libelle,
                ligne.figure.millesime or "nd",
                ligne.fiche.indicateur.unite,
                _cell(ligne.figure),
                *(
                    next((_cell(other) for r, other in ligne.comparaisons if r == reference), None)
                    for reference in tableau.references
                ),
                str(ligne.figure.statut),
                ligne.figure.numerateur,
                ligne.figure.denominateur,
                ligne.fiche.formule,
                "oui" if ligne.fiche.usuelle else "non",
                get_libelle_sources([ligne.figure], chargees),
                get_limite(ligne.figure, chargees),
                ligne.fiche.ne_dit_pas,
            ]
            for ligne in lignes
        ],
        notes=["Territoire fictif, chiffres inventés."] if perimetre.fictif else (),
    )
    series = Feuille(
        titre="Séries",
        colonnes=[
            Colonne("Code", TEXTE, 7),
            Colonne("Indicateur", TEXTE, 56),
            Colonne("Année", TEXTE, 11),
            Colonne("Valeur", DECIMAL, 18),
            Colonne("Unité", TEXTE, 30),
            Colonne("Statut", TEXTE, 18),
            Colonne("Communes connues", FormatCellule.ENTIER, 16),
            Colonne("Communes", FormatCellule.ENTIER, 12),
        ],
        lignes=[
            [
                ligne.fiche.code,
                ligne.fiche.indicateur.libelle,
                figure.millesime,
                _cell(figure),
                ligne.fiche.indicateur.unite,
                str(figure.statut),
                figure.communes_connues,
                figure.communes_total,
            ]
            for ligne in lignes
            for figure in ligne.serie.values()
        ],
    )
    metadonnees = Metadonnees("Convive", jour, "Les indicateurs du territoire")
    return Classeur(f"Indicateurs : {perimetre.nom}", [chiffres, series], metadonnees)
