"""The portrait as a workbook: figures, comparisons, communes, sentences, sources."""

from convive.diagnostic.exports.sources import get_libelle_sources, get_limite, get_sources
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.portrait import Portrait
from convive.documents.rules import Cellule, Classeur, Colonne, Feuille, FormatCellule, Metadonnees
from convive.socle.formats import date_longue, nombre_accorde
from convive.territoires.rules import PerimetreResolu

TEXTE, DECIMAL = FormatCellule.TEXTE, FormatCellule.DECIMAL


def _cell(figure: Figure) -> Cellule:
    return Cellule(figure.valeur, figure.statut)


def build_classeur(perimetre: PerimetreResolu, portrait: Portrait, metadonnees: Metadonnees) -> Classeur:
    """Unrounded values; what is missing or secret is written as words, never as an empty cell or a zero."""
    columns = [(perimetre.nom, portrait.figures), *((c.reference.nom, c.figures) for c in portrait.comparaisons)]
    figures = list(portrait.figures.values())
    chiffres = Feuille(
        titre="Chiffres",
        colonnes=[
            Colonne("Identifiant", TEXTE, 30),
            Colonne("Indicateur", TEXTE, 48),
            Colonne("Année", TEXTE, 11),
            Colonne("Unité", TEXTE, 26),
            *(Colonne(nom, DECIMAL, 18) for nom, _ in columns),
            Colonne("Statut", TEXTE, 18),
            Colonne("Numérateur", DECIMAL, 16),
            Colonne("Dénominateur", DECIMAL, 16),
            Colonne("Source", TEXTE, 50),
            Colonne("Limite de lecture", TEXTE, 80),
        ],
        lignes=[
            [
                figure.indicateur.identifiant,
                figure.indicateur.libelle,
                figure.millesime or "nd",
                figure.indicateur.unite,
                *(_cell(values[figure.indicateur.identifiant]) for _, values in columns),
                str(figure.statut),
                figure.numerateur,
                figure.denominateur,
                get_libelle_sources([figure], portrait.sources_chargees),
                get_limite(figure, portrait.sources_chargees),
            ]
            for figure in figures
        ],
    )
    communes = Feuille(
        titre="Communes",
        colonnes=[
            Colonne("Code", TEXTE, 8),
            Colonne("Commune", TEXTE, 34),
            *(Colonne(f"{f.indicateur.libelle} ({f.indicateur.unite}, {f.millesime})", DECIMAL, 20) for f in figures),
        ],
        lignes=[
            [c.code, c.nom, *(_cell(portrait.communes[c.code][f.indicateur.identifiant]) for f in figures)]
            for c in perimetre.communes
        ],
    )
    lectures = Feuille(
        titre="Lectures",
        colonnes=[Colonne("Phrase", TEXTE, 110), Colonne("Réserve", TEXTE, 60)],
        lignes=[[lecture.phrase, lecture.reserve] for group in portrait.lectures.values() for lecture in group],
    )
    sources = Feuille(
        titre="Sources",
        colonnes=[
            Colonne("Source", TEXTE, 50),
            Colonne("Producteur", TEXTE, 40),
            Colonne("Licence", TEXTE, 40),
            Colonne("Adresse", TEXTE, 50),
            Colonne("Limites", TEXTE, 90),
        ],
        lignes=[[s.titre, s.producteur, s.licence, s.url, s.limite] for s in get_sources(figures)],
        notes=[
            f"Périmètre : {perimetre.nom}, {nombre_accorde(len(perimetre.communes), 'commune')} "
            f"au {date_longue(perimetre.date_validite)}.",
            "Un chiffre absent est remplacé par des mots : secret, non disponible, non calculable. Aucun n’est zéro.",
            *(["Territoire fictif : tous les chiffres sont inventés."] if perimetre.fictif else []),
        ],
    )
    return Classeur(
        titre=f"Portrait : {perimetre.nom}", feuilles=[chiffres, communes, lectures, sources], metadonnees=metadonnees
    )
