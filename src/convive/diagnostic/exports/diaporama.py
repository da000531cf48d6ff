"""The portrait as slides: what one shows in a meeting, one finding and one drawing at a time."""

from collections.abc import Sequence

from convive.diagnostic.exports.presentation import SectionTheme
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
    perimetre: PerimetreResolu,
    chapeau: str,
    faits_saillants: Sequence[Lecture],
    sections: Sequence[SectionTheme],
    carte: Graphique | None,
    metadonnees: Metadonnees,
) -> Diaporama:
    """What stands out, then by theme its figures and its drawings, then the map; sentences go to the speaker."""
    diapositives: list[Diapositive] = []
    if points := [shorten(lecture.phrase, CARACTERES_POINT) for lecture in faits_saillants[:POINTS_DIAPOSITIVE]]:
        diapositives.append(Diapositive("Ce que disent les chiffres", Points(points), _build_notes(faits_saillants)))
    images: dict[str, str] = {}
    for section in sections:
        diapositives.append(_build_chiffres(section))
        for element in section.graphiques:
            images[element.nom] = element.graphique.svg
            diapositives.append(_build_illustration(section.theme.libelle, element.nom, element.graphique))
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


def _build_chiffres(section: SectionTheme) -> Diapositive:
    figures = section.figures[:LIGNES_DIAPOSITIVE]
    sources = dict.fromkeys(figure.source for figure in figures if figure.source)
    return Diapositive(
        _explain_chiffres(section),
        Grille(
            colonnes=("Indicateur", "Valeur", "Unité et année"),
            lignes=[(f.libelle, f.texte, f"{f.unite}, {f.millesime}") for f in figures],
            source=shorten(" ; ".join(sources), 2 * CARACTERES_POINT),
            nombres=frozenset({1}),
        ),
        _build_notes(section.lectures_document),
    )


def _explain_chiffres(section: SectionTheme) -> str:
    """What stands out, without its figures, which the table below gives; the theme when nothing does."""
    lectures = sorted(section.lectures_proches, key=lambda lecture: not lecture.is_notable)
    constats = (lecture.phrase.partition("\u00a0: ")[0] for lecture in lectures if not lecture.reserve)
    courts = (f"{section.theme.libelle}\u00a0: {constat[:1].lower()}{constat[1:]}" for constat in constats)
    sans_constat = f"{section.theme.libelle}\u00a0: les chiffres"
    return next((titre for titre in courts if len(titre) <= CARACTERES_TITRE), sans_constat)


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
