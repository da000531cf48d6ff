"""What an espace knows, for the chapters of its diagnosis: services, words of inhabitants, constats, AFOM, actors."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.diagnostic.chapitres import Compte, ContenuChapitre, ContexteChapitre, contenus
from convive.diagnostic.models import Constat, Parole, PreuveConstat, SensAvis
from convive.diagnostic.rules.afom import Quadrant
from convive.diagnostic.rules.contenus import (
    Chiffre,
    Citation,
    ContenuADessiner,
    Phrase,
    Provenance,
    TableauSource,
    build_liste,
    build_paragraphe,
)
from convive.diagnostic.rules.sommaire import THEMATIQUE
from convive.diagnostic.selectors import apports
from convive.documents.rules.blocs import Tableau
from convive.donnees.rules import Statut
from convive.offre.rules.sppe import Competence
from convive.offre.selectors.catalogue import get_types_usuels
from convive.socle.formats import FINE, arrondi, liste_fr, nombre, nombre_accorde

MAX_PAROLES = 6
MAX_CONSTATS = 12
TERRITOIRE = "territoire"
"""What concerns no thématique in particular is said in the chapter of the territory."""
type Count = Callable[[ContexteChapitre], Sequence[Compte]]
PAROLES = "Paroles d’habitants et de professionnels, recueillies sur le territoire"
OFFRE = "Inventaire des services de l’espace"
COMPETENCES = "Tableau des compétences petite enfance de l’espace"
ACTEURS = "Annuaire des acteurs de l’espace"
AFOM = "AFOM de l’espace, remplie en atelier ou par l’équipe"
AVIS = {
    SensAvis.ACCORD: "d’accord",
    SensAvis.DESACCORD: "pas d’accord",
    SensAvis.A_VERIFIER: "à vérifier",
}


def _get_cle(contexte: ContexteChapitre) -> UUID | None:
    return contexte.thematique.pk if contexte.thematique else apports.SANS_THEMATIQUE


def _is_sans_thematique(contexte: ContexteChapitre) -> bool:
    """A chapter of thématiques whose thématique is gone has nothing of its own."""
    return contexte.cle == THEMATIQUE and contexte.thematique is None


def _get_rows(
    contexte: ContexteChapitre, cle: str, read: Callable[[Any], Mapping[UUID | None, list[Any]]]
) -> list[Any]:
    if _is_sans_thematique(contexte):
        return []
    rows = contexte.remember(cle, lambda: read(contexte.espace))
    return rows.get(_get_cle(contexte), [])


def _count(genre: str, mot: tuple[str, str | None], contexte: ContexteChapitre) -> Sequence[Compte]:
    """How many rows of the thématique, without reading them."""
    if _is_sans_thematique(contexte):
        return ()
    found = _get_comptes(contexte)[genre][_get_cle(contexte)]
    return (Compte(found, *mot),) if found else ()


def _count_tout(genre: str, mot: tuple[str, str | None], contexte: ContexteChapitre) -> Sequence[Compte]:
    """How many rows of the whole espace."""
    found = _get_comptes(contexte)[genre].total()
    return (Compte(found, *mot),) if found else ()


def _get_source(nom: str, contexte: ContexteChapitre) -> Provenance:
    """What the espace itself holds, as it is this year."""
    return Provenance(nom, str(contexte.jour.year), limite="Ce que les membres de l’espace y ont inscrit.")


def _list_sources(nom: str, count: Count, contexte: ContexteChapitre) -> Sequence[Provenance]:
    """The only source of an apport, when it shows something."""
    return (_get_source(nom, contexte),) if count(contexte) else ()


def _get_comptes(contexte: ContexteChapitre) -> Mapping[str, Counter[UUID | None]]:
    return contexte.remember("comptes_espace", lambda: apports.count_apports(contexte.espace))


def build_services(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """The services of a thématique, as anyone may see them; and one sentence that counts them."""
    services = _get_rows(contexte, "services", apports.list_services)
    if not services:
        return
    usuels = get_types_usuels()
    noms = contexte.remember("noms_communes", lambda: _read_noms(contexte))
    provenance = _get_source(OFFRE, contexte)
    places = [service.places for service in services if service.places is not None]
    communes = len({service.code_commune for service in services if service.code_commune})
    counted = f", dans {nombre_accorde(communes, 'commune')}" if communes else ""
    somme = f"{FINE}; les places connues sont {nombre(sum(places))}" if places else ""
    theme = f" pour «\u00a0{contexte.thematique.nom}\u00a0»" if contexte.thematique else ""
    yield Phrase(
        f"L’inventaire compte {nombre_accorde(len(services), 'service')}{theme}{counted}{somme}.", "", (provenance,)
    )
    lignes = tuple(
        (
            service.nom,
            service.type_nom or (usuels[service.type_cle].nom if service.type_cle in usuels else "–"),
            noms.get(service.code_commune, service.code_commune) or "–",
            "–" if service.places is None else nombre(service.places),
            str(service.gestionnaire or "–"),
        )
        for service in services
    )
    entetes = ("Service", "Type", "Commune", "Places", "Gestionnaire")
    yield TableauSource(Tableau("Les services", entetes, lignes), (provenance,))


def _read_noms(contexte: ContexteChapitre) -> dict[str, str]:
    if contexte.perimetre is None:
        return {}
    return {commune.code: commune.nom for commune in contexte.perimetre.communes}


def build_paroles(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """Words that may be quoted, without the commune: it would sometimes be enough to recognise who speaks."""
    paroles: list[Parole] = _get_rows(contexte, "paroles", apports.list_paroles)
    for parole in paroles[:MAX_PAROLES]:
        annee = str(parole.date_recueil.year)
        precision = f"{parole.get_public_display()}, {parole.get_canal_display().lower()}, {annee}"
        yield Citation(parole.verbatim, precision, (Provenance(PAROLES, annee),))


def build_constats(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """The constats that were shared, with what partners said of each; then the figures that prove them, as frozen."""
    constats: list[Constat] = _get_rows(contexte, "constats", apports.list_constats)[:MAX_CONSTATS]
    if not constats:
        return
    yield build_liste([_write_constat(constat) for constat in constats])
    for constat in constats:
        for preuve in constat.preuves.all():
            yield _build_preuve(preuve)


def _write_constat(constat: Constat) -> str:
    comptes = [(getattr(constat, f"avis_{sens.value}"), libelle) for sens, libelle in AVIS.items()]
    avis = [f"{count} {libelle}" for count, libelle in comptes if count]
    dit = f"{FINE}; avis des partenaires\u00a0: {liste_fr(avis)}" if avis else ""
    return f"{constat.texte.rstrip('. ')} ({constat.get_fiabilite_display().lower()}{dit})."


def _build_preuve(preuve: PreuveConstat) -> Chiffre:
    valeur = "" if preuve.valeur is None else nombre(arrondi(preuve.valeur, preuve.decimales), preuve.decimales)
    jour = timezone.localdate(preuve.created_at).year
    provenance = Provenance(preuve.source, preuve.millesime, limite=f"Repris dans un constat en {jour}.")
    return Chiffre(
        preuve.libelle,
        valeur,
        preuve.unite,
        preuve.millesime,
        (provenance,),
        preuve.limite,
        preuve.territoire,
        Statut(preuve.statut),
    )


def build_afom(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """One table for each thématique; what is decisive comes first in its quadrant."""
    elements = contexte.remember("afom", lambda: apports.list_elements_afom(contexte.espace))
    by_theme: dict[str, dict[str, list[str]]] = {}
    for element in elements:
        by_theme.setdefault(element.thematique.nom, {}).setdefault(element.quadrant, []).append(element.texte)
    provenance = _get_source(AFOM, contexte)
    for nom, quadrants in by_theme.items():
        lignes = tuple(
            (str(libelle), f"{FINE}; ".join(quadrants.get(cle, [])) or "–") for cle, libelle in Quadrant.choices
        )
        yield TableauSource(Tableau(nom, ("Quadrant", "Ce qui a été retenu"), lignes), (provenance,))


def build_acteurs(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """The organisations of the directory by type; no person is named."""
    organisations = contexte.remember("organisations", lambda: apports.list_organisations(contexte.espace))
    if not organisations:
        return
    by_type: dict[str, list[str]] = {}
    for organisation in organisations:
        by_type.setdefault(str(organisation.get_type_display()), []).append(organisation.nom)
    provenance = _get_source(ACTEURS, contexte)
    yield build_paragraphe(
        f"L’annuaire de l’espace compte {nombre_accorde(len(organisations), 'organisation')}.", provenance
    )
    lignes = tuple((nom, f"{FINE}; ".join(noms)) for nom, noms in by_type.items())
    yield TableauSource(Tableau("Les organisations, par type", ("Type", "Organisations"), lignes), (provenance,))


def build_competences(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """Who exercises which competence of the service public de la petite enfance, and for how many communes."""
    rows = contexte.remember("competences", lambda: apports.list_competences(contexte.espace))
    if rows:
        lignes = tuple((Competence(cle).libelle, nom, nombre(communes)) for cle, nom, communes in rows)
        tableau = Tableau("Les compétences petite enfance", ("Compétence", "Exercée par", "Communes"), lignes)
        yield TableauSource(tableau, (_get_source(COMPETENCES, contexte),))


def record_contenus_espace() -> None:
    themes = {THEMATIQUE, TERRITOIRE}
    competences = partial(_count_tout, apports.COMPETENCES, ("compétence exercée", "compétences exercées"))
    services = partial(_count, apports.SERVICES, ("service", None))
    afom = partial(_count_tout, apports.ELEMENTS_AFOM, ("élément d’AFOM", "éléments d’AFOM"))
    acteurs = partial(_count_tout, apports.ORGANISATIONS, ("organisation", None))
    contenus.record(
        ContenuChapitre(
            "competences",
            {TERRITOIRE},
            20,
            "Qui exerce les compétences petite enfance",
            build_competences,
            competences,
            partial(_list_sources, COMPETENCES, competences),
        ),
        ContenuChapitre(
            "offre",
            {THEMATIQUE},
            30,
            "L’offre de services",
            build_services,
            services,
            partial(_list_sources, OFFRE, services),
        ),
        ContenuChapitre(
            "constats",
            themes,
            40,
            "Les constats partagés",
            build_constats,
            partial(_count, apports.CONSTATS, ("constat", None)),
        ),
        ContenuChapitre(
            "paroles",
            themes,
            50,
            "Ce qu’en disent les habitants",
            build_paroles,
            partial(_count, apports.PAROLES, ("parole", None)),
        ),
        ContenuChapitre("afom", {"afom"}, 10, "", build_afom, afom, partial(_list_sources, AFOM, afom)),
        ContenuChapitre(
            "acteurs", {"partenaires"}, 10, "", build_acteurs, acteurs, partial(_list_sources, ACTEURS, acteurs)
        ),
    )
