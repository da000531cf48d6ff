"""Read what a portrait needs, in a constant number of queries, and assemble it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from convive.diagnostic.rules.calcul import Cles, Grandeur, Reunies, Reunite
from convive.diagnostic.rules.portrait import MesuresLues, Portrait, Reference, Seuils, build_portrait
from convive.diagnostic.rules.secret import get_cle_cadre
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.diagnostic.selectors.perimetre import MAILLE_PUBLIEE, get_cible_publiee
from convive.donnees.connexion import get_construction
from convive.donnees.manifeste import ETATS_CHARGES
from convive.donnees.rangees import SANS_LIGNE, STATUTS_PAR_LETTRE, Mots, Rangee
from convive.donnees.requetes.rangees import get_rangees
from convive.donnees.requetes.sources import get_provenance
from convive.donnees.rules import CODE_FRANCE, Maille
from convive.donnees.scissions import Ensemble
from convive.territoires.rules import CommuneResume, PerimetreResolu, is_fictif
from convive.territoires.selectors import get_codes_by_epci

# Beyond this number of départements, the périmètre is compared with its régions and with France only.
MAX_DEPARTEMENTS = 3
# One is some two megabytes for fifty communes.
MAX_PORTRAITS = 16
Lue = dict[str, dict[int, Grandeur]]


def get_seuils(a_la_date: date) -> Seuils:
    catalogue = get_catalogue()
    return Seuils(
        effectif_diffuse=catalogue.get_parametre("seuil_effectif_diffuse", a_la_date),
        denominateur_taux=catalogue.get_parametre("seuil_denominateur_taux", a_la_date),
        prudence=catalogue.get_parametre("seuil_prudence", a_la_date),
        couverture_comparaison=catalogue.get_parametre("couverture_comparaison_pourcent", a_la_date),
        effectif_par_cachee=catalogue.get_parametre("effectif_par_commune_cachee", a_la_date),
        manque_negligeable=catalogue.get_parametre("manque_negligeable_pourcent", a_la_date),
    )


def get_references(perimetre: PerimetreResolu) -> tuple[Reference, ...]:
    """Départements (at most MAX_DEPARTEMENTS), régions, then France; those where most of its people live come first.

    A fictional périmètre is compared with its fictional département only: invented figures say nothing of France.
    """
    departements = _rank_by_population((c.departement, c.departement_nom, c) for c in perimetre.communes)
    if len(departements) > MAX_DEPARTEMENTS:
        departements = {}
    regions = _rank_by_population((c.region, c.region_nom, c) for c in perimetre.communes)
    references = [Reference("departement", code, nom, f"le département ({nom})") for code, nom in departements.items()]
    # A région of one département (overseas, most often) would say the same thing twice.
    references += [
        Reference("region", code, nom, f"la région ({nom})")
        for code, nom in regions.items()
        if nom not in departements.values()
    ]
    if not perimetre.fictif:
        references.append(Reference("france", CODE_FRANCE, "France", "la France"))
    return tuple(references)


def _rank_by_population(places: Iterable[tuple[str, str, CommuneResume]]) -> dict[str, str]:
    """Name by code, the most populated part of the périmètre first, then by code."""
    noms: dict[str, str] = {}
    populations: dict[str, int] = {}
    for code, nom, commune in places:
        if code:
            noms[code] = nom
            populations[code] = populations.get(code, 0) + (commune.population_municipale or 0)
    return {code: noms[code] for code in sorted(noms, key=lambda code: (-populations[code], code))}


class _Lecteur:
    """The measures of the catalogue in rows of the long table."""

    def __init__(self, mots: Mots, grandeurs: Iterable[str]) -> None:
        wanted = set(grandeurs)
        self.mots = mots
        self.places = [(rang, *mesure) for rang, mesure in enumerate(mots.mesures) if mesure[0] in wanted]

    def read(self, rangee: Rangee | None) -> Lue:
        """Quantity → vintage → measure; what has no row is not there."""
        lue: Lue = {}
        if rangee is None:
            return lue
        for rang, grandeur, millesime in self.places:
            if (lettre := rangee.statuts[rang]) != SANS_LIGNE:
                lue.setdefault(grandeur, {})[millesime] = self._build(rangee, rang, lettre)
        return lue

    def _build(self, rangee: Rangee, rang: int, lettre: str) -> Grandeur:
        valeur, source = rangee.valeurs[rang], self.mots.sources_par_lettre[rangee.sources[rang]]
        connue = None if math.isnan(valeur) else valeur
        # An aggregated row counts its communes; a row read in a file counts for one.
        if rangee.total is None or rangee.connues is None:
            known, total = (0 if connue is None else 1), 1
        else:
            known, total = (0 if connue is None else rangee.connues[rang]), rangee.total[rang]
        return Grandeur(connue, STATUTS_PAR_LETTRE[lettre], source, known, total)

    def build_reunite(self, ensemble: Ensemble, communes: Mapping[str, Lue]) -> Reunite:
        """How to read a commune that split as one. `communes`: the measures of its pieces, by code."""

        def reunite(cles: Cles) -> Reunies | None:
            places = [self.mots.get_rang(grandeur, millesime) for grandeur, millesime in cles]
            if (reunion := ensemble.reunite(places)) is None:
                return None
            grandeurs = []
            for place in places:
                valeur, lettre, sources = reunion.lues[place]
                source, nombre = self.mots.sources_par_lettre[sources[0]], len(reunion.pieces)
                grandeurs.append(Grandeur(valeur, STATUTS_PAR_LETTRE[lettre], source, nombre, nombre))
            return Reunies(tuple(communes[code] for code in reunion.pieces), tuple(grandeurs))

        return reunite


def get_portrait(perimetre: PerimetreResolu, a_la_date: date) -> Portrait:
    """The portrait of a périmètre. Raise DonneesAbsentes when nothing was built yet."""
    return _read_portrait(get_construction(), perimetre.type, perimetre.code, perimetre.communes, a_la_date)


@lru_cache(maxsize=MAX_PORTRAITS)
def _read_portrait(
    construction: str,  # noqa: ARG001 - a part of what the portrait is kept under
    type_perimetre: str,
    code: str,
    communes: tuple[CommuneResume, ...],
    a_la_date: date,
) -> Portrait:
    """Finished and never modified: kept as long as the build, the communes and the day are the same."""
    perimetre = PerimetreResolu(
        "", type_perimetre, code, "", a_la_date, communes, any(is_fictif(c.code) for c in communes)
    )
    catalogue = get_catalogue()
    references = get_references(perimetre)
    cibles = list_cibles(perimetre)
    publiee = get_cible_publiee(perimetre) or (cibles[0] if len(cibles) == 1 else None)
    cadres = get_cadres(perimetre)
    targets = [*cibles, *((reference.niveau, reference.code) for reference in references)]
    targets += [publiee] if publiee else []
    targets += [(Maille.COMMUNE, code) for members in cadres.values() for code in members]
    rangees = get_rangees(targets)
    lecteur = _Lecteur(rangees.mots, catalogue.grandeurs)
    lues: dict[tuple[str, str], Lue] = {cible: lecteur.read(rangees.by_cible.get(cible)) for cible in set(targets)}
    by_commune = {code: lues[maille, code] for maille, code in cibles}
    mesures = MesuresLues(
        communes=by_commune,
        territoire=lues[publiee] if publiee else None,
        references={(r.niveau, r.code): lues[r.niveau, r.code] for r in references},
        cadres={epci: {code: lues[Maille.COMMUNE, code] for code in members} for epci, members in cadres.items()},
        sources_chargees=get_sources_chargees(),
        scindees=tuple(lecteur.build_reunite(e, by_commune) for e in rangees.build_groupe(cibles).ensembles),
    )
    return build_portrait(catalogue, mesures, references, get_seuils(a_la_date))


def read_mesures(cibles: Sequence[tuple[str, str]]) -> list[Lue]:
    """The measures of the catalogue for some territories, in their order; empty for one without a row."""
    rangees = get_rangees(cibles)
    lecteur = _Lecteur(rangees.mots, get_catalogue().grandeurs)
    return [lecteur.read(rangees.by_cible.get(cible)) for cible in cibles]


def list_cibles(perimetre: PerimetreResolu) -> list[tuple[str, str]]:
    """The rows of the communes, in their order."""
    return [(str(MAILLE_PUBLIEE[commune.type]), commune.code) for commune in perimetre.communes]


def get_sources_chargees() -> frozenset[str]:
    return frozenset(source.identifiant for source in get_provenance() if source.etat in ETATS_CHARGES)


def get_cadres(perimetre: PerimetreResolu) -> dict[str, tuple[str, ...]]:
    """The frames of the secrecy (ADR 0023): the communes of each EPCI that the périmètre touches, by département.

    A commune outside any EPCI is its own frame.
    """
    if perimetre.type == "epci":
        membres = {perimetre.code: tuple(commune.code for commune in perimetre.communes)}
    else:
        membres = dict(get_codes_by_epci(sorted({commune.epci for commune in perimetre.communes if commune.epci})))
    cadres: dict[str, tuple[str, ...]] = {c.code: (c.code,) for c in perimetre.communes if not c.epci}
    for epci, codes in membres.items():
        for code in codes:
            cle = get_cle_cadre(epci, code)
            cadres[cle] = (*cadres.get(cle, ()), code)
    return cadres
