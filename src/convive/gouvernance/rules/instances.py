"""Bodies: their kinds, who sits in them, what is proposed for a new one. Pure Python."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from convive.socle.enums import EnumLibelle
from convive.socle.refus import Refus

DOMAINE = "gouvernance"
DROIT_LIRE = (DOMAINE, "Les instances", "lire")
DROIT_LIRE_TOUT = (DOMAINE, "Les séances en préparation", "lire")
DROIT_LIRE_CLOSES = (DOMAINE, "Les séances closes", "lire toutes")
DROIT_LIRE_OUVERTES = (DOMAINE, "Les séances des instances ouvertes aux partenaires", "lire")
DROIT_ECRIRE = (DOMAINE, "Les instances, les séances et les décisions", "écrire")

MAX_NOM = 150
MAX_ROLE = 1_000
MAX_LIEU = 200
MAX_QUALITE = 200
MAX_NOM_PERSONNE = 200
MAX_TEXTE = 20_000
MAX_MOTIF = 1_000
MAX_TITRE = 300
MAX_SEANCES_PAR_AN = 24
MAX_DUREE_MINUTES = 600
MAX_QUORUM = 200
JOURS_OUVRES = 5


class GouvernanceRefusee(Refus):
    """A change that cannot be; each message can be shown. `champs` says beside which field, when one is."""


class TypeInstance(EnumLibelle):
    COPIL = "copil", "Comité de pilotage (COPIL)"
    COTECH = "cotech", "Comité technique (COTECH)"
    COMITE_OPERATIONNEL = "comite_operationnel", "Comité opérationnel"
    GROUPE_THEMATIQUE = "groupe_thematique", "Groupe thématique"
    CONSEIL_USAGERS = "conseil_usagers", "Comité d’usagers, d’habitants"
    ASSEMBLEE_ELUS = "assemblee_elus", "Assemblée d’élu·es"
    RESEAU_DEPARTEMENTAL = "reseau_departemental", "Réseau départemental"
    CDSF = "cdsf", "Comité départemental des services aux familles"
    AUTRE = "autre", "Autre instance"


class Siege(EnumLibelle):
    TITULAIRE = "titulaire", "Titulaire"
    SUPPLEANT = "suppleant", "Suppléant·e"


class Voix(EnumLibelle):
    DELIBERATIVE = "deliberative", "Voix délibérative"
    CONSULTATIVE = "consultative", "Voix consultative"


@dataclass(frozen=True, slots=True)
class Usage:
    """What is usual for a kind of body, and proposed for a new one: `nom` is how it is often called, `role` what it is
    for, `rythme` how many séances a year. `is_decisionnelle`: it validates what others prepare."""

    nom: str
    role: str
    rythme: int
    duree_minutes: int
    is_ouverte_partenaires: bool = True
    is_decisionnelle: bool = False


USAGES: Mapping[TypeInstance, Usage] = {
    TypeInstance.COPIL: Usage(
        "Comité de pilotage",
        "Fixe les priorités, arbitre, valide le diagnostic, le plan d’actions, les bilans et les avenants.",
        1,
        120,
        is_decisionnelle=True,
    ),
    TypeInstance.COTECH: Usage(
        "Comité technique",
        "Prépare le comité de pilotage, suit l’avancement des actions, lève les blocages techniques.",
        3,
        120,
    ),
    TypeInstance.COMITE_OPERATIONNEL: Usage(
        "Comité opérationnel",
        "Écrit la convention à parité entre la collectivité et la Caf, pendant sa préparation.",
        6,
        120,
        is_decisionnelle=True,
    ),
    TypeInstance.GROUPE_THEMATIQUE: Usage(
        "Groupe thématique",
        "Réunit celles et ceux qui agissent sur une thématique\u00a0: se connaître, proposer, suivre les actions.",
        3,
        120,
    ),
    TypeInstance.CONSEIL_USAGERS: Usage(
        "Comité d’usagers",
        "Donne l’avis des parents et des habitant·es, et dit ce qui change pour eux.",
        2,
        90,
    ),
    TypeInstance.ASSEMBLEE_ELUS: Usage(
        "Conférence des maires",
        "Informe les élu·es du territoire, prépare les délibérations.",
        2,
        60,
        is_ouverte_partenaires=False,
    ),
    TypeInstance.RESEAU_DEPARTEMENTAL: Usage(
        "Réseau des chargé·es de coopération",
        "Partage des outils et des pratiques entre territoires.",
        3,
        180,
        is_ouverte_partenaires=False,
    ),
    TypeInstance.CDSF: Usage(
        "Comité départemental des services aux familles",
        "Suit le schéma départemental, sous la présidence du préfet ou de la préfète.",
        1,
        150,
    ),
    TypeInstance.AUTRE: Usage("", "", 2, 120),
}


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many voices must be there: a number, or a share of the titulaires. Neither: none is asked."""

    nombre: int | None = None
    part_pourcent: int | None = None

    def compute_requis(self, votants: int) -> int:
        """How many of these `votants` (seats with a voix délibérative) are needed; 0 when no quorum is asked.

        A share is more than half when it is 50: « la moitié des membres » is rounded up, as for an assembly.
        """
        if self.nombre is not None:
            return self.nombre
        if self.part_pourcent is None:
            return 0
        return math.ceil(votants * self.part_pourcent / 100)


def is_mandat_en_cours(debut: date, fin: date | None, jour: date) -> bool:
    """`fin` is the first day that no longer counts."""
    return debut <= jour and (fin is None or jour < fin)


def explain_instance(
    *,
    nom: str,
    seances_par_an: int | None,
    duree_minutes: int | None,
    quorum: Quorum,
) -> dict[str, str]:
    """What is wrong, field by field; empty when the body can be kept."""
    errors: dict[str, str] = {}
    if not nom.strip():
        errors["nom"] = "Donnez le nom que l’on emploie chez vous."
    if seances_par_an is not None and not 0 <= seances_par_an <= MAX_SEANCES_PAR_AN:
        errors["seances_par_an"] = f"Entre 0 et {MAX_SEANCES_PAR_AN} séances par an."
    if duree_minutes is not None and not 0 < duree_minutes <= MAX_DUREE_MINUTES:
        errors["duree_minutes"] = f"Entre 1 et {MAX_DUREE_MINUTES} minutes."
    if quorum.nombre is not None and quorum.part_pourcent is not None:
        errors["quorum_nombre"] = "Choisissez un nombre de membres ou une part, pas les deux."
    elif quorum.nombre is not None and not 1 <= quorum.nombre <= MAX_QUORUM:
        errors["quorum_nombre"] = f"Entre 1 et {MAX_QUORUM} membres."
    elif quorum.part_pourcent is not None and not 1 <= quorum.part_pourcent <= 100:
        errors["quorum_part"] = "Entre 1 et 100\u00a0%."
    return errors


def explain_membre(
    *, has_qui: bool, debut: date, fin: date | None, siege: str, has_supplee: bool, qualite: str = ""
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not has_qui:
        errors["qui"] = "Indiquez qui siège\u00a0: une personne, une organisation ou un nom."
    if fin is not None and fin < debut:
        errors["date_fin"] = "Le mandat finit avant de commencer."
    if has_supplee and siege != Siege.SUPPLEANT:
        errors["supplee"] = "Seul·e un·e suppléant·e remplace quelqu’un."
    if len(qualite) > MAX_QUALITE:
        errors["qualite"] = f"{MAX_QUALITE} caractères au plus."
    return errors
