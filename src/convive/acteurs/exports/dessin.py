"""The drawing of the move: the posts of two days in two columns, and lines from those that left to those that came."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from convive.acteurs.rules.postes import AvantApres, Groupe, PosteLu, SommeEtp, list_groupes
from convive.documents.graphiques import charte
from convive.documents.graphiques.charte import build_rectangle, build_spec, build_texte, build_trait
from convive.documents.graphiques.rules.formats import wrap_texte
from convive.documents.graphiques.svg import label_svg, render_svg
from convive.socle.formats import FINE, date_longue, liste_fr, nombre, nombre_accorde

LARGEUR = 720
COLONNE = 290
LIGNE = 17
TETE, PIED = 46, 38
SUITE = [5, 4]
# What an A4 holds beside the title and the words above a drawing, then what the next ones hold.
HAUTEUR_PREMIERE, HAUTEUR_SUIVANTES = 880, 960
# With more posts than that in a column, they are drawn closer to one another.
MAX_LARGES = 4


@dataclass(frozen=True, slots=True)
class _Style:
    """How a post is drawn. `is_serre`: its employer and its ETP on one line."""

    marge: int
    ecart: int
    is_serre: bool


LARGE, SERRE = _Style(10, 14, is_serre=False), _Style(6, 8, is_serre=True)


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
    style: _Style

    @property
    def bas(self) -> float:
        return self.haut + LIGNE * (len(self.intitule) + len(self.suite)) + 2 * self.style.marge

    @property
    def milieu(self) -> float:
        return (self.haut + self.bas) / 2


def draw_avant_apres(comparaison: AvantApres) -> Dessin | None:
    """On a screen, in one piece; None when neither day has a post."""
    if not comparaison.avant and not comparaison.apres:
        return None
    return _draw_part(_join(comparaison, list_groupes(comparaison)), LARGE, "")


def draw_pages(comparaison: AvantApres) -> list[Dessin]:
    """For paper: a drawing for each A4. Posts that follow one another stay together, unless they fill more than a page
    by themselves: then those that were replaced are drawn again beside those that replaced them."""
    if not comparaison.avant and not comparaison.apres:
        return []
    nombre_max = max(len(comparaison.avant), len(comparaison.apres))
    style = SERRE if nombre_max > MAX_LARGES else LARGE
    parts = _split(comparaison, style)
    rangs = [f" ({rang} sur {len(parts)})" if len(parts) > 1 else "" for rang in range(1, len(parts) + 1)]
    return [_draw_part(part, style, rang) for part, rang in zip(parts, rangs, strict=True)]


def _draw_part(comparaison: AvantApres, style: _Style, rang: str) -> Dessin:
    titre = f"Les postes le {date_longue(comparaison.jour_avant)} et le {date_longue(comparaison.jour_apres)}{rang}"
    description = describe_avant_apres(comparaison)
    svg = label_svg(render_svg(_build_spec(comparaison, style)), titre, description)
    return Dessin(svg, titre, description)


def _split(comparaison: AvantApres, style: _Style) -> list[AvantApres]:
    """The parts of a comparison, each as high as a page at most."""
    groups: list[Groupe] = []
    for group in list_groupes(comparaison):
        is_trop_haut = _compute_hauteur(_join(comparaison, [group]), style) > HAUTEUR_SUIVANTES
        groups += [((passage,), ()) for passage in group[0]] if is_trop_haut else [group]
    parts: list[list[Groupe]] = [[]]
    for group in groups:
        limit = HAUTEUR_PREMIERE if len(parts) == 1 else HAUTEUR_SUIVANTES
        if parts[-1] and _compute_hauteur(_join(comparaison, [*parts[-1], group]), style) > limit:
            parts.append([])
        parts[-1].append(group)
    return [_join(comparaison, part) for part in parts]


def _join(comparaison: AvantApres, groups: Sequence[Groupe]) -> AvantApres:
    """These groups alone, in their order; the totals stay those of everyone."""
    passages = tuple(passage for group in groups for passage in group[0])
    sans_suite = tuple(poste for group in groups for poste in group[1])
    avant = {poste.cle: poste for passage in passages for poste in passage.avant}
    avant |= {poste.cle: poste for poste in sans_suite}
    return replace(
        comparaison,
        avant=tuple(avant.values()),
        apres=tuple(passage.poste for passage in passages),
        passages=passages,
        sans_suite=sans_suite,
    )


def _compute_hauteur(comparaison: AvantApres, style: _Style) -> float:
    columns = (_place(comparaison.avant, style), _place(comparaison.apres, style))
    return max((cases[-1].bas for cases in columns if cases), default=TETE) + PIED


def describe_avant_apres(comparaison: AvantApres) -> str:
    """Each post of the second day, with those whose place it took; then those that nothing followed."""
    phrases = [
        f"À gauche, {_count(comparaison.total_avant)}{FINE}; à droite, {_count(comparaison.total_apres)}.",
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


def _count(total: SommeEtp) -> str:
    return f"{nombre_accorde(total.nombre, 'poste')}, {nombre(total.quotite_ctg, 2)}\u00a0ETP pour la CTG"


def _build_spec(comparaison: AvantApres, style: _Style) -> dict[str, Any]:
    gauche, droite = _place(comparaison.avant, style), _place(comparaison.apres, style)
    avant = {case.poste.cle: case for case in gauche}
    apres = {case.poste.cle: case for case in droite}
    x = LARGEUR - COLONNE - 2
    couches = [
        build_texte(2, 10, f"Le {date_longue(comparaison.jour_avant)}", fontWeight=700, fill=charte.ENCRE),
        build_texte(2, 28, _count(comparaison.total_avant), fontSize=charte.CORPS_PETIT),
        build_texte(x, 10, f"Le {date_longue(comparaison.jour_apres)}", fontWeight=700, fill=charte.ENCRE),
        build_texte(x, 28, _count(comparaison.total_apres), fontSize=charte.CORPS_PETIT),
    ]
    for passage in comparaison.passages:
        vers = apres[passage.poste.cle]
        for poste in passage.avant:
            tirets = {"strokeDash": SUITE} if poste.cle == passage.poste.cle else {}
            depart = avant[poste.cle]
            trait = {"stroke": charte.SARCELLE, "strokeWidth": 2, **tirets}
            couches.append(build_trait(COLONNE + 2, depart.milieu, x, vers.milieu, **trait))
    sans_suite = {poste.cle for poste in comparaison.sans_suite}
    for case in gauche:
        couches += _draw(case, 2, charte.NEUTRE, is_tirete=case.poste.cle in sans_suite)
    for case in droite:
        couches += _draw(case, x, charte.SARCELLE)
    bas = max((case.bas for case in (*gauche, *droite)), default=TETE) + 24
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


def _place(postes: Sequence[PosteLu], style: _Style) -> list[_Case]:
    cases: list[_Case] = []
    haut = float(TETE)
    largeur = COLONNE - 2 * style.marge - 6
    for poste in postes:
        intitule = wrap_texte(poste.intitule, largeur, charte.CORPS, gras=True, lignes_max=2)
        etp = f"{nombre(poste.quotite_ctg, 2)}\u00a0ETP CTG sur {nombre(poste.etp_total, 2)}"
        if style.is_serre:
            etp = etp.replace(" ", "\u00a0")
            suite = wrap_texte(f"{etp} · {poste.employeur}", largeur, charte.CORPS_PETIT, lignes_max=2)
        else:
            suite = [*wrap_texte(poste.employeur, largeur, charte.CORPS_PETIT, lignes_max=2), etp]
        case = _Case(poste, tuple(intitule), tuple(suite), haut, style)
        cases.append(case)
        haut = case.bas + style.ecart
    return cases


def _draw(case: _Case, x: float, bord: str, *, is_tirete: bool = False) -> list[dict[str, Any]]:
    tirets = {"strokeDash": SUITE} if is_tirete else {}
    cadre = build_rectangle(x, case.haut, x + COLONNE, case.bas, charte.PAPIER, stroke=charte.LIGNE_FORTE, **tirets)
    couches = [cadre, build_rectangle(x, case.haut, x + 5, case.bas, bord)]
    for rang, ligne in enumerate((*case.intitule, *case.suite)):
        is_titre = rang < len(case.intitule)
        style = {"fontWeight": 700, "fill": charte.ENCRE} if is_titre else {"fontSize": charte.CORPS_PETIT}
        haut = case.haut + case.style.marge + 9 + LIGNE * rang
        couches.append(build_texte(x + case.style.marge + 5, haut, ligne, **style))
    return couches
