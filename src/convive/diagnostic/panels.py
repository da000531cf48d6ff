"""What `diagnostic` shows on the pages of other packages: the key figures of an espace, and the way to its portrait."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.exports.etincelle import Etincelle
from convive.diagnostic.exports.propres import build_ligne
from convive.diagnostic.models.indicateur import MesureEspace, StatutMesure
from convive.diagnostic.permissions import (
    can_create_avis,
    can_list_indicateurs,
    can_update_constats,
    can_update_indicateurs,
)
from convive.diagnostic.rules.accord import accorde
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.selectors.avis import list_a_repondre
from convive.diagnostic.selectors.perimetre import get_reference_publiee
from convive.diagnostic.selectors.portrait import get_portrait
from convive.diagnostic.selectors.propres import LignePropre, get_etat_millesimes, list_propres_suivis
from convive.diagnostic.selectors.seuils import list_seuils
from convive.donnees.connexion import get_construction
from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.sources.registre import SOURCES
from convive.espaces.models import Espace, Membre
from convive.espaces.partages import ChampPartage, partages
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.formats import liste_fr, nombre, nombre_accorde, source_datee
from convive.socle.panneaux import Panneau, Place, panneaux
from convive.socle.taches import Tache, Urgence, taches
from convive.territoires.rules import PerimetreResolu

UN_JOUR = 24 * 60 * 60
# Raise it when `ChiffreCle` changes: what is cached under another version is forgotten.
VERSION_CACHE = "1"
MAX_SUIVIS = 5
INDICATEURS = "diagnostic:indicateur_espace_list"
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
        millesime=figure.millesime or "année non précisée",
        source=" ; ".join(f"{source.producteur}, {source.titre}" for source in sources)
        or "source pas encore dans Convive",
        limite=figure.motif or indicateur.limite,
    )


def get_contexte_portrait(request: HttpRequest, espace: Espace) -> dict[str, Any] | None:
    """The key figures of the périmètre of today; no figure as long as no data was built, nothing without périmètre."""
    perimetre = request.perimetre if hasattr(request, "perimetre") else get_perimetre_espace(espace)
    if perimetre is None or not perimetre.communes:
        return None
    return {"reference": get_reference_publiee(perimetre), "chiffres": get_chiffres_cles(perimetre)}


@dataclass(frozen=True, slots=True)
class ChiffreSuivi:
    """A line of the home: `precision` is its unit and its year, then where it comes from. `url` leads to its page."""

    libelle: str
    valeur: str
    unite: str
    precision: str
    url: str
    etincelle: Etincelle | None = None
    is_franchi: bool = False
    statut: str = "valeur"
    seuil: str = ""


def get_contexte_suivis(request: HttpRequest, espace: Espace) -> dict[str, Any] | None:
    """The indicators of the espace that have a number, then as many key figures of the territory as there is room
    for."""
    membre: Membre | None = getattr(request, "membre", None)
    if membre is None:
        return None
    perimetre = request.perimetre if hasattr(request, "perimetre") else get_perimetre_espace(espace)
    lit = can_list_indicateurs(membre)
    suivis = _list_propres_suivis(membre)[:MAX_SUIVIS] if lit else []
    reference = ""
    if perimetre is not None and perimetre.communes:
        reference = get_reference_publiee(perimetre)
        suivis += [_build_suivi(chiffre, reference) for chiffre in get_chiffres_cles(perimetre)][
            : MAX_SUIVIS - len(suivis)
        ]
    if not suivis and not reference:
        return None
    return {"suivis": suivis, "reference": reference, "choisir": reverse(INDICATEURS, args=[espace.pk]) if lit else ""}


def _list_propres_suivis(membre: Membre) -> list[ChiffreSuivi]:
    lignes = list_propres_suivis(membre)
    return [_build_propre_suivi(membre, ligne, last) for ligne in lignes if (last := ligne.derniere) is not None]


def _build_propre_suivi(membre: Membre, ligne: LignePropre, last: MesureEspace) -> ChiffreSuivi:
    indicateur = ligne.indicateur
    shown = build_ligne(ligne)
    is_provisoire = last.statut == StatutMesure.PROVISOIRE
    return ChiffreSuivi(
        indicateur.libelle,
        nombre(last.valeur or 0, indicateur.decimales),
        ", ".join(filter(None, (shown.unite, "provisoire" if is_provisoire else ""))),
        source_datee(indicateur.source, last.annee) if indicateur.source else str(last.annee),
        reverse("diagnostic:indicateur_espace_detail", args=[membre.espace_id, indicateur.pk]),
        shown.etincelle,
        ligne.is_franchi,
        seuil=ligne.seuil,
    )


def _build_suivi(chiffre: ChiffreCle, reference: str) -> ChiffreSuivi:
    return ChiffreSuivi(
        chiffre.libelle,
        chiffre.valeur,
        chiffre.unite,
        source_datee(chiffre.source, chiffre.millesime),
        reverse("diagnostic:portrait_detail", args=[reference]),
        statut=chiffre.statut,
    )


def get_chiffres_cles(perimetre: PerimetreResolu) -> tuple[ChiffreCle, ...]:
    """The key figures of a périmètre; none as long as no data was built."""
    try:
        return _get_chiffres(perimetre)
    except DonneesAbsentes:
        return ()


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
            phrase="Les chiffres clés du territoire, avec leur année et leur source, et le lien vers son portrait.",
            ordre=30,
            template="diagnostic/_panneau_portrait.html",
            get_contexte=get_contexte_portrait,
        )
    )


def list_taches_indicateurs(membre: Membre, today: date) -> Iterator[Tache]:
    """Thresholds that the last values went past, and vintages that came since they were noted; five queries."""
    if not can_update_indicateurs(membre):
        return
    for ligne in list_propres_suivis(membre):
        last = ligne.derniere
        if ligne.is_franchi and last is not None and last.valeur is not None:
            indicateur = ligne.indicateur
            value = f"{nombre(last.valeur, indicateur.decimales)}\u00a0{accorde(last.valeur, indicateur.unite)}"
            yield Tache(
                f"Regarder « {indicateur} »",
                f"{value} en {last.annee} : {ligne.seuil}, le seuil que vous surveillez.",
                reverse("diagnostic:indicateur_espace_detail", args=[membre.espace_id, indicateur.pk]),
                "Voir",
                Urgence.A_FAIRE,
                "alert-triangle",
            )
    for watched in list_seuils(membre.espace, today):
        if watched.is_franchi and watched.figure is not None:
            figure, core = watched.figure, watched.fiche.indicateur
            cle = {"espace_uuid": membre.espace_id, "indicateur": core.identifiant}
            value = f"{nombre(figure.valeur or 0, core.decimales)}\u00a0{accorde(figure.valeur or 0, core.unite)}"
            yield Tache(
                f"Regarder « {core.libelle} »",
                f"{value} en {figure.millesime} : {watched.texte}, le seuil que vous surveillez.",
                reverse("diagnostic:indicateur_detail", kwargs=cle),
                "Voir",
                Urgence.A_FAIRE,
                "alert-triangle",
            )
    news = get_etat_millesimes(membre.espace).nouveautes
    if news:
        noms = [f"{SOURCES[n.source].titre} ({n.nouveau})" for n in news if n.source in SOURCES]
        yield Tache(
            f"Lire {nombre_accorde(len(news), 'nouvelle année de chiffres', 'nouvelles années de chiffres')}",
            f"{liste_fr(noms[:3])}.",
            reverse("diagnostic:millesime_list", args=[membre.espace_id]),
            "Voir",
            Urgence.PEUT_ATTENDRE,
            "bell",
        )


def list_taches_constats(membre: Membre, _today: date) -> Iterator[Tache]:
    """The shared constats that await the word of someone who is asked for it, and does not write them; one query."""
    if not can_create_avis(membre) or can_update_constats(membre) or membre.espace.is_expire:
        return
    if constats := list_a_repondre(membre):
        yield Tache(
            f"Donner votre avis sur {nombre_accorde(len(constats), 'constat')}",
            "D’accord, pas d’accord, à vérifier : un constat est confirmé "
            "quand les personnes concernées sont d’accord.",
            reverse("diagnostic:avis_create", args=[membre.espace_id, constats[0]]),
            "Donner mon avis",
            Urgence.A_FAIRE,
            "message-circle",
        )


def record_panneaux() -> None:
    taches.record("constats", list_taches_constats)
    taches.record("indicateurs", list_taches_indicateurs)
    panneaux.record(
        Panneau(
            cle="diagnostic_suivis",
            page="espaces:espace_detail",
            ordre=35,
            titre="Chiffres suivis",
            template="diagnostic/_panneau_suivis.html",
            get_contexte=get_contexte_suivis,
            place=Place.DROITE,
            is_vivant=False,
        )
    )
