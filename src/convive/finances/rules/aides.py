"""The aids that one may ask for around a CTG: which ones fit an action, and what remains to be asked. Pure Python.

Nothing here says that an aid is open or owed: a row of the catalogue is what a dated page said. What is unknown is said
to be unknown; only what is known to be otherwise sets an aid aside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from convive.finances.rules.fenetres import Fenetre, compute_fenetre
from convive.finances.rules.sources import CatalogueInvalide, Confiance, write_mois
from convive.offre.rules.verification import add_mois
from convive.socle.enums import EnumLibelle
from convive.socle.formats import liste_fr, pluriel

MOIS_ANCIENNETE = 18
"""A content older than this many months is to be checked again."""


class Financeur(EnumLibelle):
    """Who pays, in the order of the catalogue."""

    CAF = "caf", "Caf"
    MSA = "msa", "MSA"
    ETAT = "etat", "État"
    ARS = "ars", "ARS"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    EUROPE = "europe", "Europe"
    CARSAT = "carsat", "Carsat"
    CPAM = "cpam", "CPAM"
    BANQUE_TERRITOIRES = "banque_territoires", "Banque des Territoires"
    FONDATION = "fondation", "Fondation"


class Depense(EnumLibelle):
    INVESTISSEMENT = "investissement", "Investissement"
    FONCTIONNEMENT = "fonctionnement", "Fonctionnement"


class Territoire(EnumLibelle):
    """Where an aid is given; the label completes « l’action se passe … »."""

    TOUS = "tous", "partout"
    RURAL = "rural", "en milieu rural"
    QPV = "qpv", "dans un quartier prioritaire de la ville"
    OUTRE_MER = "outre_mer", "outre-mer"
    LABEL = "label", "sur un territoire qui a le label"
    GAL = "gal", "sur le territoire d’un groupe d’action locale"


class StatutAide(EnumLibelle):
    OUVERTE = "ouverte", "Ouverte"
    A_VERIFIER = "a_verifier", "À confirmer"
    FERMEE = "fermee", "Fermée"


DEMANDEURS = {
    "commune": "une commune",
    "epci": "une intercommunalité",
    "departement": "un Département",
    "region": "une Région",
    "ccas": "un CCAS ou un CIAS",
    "etablissement_public": "un établissement public",
    "centre_social": "un centre social ou un espace de vie sociale",
    "association": "une association",
    "entreprise": "une entreprise",
    "autre": "un groupe d’habitants",
}
"""The types of organisations of the directory that may ask for an aid, as a sentence names them."""


@dataclass(frozen=True, slots=True)
class MontantAide:
    """What a source gave, for a year; never valid for another one without being checked."""

    libelle: str
    valeur: str
    annee: int
    source: str

    @property
    def phrase(self) -> str:
        return f"{self.libelle}\u00a0: {self.valeur} ({self.annee})"


@dataclass(frozen=True, slots=True)
class Aide:
    """A row of the catalogue. `pieces` are sentences; `thematiques` are identifiers of the core catalogue, empty for an
    aid that serves them all; `depenses` empty and `calendrier` None mean unknown."""

    code: str
    nom: str
    financeur: Financeur
    finance: str
    demandeurs: tuple[str, ...]
    calendrier: str | None
    mois_debut: int | None
    mois_fin: int | None
    thematiques: tuple[str, ...]
    territoires: tuple[Territoire, ...]
    depenses: tuple[Depense, ...]
    conditions: tuple[str, ...]
    montants: tuple[MontantAide, ...]
    pieces: tuple[str, ...]
    prestations: tuple[str, ...]
    statut: StatutAide
    sources: tuple[str, ...]
    vue_le: str | None
    confiance: Confiance
    reserve: str

    @property
    def is_fermee(self) -> bool:
        return self.statut is StatutAide.FERMEE

    @property
    def phrase_calendrier(self) -> str:
        return self.calendrier or "Calendrier non établi\u00a0: demandez-le au financeur."


@dataclass(frozen=True, slots=True)
class AideProposee:
    """An aid that may fit. `demandeur_convient` is None when nobody said who asks; `anciennete` is empty for a content
    that is recent enough. `propres` counts the reasons that are not those of every action, `a_verifier` what is unknown
    or conditional."""

    aide: Aide
    raisons: tuple[str, ...]
    manque: tuple[str, ...]
    fenetre: Fenetre | None
    anciennete: str
    demandeur_convient: bool | None
    propres: int
    a_verifier: int

    @property
    def phrase_periode(self) -> str:
        """The usual months with their years, or what the source says of the calendar."""
        return self.fenetre.phrase if self.fenetre else self.aide.phrase_calendrier


@dataclass(frozen=True, slots=True)
class _Reponse:
    """What a criterion answers; None when it cannot be known yet. `is_propre`: the aid is meant for this case, not for
    every one."""

    convient: bool | None
    phrase: str = ""
    is_propre: bool = True


def build_aides(rows: Iterable[Mapping[str, Any]], pieces: Mapping[str, str]) -> tuple[Aide, ...]:
    """The aids, in the order of the file; `pieces` gives the sentence of each key. Raise CatalogueInvalide, which names
    the aid."""
    aides: dict[str, Aide] = {}
    for row in rows:
        try:
            aide = _build_aide(row, pieces)
        except (KeyError, TypeError, ValueError) as error:
            raise CatalogueInvalide(f"L’aide {row.get('code')} ne peut pas être lue\u00a0: {error}.") from error
        if aide.code in aides:
            raise CatalogueInvalide(f"L’aide {aide.code} est écrite deux fois.")
        aides[aide.code] = aide
    return tuple(aides.values())


def match_aides(
    aides: Iterable[Aide],
    *,
    thematiques: Mapping[str, str],
    nature_demandeur: str | None,
    depense: str | None,
    territoires: Mapping[str, bool | None],
    today: date,
) -> list[AideProposee]:
    """The aids that may fit, the best ones first, otherwise in the order of the catalogue.

    `thematiques`: identifier → the name to write. `territoires`: whether the territory is rural, QPV…; what is absent
    or None is unknown. A closed aid, or one for other thématiques, expenses or territories, is not proposed; one for
    other bearers is, last, because a partner may ask for it.
    """
    found = []
    for aide in aides:
        theme = _compare_thematiques(aide, thematiques)
        paye = _compare_depense(aide, depense)
        lieu = _compare_territoires(aide, territoires)
        demandeur = _compare_demandeur(aide, nature_demandeur)
        if aide.is_fermee or any(reponse.convient is False for reponse in (theme, paye, lieu)):
            continue
        reponses = (theme, demandeur, paye, lieu)
        fenetre = compute_fenetre(aide.mois_debut, aide.mois_fin, today)
        found.append(
            AideProposee(
                aide=aide,
                raisons=tuple(r.phrase for r in reponses if r.convient and r.phrase),
                manque=(*(r.phrase for r in reponses if not r.convient), *_list_demandes(aide, fenetre)),
                fenetre=fenetre,
                anciennete=explain_anciennete(aide.vue_le, today),
                demandeur_convient=demandeur.convient,
                propres=sum(bool(reponse.convient and reponse.is_propre) for reponse in reponses),
                a_verifier=sum(reponse.convient is None for reponse in reponses) + len(aide.conditions),
            )
        )
    return sorted(found, key=_rank)


def is_ancienne(vue_le: str | None, today: date, mois: int = MOIS_ANCIENNETE) -> bool | None:
    """Whether a content is older than `mois` months, counted from the first day that its date allows, so as to warn
    rather early than late; None when it is not dated."""
    if vue_le is None:
        return None
    annee, _, rang = vue_le.partition("-")
    return add_mois(date(int(annee), int(rang or 1), 1), mois) < today


def explain_anciennete(vue_le: str | None, today: date, mois: int = MOIS_ANCIENNETE) -> str:
    """Why a content is to be checked again; empty when it is recent enough."""
    if vue_le is None:
        return "La page lue n’est pas datée\u00a0: à vérifier."
    if is_ancienne(vue_le, today, mois):
        return f"La page lue date de {write_mois(vue_le)}, plus de {mois}\u00a0mois\u00a0: à vérifier."
    return ""


def _build_aide(row: Mapping[str, Any], pieces: Mapping[str, str]) -> Aide:
    inconnus = [nature for nature in row["demandeurs"] if nature not in DEMANDEURS]
    if inconnus:
        raise ValueError(f"demandeurs inconnus ({liste_fr(inconnus)})")
    if any(mois is not None and mois not in range(1, 13) for mois in (row["mois_debut"], row["mois_fin"])):
        raise ValueError("un mois va de 1 à 12")
    return Aide(
        **{
            **row,
            "financeur": Financeur(row["financeur"]),
            "demandeurs": tuple(row["demandeurs"]),
            "thematiques": tuple(row["thematiques"]),
            "territoires": tuple(map(Territoire, row["territoires"])),
            "depenses": tuple(map(Depense, row["depenses"])),
            "conditions": tuple(row["conditions"]),
            "montants": tuple(MontantAide(**montant) for montant in row["montants"]),
            "pieces": tuple(pieces[cle] for cle in row["pieces"]),
            "prestations": tuple(row["prestations"]),
            "statut": StatutAide(row["statut"]),
            "sources": tuple(row["sources"]),
            "confiance": Confiance(row["confiance"]),
        }
    )


def _compare_thematiques(aide: Aide, thematiques: Mapping[str, str]) -> _Reponse:
    if not aide.thematiques:
        return _Reponse(True, "L’aide sert toutes les thématiques.", is_propre=False)
    if not thematiques:
        return _Reponse(None, "Thématique de l’action\u00a0: à préciser.")
    noms = [thematiques[identifiant] for identifiant in aide.thematiques if identifiant in thematiques]
    if not noms:
        return _Reponse(False)
    return _Reponse(True, f"L’aide sert {pluriel(len(noms), 'la thématique', 'les thématiques')} {_cite(noms)}.")


def _compare_demandeur(aide: Aide, nature: str | None) -> _Reponse:
    if not aide.demandeurs:
        return _Reponse(None, "Qui peut demander cette aide\u00a0: non établi.")
    if nature in aide.demandeurs:
        return _Reponse(True, f"Le demandeur peut être {DEMANDEURS[nature]}.")
    possibles = liste_fr([DEMANDEURS[code] for code in aide.demandeurs], "ou")
    return _Reponse(None if nature is None else False, f"Le demandeur doit être {possibles}.")


def _compare_depense(aide: Aide, depense: str | None) -> _Reponse:
    if not aide.depenses:
        return _Reponse(None, "Investissement ou fonctionnement\u00a0: la source ne le précise pas.")
    payees = liste_fr([f"{_le(nature)}{nature.libelle.lower()}" for nature in aide.depenses])
    if depense is None and len(aide.depenses) < len(Depense):
        return _Reponse(None, f"Dépenses de l’action\u00a0: à préciser, l’aide ne paie que {payees}.")
    if depense is not None and depense not in aide.depenses:
        return _Reponse(False)
    return _Reponse(True, f"L’aide paie {payees}.")


def _compare_territoires(aide: Aide, territoires: Mapping[str, bool | None]) -> _Reponse:
    if Territoire.TOUS in aide.territoires:
        return _Reponse(True, is_propre=False)
    admis = [lieu for lieu in aide.territoires if territoires.get(lieu)]
    if admis:
        return _Reponse(True, f"L’action se passe {liste_fr([lieu.libelle for lieu in admis])}.")
    inconnus = [lieu for lieu in aide.territoires if territoires.get(lieu) is None]
    if aide.territoires and not inconnus:
        return _Reponse(False)
    if not inconnus:
        return _Reponse(None, "Territoires concernés\u00a0: non établi.")
    possibles = liste_fr([lieu.libelle for lieu in inconnus], "ou")
    return _Reponse(None, f"L’action doit se passer {possibles}\u00a0: à vérifier.")


def _list_demandes(aide: Aide, fenetre: Fenetre | None) -> list[str]:
    """What remains to be checked, dated and gathered before one writes a request."""
    phrases = [f"À vérifier\u00a0: {_lower_first(condition)}" for condition in aide.conditions]
    if fenetre is not None and fenetre.fin is not None:
        phrases.append(fenetre.phrase_depot)
    elif aide.calendrier is None:
        phrases.append(aide.phrase_calendrier)
    phrases += [f"À réunir\u00a0: {_lower_first(piece)}." for piece in aide.pieces]
    if aide.statut is StatutAide.A_VERIFIER or aide.confiance is Confiance.C:
        phrases.append(f"À confirmer auprès du financeur ({aide.financeur.libelle}).")
    return phrases


def _rank(proposee: AideProposee) -> tuple[bool, int, int, bool]:
    return (
        proposee.demandeur_convient is False,
        -proposee.propres,
        proposee.a_verifier,
        bool(proposee.anciennete),
    )


def _le(nature: Depense) -> str:
    return "l’" if nature is Depense.INVESTISSEMENT else "le "


def _cite(noms: Iterable[str]) -> str:
    return liste_fr([f"«\u00a0{nom}\u00a0»" for nom in noms])


def _lower_first(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
