"""The documents of a session: their kinds, their numbers, and the code that verifies them. Pure Python."""

import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from convive.socle.enums import EnumLibelle

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32, in which no two characters are confused when read aloud or typed from paper."""
LONGUEUR_CODE = 16
MAX_CIBLE = 340
MAX_MOTIF = 300
CONFUSIONS = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "\u00a0": None})


class SorteDocument(EnumLibelle):
    CONVENTION = "convention", "Convention de formation"
    CONTRAT = "contrat", "Contrat de formation professionnelle"
    CONVOCATION = "convocation", "Convocation"
    REGLEMENT = "reglement", "Règlement intérieur"
    FEUILLE = "feuille", "Feuille d’émargement"
    ATTESTATION = "attestation", "Attestation de participation"
    CERTIFICAT = "certificat", "Certificat de réalisation"


USAGES = {
    SorteDocument.CONVENTION: "Une par employeur, avec les personnes qu’il inscrit. Elle se signe des deux côtés.",
    SorteDocument.CONTRAT: "Un par personne qui paie elle-même\u00a0: ni employeur ni financeur à son inscription. Un "
    "modèle d’usage, à faire relire par un juriste avant le premier.",
    SorteDocument.CONVOCATION: "Une par personne\u00a0: dates, lieu, accès, à qui parler d’une adaptation.",
    SorteDocument.REGLEMENT: "Celui de l’organisme, tel qu’il est aujourd’hui\u00a0: il part avec la convocation.",
    SorteDocument.FEUILLE: "Une par demi-journée, avec les signatures, quand elle est arrêtée.",
    SorteDocument.ATTESTATION: "Une par personne\u00a0: objectifs, nature, durée, heures suivies.",
    SorteDocument.CERTIFICAT: "Une par personne, pour le financeur\u00a0: les heures réellement suivies.",
}
A_RELIRE = {
    SorteDocument.CONTRAT: (
        "La forme de la rétractation, et le formulaire type que le code de la consommation demande peut-être de "
        "joindre à un contrat conclu à distance.",
        "Le délai qui s’applique\u00a0: dix jours, ou quatorze quand le contrat est conclu à distance ou hors de "
        "l’établissement.",
        "Ce qui reste dû en cas d’abandon sans force majeure.",
        "Le médiateur de la consommation, à nommer si votre organisme y est tenu.",
        "Les titres et références de chaque personne qui anime\u00a0: le contrat les prend dans son dossier "
        "d’intervenant·e.",
    )
}
"""What a jurist must read again before the first document of a kind; it is shown on the page, never printed."""
PERSONNELS = frozenset(
    {SorteDocument.CONTRAT, SorteDocument.CONVOCATION, SorteDocument.ATTESTATION, SorteDocument.CERTIFICAT}
)
"""The documents for one stagiaire, which she finds on her private page and which can be sent to her."""
APRES = frozenset({SorteDocument.ATTESTATION, SorteDocument.CERTIFICAT})
"""The documents issued once the session is over, to those who attended."""


def format_numero(annee: int, rang: int) -> str:
    """« 2026-0012 »: one series per organisme and year."""
    return f"{annee}-{rang:04}"


def make_code() -> str:
    """A random code of 80 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR_CODE))


def fold_code(texte: str) -> str:
    """Normalise a code typed from a printed page into its original form."""
    return texte.strip().upper().translate(CONFUSIONS)[: LONGUEUR_CODE + 1]


def format_code(code: str) -> str:
    """The code in groups of four that do not wrap."""
    return "\u00a0".join(code[rang : rang + 4] for rang in range(0, len(code), 4))


def compute_empreinte(*, sorte: str, numero: str, cible: str, contenu: Mapping[str, Any]) -> str:
    """The SHA-256 of what was issued, in hexadecimal."""
    texte = json.dumps(
        [sorte, numero, cible, contenu], ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return sha256(texte.encode()).hexdigest()
