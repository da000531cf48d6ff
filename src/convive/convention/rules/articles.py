"""The text of a convention: fields that its data fill, what is left to write, numbers that follow the order. Pure.

A field is replaced once, by a text of ours: nothing in an article is ever run.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from convive.convention.rules.ctg import MOIS_PAR_AN, add_mois
from convive.documents.rules.manques import A_COMPLETER, write_a_completer
from convive.socle.formats import date_longue, nombre_accorde

MAX_TITRE_ARTICLE = 200
MAX_TEXTE_ARTICLE = 60_000
MAX_ARTICLES = 80
MAX_VISA = 500
MAX_VISAS = 40
MAX_CLE_ARTICLE = 40
CHAMP = re.compile(r"\{\{([^{}\n]{1,80})\}\}")
PREFIXE_ARTICLE = "article_"
LIBELLES_CHAMPS = {
    "nom": "le nom de la convention",
    "territoire": "le nom du territoire",
    "parties": "tous les signataires",
    "porteurs": "le ou les porteurs",
    "caf": "la Caf signataire",
    "collectivites": "les collectivités signataires",
    "date_debut": "le premier jour",
    "date_fin": "le dernier jour",
    "duree": "la durée",
    "date_signature": "la date de signature",
    "communes": "les communes concernées",
    "thematiques": "les thématiques de l’espace",
    "modification_plan": "comment le plan d’actions change",
}
NOMBRES = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


@dataclass(frozen=True, slots=True)
class Champ:
    """A field that an article may hold: its name, what it gives, its value today; without one, it is to be filled."""

    cle: str
    libelle: str
    valeur: str = ""

    @property
    def ecrit(self) -> str:
        """As one types it in a text."""
        return f"{{{{ {self.cle} }}}}"


@dataclass(frozen=True, slots=True)
class Manque:
    """Something left to write, and where: the title of the article."""

    ou: str
    quoi: str
    cle: str = ""


def fill_texte(texte: str, champs: Mapping[str, Champ]) -> str:
    """The text with its fields replaced. One that nobody knows, or that has no value yet, says what it waits for."""

    def replace(found: re.Match[str]) -> str:
        nom = fold_champ(found[1])
        champ = champs.get(nom)
        if champ is None:
            return write_a_completer(found[1].strip() or "champ sans nom")
        return champ.valeur or write_a_completer(champ.libelle)

    return CHAMP.sub(replace, texte)


def name_champs(texte: str) -> str:
    """The text with the name of each field in its place, « [la Caf signataire] »: a version was not filled when it was
    written, and what fills it today is not what it said."""

    def replace(found: re.Match[str]) -> str:
        nom = fold_champ(found[1])
        defaut = "le numéro d’un article" if nom.startswith(PREFIXE_ARTICLE) else found[1].strip()
        return f"[{LIBELLES_CHAMPS.get(nom, defaut)}]"

    return CHAMP.sub(replace, texte)


def fold_champ(nom: str) -> str:
    """« Date début » is « date_debut »: people type the words as they say them."""
    plain = unicodedata.normalize("NFD", nom.strip().casefold())
    return re.sub(r"[\s_-]+", "_", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def fill_a_completer(texte: str, connus: Mapping[str, str]) -> str:
    """The text with what is known already in place of what it waits for."""
    return A_COMPLETER.sub(lambda found: connus.get(found[1].strip(), found[0]), texte)


def list_inconnus(texte: str, champs: Iterable[str]) -> list[str]:
    """The fields of a text that do not exist: a typing mistake, most often."""
    known = set(champs)
    return list(dict.fromkeys(nom.strip() for nom in CHAMP.findall(texte) if fold_champ(nom) not in known))


def number_articles(numerotes: Sequence[bool]) -> list[int | None]:
    """The number of each article, in order; None for one that has none, as a preamble."""
    rang, numeros = 0, []
    for is_numerote in numerotes:
        rang += is_numerote
        numeros.append(rang if is_numerote else None)
    return numeros


def build_duree(date_debut: date, date_fin: date) -> str:
    """« cinq ans », « cinq ans et six mois », « 18 mois »; in days when no month is whole."""
    lendemain = date_fin + timedelta(days=1)
    mois = (lendemain.year - date_debut.year) * MOIS_PAR_AN + lendemain.month - date_debut.month
    if mois < 1 or add_mois(date_debut, mois) != lendemain:
        return nombre_accorde((lendemain - date_debut).days, "jour")
    annees, reste = divmod(mois, MOIS_PAR_AN)
    if annees == 0 or (reste and annees == 1):
        return _count(mois, "mois", "mois")
    years = _count(annees, "an", "ans")
    return f"{years} et {_count(reste, 'mois', 'mois')}" if reste else years


def _count(nombre: int, singulier: str, pluriel: str) -> str:
    if nombre > len(NOMBRES):
        return nombre_accorde(nombre, singulier, pluriel)
    return f"{NOMBRES[nombre - 1]} {singulier if nombre == 1 else pluriel}"


def name_article(numero: int | None, titre: str) -> str:
    """« Article 3 – Objectifs partagés », or the title alone."""
    return f"Article {numero} – {titre}" if numero else titre


def write_date(day: date | None) -> str:
    return date_longue(day) if day else ""
