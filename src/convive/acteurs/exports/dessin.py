"""The drawing of the move: the posts of two days in two columns, and lines from those that left to those that came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from convive.acteurs.rules.postes import AvantApres, PosteLu
from convive.documents.graphiques import charte
from convive.documents.graphiques.charte import build_rectangle, build_spec, build_texte, build_trait
from convive.documents.graphiques.rules.formats import wrap_texte
from convive.documents.graphiques.svg import label_svg, render_svg
from convive.socle.formats import FINE, date_longue, liste_fr, nombre, nombre_accorde

LARGEUR = 720
COLONNE = 290
LIGNE = 17
MARGE = 10
ECART = 14
SUITE = [5, 4]


@dataclass(frozen=True, slots=True)
class Dessin:
    """An SVG with its title and its description, which says in words all that the lines say."""

    svg: str
    titre: str
    description: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A post drawn at a height; its middle is where lines arrive."""

    poste: PosteLu
    intitule: tuple[str, ...]
    suite: tuple[str, ...]
    haut: float

    @property
    def bas(self) -> float:
        return self.haut + LIGNE * (len(self.intitule) + len(self.suite)) + 2 * MARGE

    @property
    def milieu(self) -> float:
        return (self.haut + self.bas) / 2


def draw_avant_apres(comparaison: AvantApres) -> Dessin | None:
    """None when neither day has a post."""
    if not comparaison.avant and not comparaison.apres:
        return None
    titre = f"Les postes le {date_longue(comparaison.jour_avant)} et le {date_longue(comparaison.jour_apres)}"
    description = describe_avant_apres(comparaison)
    svg = label_svg(render_svg(_build_spec(comparaison)), titre, description)
    return Dessin(svg, titre, description)


def describe_avant_apres(comparaison: AvantApres) -> str:
    """Each post of the second day, with those whose place it took; then those that nothing followed."""
    phrases = [
        f"À gauche, {_count(comparaison.avant)}{FINE}; à droite, {_count(comparaison.apres)}.",
    ]
    for passage in comparaison.passages:
        remplaces = [f"«\u00a0{p.intitule}\u00a0»" for p in passage.avant if p.cle != passage.poste.cle]
        suite = [
            *(["se poursuit"] if passage.is_meme else []),
            *([f"prend la suite de {liste_fr(remplaces)}"] if remplaces else []),
        ]
        phrases.append(f"«\u00a0{passage.poste.intitule}\u00a0» {liste_fr(suite) or 'est nouveau'}.")
    phrases += [f"«\u00a0{poste.intitule}\u00a0» n’a pas de suite." for poste in comparaison.sans_suite]
    return " ".join(phrases)


def _count(postes: Sequence[PosteLu]) -> str:
    etp = nombre(sum(poste.quotite_ctg for poste in postes), 2)
    return f"{nombre_accorde(len(postes), 'poste')}, {etp}\u00a0ETP pour la CTG"


def _build_spec(comparaison: AvantApres) -> dict[str, Any]:
    gauche, droite = _place(comparaison.avant), _place(comparaison.apres)
    avant = {case.poste.cle: case for case in gauche}
    apres = {case.poste.cle: case for case in droite}
    x = LARGEUR - COLONNE - 2
    couches = [
        build_texte(2, 10, f"Le {date_longue(comparaison.jour_avant)}", fontWeight=700, fill=charte.ENCRE),
        build_texte(2, 28, _count(comparaison.avant), fontSize=charte.CORPS_PETIT),
        build_texte(x, 10, f"Le {date_longue(comparaison.jour_apres)}", fontWeight=700, fill=charte.ENCRE),
        build_texte(x, 28, _count(comparaison.apres), fontSize=charte.CORPS_PETIT),
    ]
    for passage in comparaison.passages:
        vers = apres[passage.poste.cle]
        for poste in passage.avant:
            tirets = {"strokeDash": SUITE} if poste.cle == passage.poste.cle else {}
            depart = avant[poste.cle]
            style = {"stroke": charte.SARCELLE, "strokeWidth": 2, **tirets}
            couches.append(build_trait(COLONNE + 2, depart.milieu, x, vers.milieu, **style))
    sans_suite = {poste.cle for poste in comparaison.sans_suite}
    for case in gauche:
        couches += _draw(case, 2, charte.NEUTRE, is_tirete=case.poste.cle in sans_suite)
    for case in droite:
        couches += _draw(case, x, charte.SARCELLE)
    bas = max((case.bas for case in (*gauche, *droite)), default=40) + 24
    couches += [
        build_trait(2, bas, 40, bas, stroke=charte.SARCELLE, strokeWidth=2),
        build_texte(48, bas, "prend la suite", fontSize=charte.CORPS_PETIT),
        build_trait(170, bas, 208, bas, stroke=charte.SARCELLE, strokeWidth=2, strokeDash=SUITE),
        build_texte(216, bas, "le même poste se poursuit", fontSize=charte.CORPS_PETIT),
        build_rectangle(412, bas - 7, 440, bas + 7, charte.PAPIER, stroke=charte.LIGNE_FORTE, strokeDash=SUITE),
        build_texte(448, bas, "sans suite connue", fontSize=charte.CORPS_PETIT),
    ]
    marges = {"left": 0, "right": 0, "top": 0, "bottom": 0}
    return build_spec(LARGEUR, round(bas + 14), marges, couches)


def _place(postes: Sequence[PosteLu]) -> list[_Case]:
    cases: list[_Case] = []
    haut = 46.0
    for poste in postes:
        intitule = wrap_texte(poste.intitule, COLONNE - 2 * MARGE - 6, charte.CORPS, gras=True, lignes_max=2)
        employeur = wrap_texte(poste.employeur, COLONNE - 2 * MARGE - 6, charte.CORPS_PETIT, lignes_max=2)
        etp = f"{nombre(poste.quotite_ctg, 2)}\u00a0ETP CTG sur {nombre(poste.etp_total, 2)}"
        case = _Case(poste, tuple(intitule), (*employeur, etp), haut)
        cases.append(case)
        haut = case.bas + ECART
    return cases


def _draw(case: _Case, x: float, bord: str, *, is_tirete: bool = False) -> list[dict[str, Any]]:
    tirets = {"strokeDash": SUITE} if is_tirete else {}
    cadre = build_rectangle(x, case.haut, x + COLONNE, case.bas, charte.PAPIER, stroke=charte.LIGNE_FORTE, **tirets)
    couches = [cadre, build_rectangle(x, case.haut, x + 5, case.bas, bord)]
    for rang, ligne in enumerate((*case.intitule, *case.suite)):
        is_titre = rang < len(case.intitule)
        style = {"fontWeight": 700, "fill": charte.ENCRE} if is_titre else {"fontSize": charte.CORPS_PETIT}
        couches.append(build_texte(x + MARGE + 5, case.haut + MARGE + 9 + LIGNE * rang, ligne, **style))
    return couches
