"""The help about a page, completed with data of the espace for the person who asks."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, ResolverMatch, get_script_prefix, resolve, reverse

from convive.convention.selectors.ctg import choose_ctg, list_ctgs
from convive.espaces.models import Membre
from convive.espaces.onglets import onglets
from convive.espaces.permissions import is_permis_membre
from convive.formation.rules.aide import AidePage, GesteAide, build_aides, refuse_aides
from convive.formation.rules.cours import Apport
from convive.formation.selectors.contenus import DOSSIER, read_contenu
from convive.formation.selectors.cours import COURS, get_cours
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.rules.parcours import DROIT_SUIVRE, EtapeLue
from convive.prise_poste.selectors.parcours import get_prise, read_prise
from convive.socle.taches import Tache, taches
from convive.ui.glossaire import Sigle, get_sigle

FICHIERS = tuple(sorted(chemin.stem for chemin in (DOSSIER / "aide").glob("*.yaml")))


@dataclass(frozen=True, slots=True)
class ApportAide:
    """`texte` is the paragraph of the input that the page needs."""

    sequence: str
    apport: Apport
    texte: str
    date: date


@dataclass(frozen=True, slots=True)
class AideLue:
    """`gestes` are (text, URL) pairs, only for actions that this membre may do; `etape` is the state of the step that
    the page serves, and `is_commence` whether the person has started her hundred days."""

    aide: AidePage
    retour: str
    gestes: tuple[tuple[str, str], ...]
    taches: tuple[Tache, ...]
    mots: tuple[Sigle, ...]
    etape: EtapeLue | None
    is_commence: bool
    apport: ApportAide | None
    is_publique: bool = False

    @property
    def preuve(self) -> str:
        """The progress of the espace on this step, in a sentence; empty if nothing is counted."""
        return self.etape.phrase if self.etape else ""


@cache
def get_aides() -> Mapping[str, AidePage]:
    """View name → help, for the pages of an espace."""
    aides = [aide for nom in FICHIERS for aide in build_aides(read_contenu(f"aide/{nom}"))]
    refuse_aides(aides)
    return MappingProxyType({vue: aide for aide in aides for vue in aide.vues})


@cache
def get_aides_publiques() -> Mapping[str, AidePage]:
    """View name → help, for pages outside any espace."""
    aides = build_aides(read_contenu("aide_publique"))
    refuse_aides(aides)
    return MappingProxyType({vue: aide for aide in aides for vue in aide.vues})


def read_aide(membre: Membre, chemin: str, today: date) -> AideLue | None:
    """The help about the page at this path of the espace; None for any other path, or a page without help.

    The queries are those of the task providers of the page and of the step, plus one for the CTG if needed.
    """
    match = _resolve(chemin)
    aide = get_aides().get(match.view_name) if match else None
    if match is None or aide is None or match.kwargs.get("espace_uuid") != membre.espace_id:
        return None
    etape, is_commence = _read_etape(membre, aide.etape, today)
    return AideLue(
        aide,
        _build_retour(chemin),
        tuple(_list_gestes(membre, aide, match, today)),
        taches.list_taches_of(aide.taches, membre, today),
        tuple(get_sigle(mot) for mot in aide.mots),
        etape,
        is_commence,
        _get_apport(aide.apport),
    )


def read_aide_publique(chemin: str) -> AideLue | None:
    """The help about a public page; None for any other path. No query."""
    match = _resolve(chemin)
    aide = get_aides_publiques().get(match.view_name) if match else None
    if match is None or aide is None or "espace_uuid" in match.kwargs:
        return None
    adresses = [(geste.dire, build_adresse(geste, match.kwargs)) for geste in aide.gestes]
    gestes = tuple((dire, adresse) for dire, adresse in adresses if adresse)
    mots = tuple(get_sigle(mot) for mot in aide.mots)
    retour, apport = _build_retour(chemin), _get_apport(aide.apport)
    return AideLue(aide, retour, gestes, (), mots, None, is_commence=False, apport=apport, is_publique=True)


def _build_retour(chemin: str) -> str:
    return get_script_prefix().rstrip("/") + urlsplit(chemin).path


def _resolve(chemin: str) -> ResolverMatch | None:
    try:
        return resolve(urlsplit(chemin).path)
    except (Resolver404, ValueError):
        return None


def _list_gestes(membre: Membre, aide: AidePage, match: ResolverMatch, today: date) -> list[tuple[str, str]]:
    permis = [geste for geste in aide.gestes if _is_permis(membre, geste)]
    adresses = {geste: build_adresse(geste, match.kwargs) for geste in permis}
    if None in adresses.values() and (ctg := choose_ctg(list_ctgs(membre), None, today)):
        # The page is inside a CTG: use the URL of the current one.
        arguments = {"espace_uuid": membre.espace_id, "ctg_uuid": ctg.pk}
        adresses = {geste: adresse or build_adresse(geste, arguments) for geste, adresse in adresses.items()}
    return [(geste.dire, adresse) for geste, adresse in adresses.items() if adresse]


def _is_permis(membre: Membre, geste: GesteAide) -> bool:
    """Whether the membre has the right named in the help text and, for a page of the menu, the right of the menu."""
    is_donne = geste.droit is None or is_permis_membre(membre, *geste.droit)
    return is_donne and onglets.is_permis(geste.vue, membre)


def build_adresse(geste: GesteAide, arguments: Mapping[str, Any]) -> str | None:
    """The URL of an action: a page of the espace, or else of the same object, or of the object that contains it."""
    items = list(arguments.items())
    for nombre in range(0 if "espace_uuid" not in arguments else 1, len(items) + 1):
        with suppress(NoReverseMatch):
            return reverse(geste.vue, kwargs=dict(items[:nombre])) + (f"#{geste.ancre}" if geste.ancre else "")
    return None


def _read_etape(membre: Membre, cle: str, today: date) -> tuple[EtapeLue | None, bool]:
    """The step, only for those who follow the hundred days, counted from the first day here if not started yet."""
    if not cle or not is_permis_membre(membre, *DROIT_SUIVRE):
        return None, False
    prise = get_prise(membre)
    parcours = read_prise(membre, prise or PrisePoste(compte=membre.compte, date_debut=membre.date_debut), today)
    return parcours.get(cle), prise is not None


def _get_apport(apport: tuple[str, str, int] | None) -> ApportAide | None:
    if apport is None:
        return None
    cours = get_cours(COURS[0])
    sequence = cours.get_sequence(apport[0])
    found = next((row for row in sequence.apports if row.titre == apport[1]), None) if sequence else None
    if sequence is None or found is None:
        return None
    return ApportAide(sequence.titre, found, found.paragraphes[apport[2] - 1], cours.date)
