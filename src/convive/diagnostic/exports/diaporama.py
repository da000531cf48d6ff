"""The portrait as slides: what one shows in a meeting, one finding and one drawing at a time."""

from collections.abc import Sequence

from convive.diagnostic.exports.portrait_themes import PortraitLu, ThemeAffiche
from convive.diagnostic.rules.lecture import Lecture
from convive.documents.graphiques import Graphique
from convive.documents.rules import Diaporama, Diapositive, Grille, Illustration, Metadonnees, Points
from convive.documents.rules.diaporama import (
    CARACTERES_POINT,
    CARACTERES_TITRE,
    LIGNES_DIAPOSITIVE,
    POINTS_DIAPOSITIVE,
)
from convive.territoires.rules import PerimetreResolu


def build_diaporama(
    perimetre: PerimetreResolu, chapeau: str, lu: PortraitLu, carte: Graphique | None, metadonnees: Metadonnees
) -> Diaporama:
    """What stands out, then by thématique its figures and its drawing, then what is missing, then the map; sentences
    go to the speaker."""
    diapositives: list[Diapositive] = []
    if points := [shorten(lecture.phrase, CARACTERES_POINT) for lecture in lu.lectures[:POINTS_DIAPOSITIVE]]:
        diapositives.append(Diapositive("Ce que disent les chiffres", Points(points), _build_notes(lu.lectures)))
    images: dict[str, str] = {}
    for theme in lu.montres:
        diapositives.append(_build_chiffres(theme))
        if theme.graphique is not None:
            nom = theme.thematique.identifiant
            images[nom] = theme.graphique.svg
            diapositives.append(_build_illustration(theme.thematique.libelle, nom, theme.graphique))
    if manques := [f"{theme.thematique.libelle}\u00a0: {theme.manque}" for theme in lu.muets]:
        points = [shorten(manque, CARACTERES_POINT) for manque in manques[:POINTS_DIAPOSITIVE]]
        diapositives.append(Diapositive("Ce qui manque encore", Points(points), "\n".join(manques)))
    if carte is not None:
        images["carte"] = carte.svg
        diapositives.append(_build_illustration("La carte", "carte", carte))
    fictif = " · territoire fictif, chiffres inventés" if perimetre.fictif else ""
    return Diaporama(
        titre=shorten(f"Portrait\u00a0: {perimetre.nom}", CARACTERES_TITRE),
        sous_titre=f"{chapeau.removesuffix('.') if fictif else chapeau}{fictif}",
        diapositives=diapositives,
        metadonnees=metadonnees,
        images=images,
    )


def _build_chiffres(theme: ThemeAffiche) -> Diapositive:
    figures = theme.figures[:LIGNES_DIAPOSITIVE]
    sources = dict.fromkeys(figure.source for figure in figures if figure.source)
    phrase = theme.phrase
    return Diapositive(
        _explain_chiffres(theme),
        Grille(
            colonnes=("Indicateur", "Valeur", "Unité et année", "Comparaison"),
            lignes=[(f.libelle, f.texte, f"{f.unite}, {f.millesime}", f.comparaison or "–") for f in figures],
            source=shorten(" ; ".join(sources), 2 * CARACTERES_POINT),
            nombres=frozenset({1}),
        ),
        " ".join(filter(None, (phrase.texte, phrase.precision))) if phrase else "",
    )


def _explain_chiffres(theme: ThemeAffiche) -> str:
    """What stands out, without its figures, which the table below gives; the theme when nothing does."""
    libelle = theme.thematique.libelle
    constat = theme.phrase.texte.partition("\u00a0: ")[0] if theme.phrase and not theme.phrase.precision else ""
    titre = f"{libelle}\u00a0: {constat[:1].lower()}{constat[1:]}"
    return titre if constat and len(titre) <= CARACTERES_TITRE else f"{libelle}\u00a0: les chiffres"


def _build_illustration(theme: str, nom: str, graphique: Graphique) -> Diapositive:
    return Diapositive(
        _explain_graphique(theme, graphique),
        Illustration(nom, f"{graphique.titre}. {graphique.description}", graphique.source),
        graphique.description,
    )


def _explain_graphique(theme: str, graphique: Graphique) -> str:
    """What the drawing shows, when it is known and holds on two lines; else what it is about."""
    constat = f"{graphique.titre}\u00a0: {graphique.message}"
    if graphique.message and len(constat) <= CARACTERES_TITRE:
        return constat
    return shorten(f"{theme}\u00a0: {graphique.titre[:1].lower()}{graphique.titre[1:]}", CARACTERES_TITRE)


def _build_notes(lectures: Sequence[Lecture]) -> str:
    """The sentences, each with its reservation: what the speaker may say."""
    return "\n".join(
        f"{lecture.phrase} À lire avec prudence\u00a0: {lecture.reserve}." if lecture.reserve else lecture.phrase
        for lecture in lectures
    )


def shorten(texte: str, taille: int) -> str:
    """A text that fits, cut at a word."""
    if len(texte) <= taille:
        return texte
    return f"{texte[: taille - 1].rsplit(' ', 1)[0]}…"
