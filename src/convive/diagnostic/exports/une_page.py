"""The diagnosis on one page, for an élu·e with ten minutes: a few figures, what is shared, what was kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from convive.diagnostic.exports.exemple import SOURCE
from convive.diagnostic.exports.portrait_themes import list_lectures
from convive.diagnostic.exports.presentation import FigureAffichee, build_chapeau, build_figure_affichee
from convive.diagnostic.models import Constat
from convive.diagnostic.permissions import can_get_diagnostic
from convive.diagnostic.selectors import apports
from convive.diagnostic.selectors.enjeu import LigneEnjeu, get_tableau_espace
from convive.diagnostic.selectors.portrait import get_portrait
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.rules import Statut
from convive.espaces.models import Espace, Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.formats import nombre
from convive.territoires.rules import PerimetreResolu

CLE_DOCUMENT = "diagnostic_une_page"
TEMPLATE = "diagnostic/une_page_document.html"
# What holds on a sheet of A4 beside the rest.
FIGURES = (
    "population_municipale",
    "population_evolution_annuelle",
    "part_0_19",
    "part_65p",
    "naissances_domiciliees",
    "niveau_vie_median",
)
MAX_LECTURES, MAX_CONSTATS, MAX_ENJEUX = 3, 5, 6


@dataclass(frozen=True)
class ConstatResume:
    """A shared constat, how reliable it is, and how many partners said what of it."""

    texte: str
    fiabilite: str
    accords: int = 0
    desaccords: int = 0
    a_verifier: int = 0

    @property
    def avis(self) -> str:
        """« 4 d’accord, 1 à vérifier »; empty when nobody answered."""
        comptes = ((self.accords, "d’accord"), (self.desaccords, "pas d’accord"), (self.a_verifier, "à vérifier"))
        return ", ".join(f"{nombre(count)}\u00a0{mot}" for count, mot in comptes if count)


@dataclass(frozen=True)
class EnjeuRetenu:
    """An enjeu that was kept, why, by whom and when."""

    libelle: str
    motif: str = ""
    decision: str = ""


@dataclass(frozen=True)
class UnePage:
    """Nothing of the territory for an espace without communes; no figure before the first preparation of the data.
    The totals say what the page leaves out."""

    chapeau: str
    figures: tuple[FigureAffichee, ...]
    lectures: tuple[str, ...]
    constats: tuple[ConstatResume, ...]
    constats_total: int
    retenus: tuple[EnjeuRetenu, ...]
    retenus_total: int
    enjeux_total: int
    is_fictif: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, each once."""
        return tuple(dict.fromkeys(figure.source for figure in self.figures if figure.valeur))

    @property
    def is_vide(self) -> bool:
        return not (self.figures or self.constats or self.enjeux_total)


def build_une_page(espace: Espace, jour: date) -> UnePage:
    """The same for every reader: only what was shared, and what was decided."""
    perimetre = get_perimetre_espace(espace)
    chapeau, figures, lectures = _read_chiffres(perimetre, jour)
    constats = _list_constats(espace)
    tableau = get_tableau_espace(espace)
    return UnePage(
        chapeau=chapeau,
        figures=figures,
        lectures=lectures,
        constats=constats[:MAX_CONSTATS],
        constats_total=len(constats),
        retenus=tuple(_build_enjeu(ligne) for ligne in tableau.retenus[:MAX_ENJEUX]),
        retenus_total=len(tableau.retenus),
        enjeux_total=len(tableau.lignes),
        is_fictif=bool(perimetre and perimetre.fictif),
    )


def _read_chiffres(
    perimetre: PerimetreResolu | None, jour: date
) -> tuple[str, tuple[FigureAffichee, ...], tuple[str, ...]]:
    if perimetre is None or not perimetre.communes:
        return "", (), ()
    try:
        portrait = get_portrait(perimetre, jour)
    except DonneesAbsentes:
        return "", (), ()
    dites = list_lectures(perimetre, jour)[:MAX_LECTURES]
    lectures = tuple(
        f"{lecture.phrase} À lire avec prudence : {lecture.reserve}." if lecture.reserve else lecture.phrase
        for lecture in dites
    )
    figures = tuple(build_figure_affichee(portrait.figures[identifiant], portrait) for identifiant in FIGURES)
    return build_chapeau(perimetre, portrait), figures, lectures


def _list_constats(espace: Espace) -> tuple[ConstatResume, ...]:
    """Those that most partners agree with first; one that has two thématiques comes once."""
    found = {constat.pk: constat for rows in apports.list_constats(espace).values() for constat in rows}

    def rank(constat: Any) -> tuple[int, int, datetime]:
        return constat.avis_desaccord - constat.avis_accord, -constat.fiabilite, constat.created_at

    return tuple(
        ConstatResume(
            constat.texte,
            constat.get_fiabilite_display(),
            constat.avis_accord,
            constat.avis_desaccord,
            constat.avis_a_verifier,
        )
        for constat in sorted(map(_untype, found.values()), key=rank)
    )


def _untype(constat: Constat) -> Any:
    """With the counts that the reading annotates, which the model does not declare."""
    return constat


def _build_enjeu(ligne: LigneEnjeu) -> EnjeuRetenu:
    enjeu = ligne.enjeu
    decision = enjeu.libelle_decide
    return EnjeuRetenu(enjeu.libelle, enjeu.motif, decision)


def build_document(page: UnePage, cadre: Cadre) -> Contenu:
    return build_texte(cadre, f"Le diagnostic en une page – {cadre.nom}", TEMPLATE, {"page": page})


def build_document_espace(membre: Membre, _famille: Famille, _choix: str) -> Contenu:
    """Raise DocumentInconnu as long as there is nothing to put on it."""
    cadre = get_cadre(membre.espace)
    page = build_une_page(membre.espace, cadre.jour)
    if page.is_vide:
        raise DocumentInconnu("Rien n’est encore à mettre sur cette page : ni chiffre, ni constat, ni enjeu.")
    return build_document(page, cadre)


def build_exemple_une_page(_famille: Famille) -> Contenu:
    """What is invented, and says so."""
    figures = (
        ("Amateurs de tarte", "1 240", "personnes", "Déclaré par les intéressés.", ""),
        ("Goûters par semaine", "4", "goûters", "", "Pays voisin : 2"),
    )
    page = UnePage(
        chapeau="2 hameaux, 2 480 habitants en 2026.",
        figures=tuple(
            FigureAffichee("", libelle, valeur, Statut.VALEUR, unite, "2026", SOURCE.source, limite, comparaison)
            for libelle, valeur, unite, limite, comparaison in figures
        ),
        lectures=("Le goûter est deux fois plus fréquent qu’au pays voisin.",),
        constats=(ConstatResume("Les goûters finissent plus tard qu’avant.", "fiable", 4, 0, 1),),
        constats_total=1,
        retenus=(EnjeuRetenu("Goûter ensemble, partout", "C’est à notre portée.", "COPIL, 12 juin 2026"),),
        retenus_total=1,
        enjeux_total=17,
        is_fictif=True,
    )
    return build_document(page, CADRE_EXEMPLE)


def record_une_page() -> None:
    types_documents.record(
        TypeDocument(
            CLE_DOCUMENT,
            "Le diagnostic en une page",
            "Pour un·e élu·e : six chiffres, les constats partagés, les enjeux retenus. Une feuille A4.",
            (Famille.TEXTE,),
            can_get_diagnostic,
            build_document_espace,
            build_exemple_une_page,
            ordre=11,
        )
    )
