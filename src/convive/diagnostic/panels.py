"""What `diagnostic` shows on the pages of other packages: the key figures of an espace, and the way to its portrait."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.selectors.perimetre import get_perimetre_publie
from convive.diagnostic.selectors.portrait import get_portrait
from convive.donnees.connexion import get_construction
from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.sources.registre import SOURCES
from convive.espaces.models import Espace
from convive.espaces.partages import ChampPartage, partages
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.formats import nombre
from convive.socle.panneaux import Panneau, panneaux
from convive.territoires.rules import PerimetreResolu

UN_JOUR = 24 * 60 * 60
# Raise it when `ChiffreCle` changes: what is cached under another version is forgotten.
VERSION_CACHE = "1"
CHIFFRES_CLES = ("population_municipale", "population_evolution_annuelle", "part_0_19", "part_65p")


@dataclass(frozen=True, slots=True)
class ChiffreCle:
    libelle: str
    valeur: str
    statut: str
    unite: str
    millesime: str
    source: str
    limite: str


def build_chiffre(figure: Figure) -> ChiffreCle:
    """A figure and its pedigree, ready for the component."""
    indicateur = figure.indicateur
    sources = [SOURCES[identifiant] for identifiant in figure.sources if identifiant in SOURCES]
    return ChiffreCle(
        libelle=indicateur.libelle,
        valeur="" if figure.valeur is None else nombre(figure.valeur, indicateur.decimales),
        statut=figure.statut,
        unite=indicateur.unite,
        millesime=figure.millesime or "année inconnue",
        source=" ; ".join(f"{source.producteur}, {source.titre}" for source in sources) or "source non chargée",
        limite=figure.motif or indicateur.limite,
    )


def get_contexte_portrait(request: HttpRequest, espace: Espace) -> dict[str, Any] | None:
    """The key figures of the périmètre of today; no figure as long as no data was built, nothing without périmètre."""
    perimetre = request.perimetre if hasattr(request, "perimetre") else get_perimetre_espace(espace)
    if perimetre is None or not perimetre.communes:
        return None
    reference = get_perimetre_publie(perimetre).reference
    try:
        return {"reference": reference, "chiffres": _get_chiffres(perimetre)}
    except DonneesAbsentes:
        return {"reference": reference, "chiffres": ()}


def _get_chiffres(perimetre: PerimetreResolu) -> tuple[ChiffreCle, ...]:
    """The key figures, kept for the day as long as the data and the communes are the same: a home opens often."""
    today = timezone.localdate()
    content = "\n".join([VERSION_CACHE, get_construction(), today.isoformat(), *(c.code for c in perimetre.communes)])
    cle = f"panneau_portrait_{hashlib.sha256(content.encode()).hexdigest()}"
    chiffres: tuple[ChiffreCle, ...] | None = cache.get(cle)
    if chiffres is None:
        figures = get_portrait(perimetre, today).figures
        chiffres = tuple(build_chiffre(figures[identifiant]) for identifiant in CHIFFRES_CLES)
        cache.set(cle, chiffres, timeout=UN_JOUR)
    return chiffres


def record_champs_partages() -> None:
    """What a territoire may show of its figures to a département."""
    partages.record(
        ChampPartage(
            cle="indicateurs",
            libelle="Les indicateurs du portrait",
            phrase="Les chiffres clés du territoire, avec leur année et leur source, et le chemin vers son portrait.",
            ordre=30,
            template="diagnostic/_panneau_portrait.html",
            get_contexte=get_contexte_portrait,
        )
    )


def record_panneaux() -> None:
    panneaux.record(
        Panneau(
            cle="diagnostic_portrait",
            page="espaces:espace_detail",
            ordre=90,
            titre="Le territoire en chiffres",
            template="diagnostic/_panneau_portrait.html",
            get_contexte=get_contexte_portrait,
        )
    )
