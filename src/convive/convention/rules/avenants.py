"""What an avenant changes, what it may not, and how two states of a convention compare. Pure Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from convive.socle.formats import date_longue

MAX_OBJET = 200
MAX_TEXTE = 100_000


class Nature(StrEnum):
    ADHESION = "adhesion"
    RETRAIT = "retrait"
    PROROGATION = "prorogation"
    MODIFICATION_PLAN = "modification_plan"
    MODIFICATION_GOUVERNANCE = "modification_gouvernance"
    MODIFICATION_ANNEXE_2 = "modification_annexe_2"


@dataclass(frozen=True, slots=True)
class Changements:
    """What an avenant changes. None leaves a thing as it is. `communes` are all those of the convention after it.

    `avant_…` is what the signature of the avenant replaced, kept to compare and to go back.
    """

    date_fin: date | None = None
    communes: tuple[str, ...] | None = None
    texte_avant: str = ""
    texte_apres: str = ""
    avant_date_fin: date | None = None
    avant_communes: tuple[str, ...] | None = None

    def dump(self) -> dict[str, Any]:
        """As the database and a copy keep it."""
        return {
            "date_fin": self.date_fin and self.date_fin.isoformat(),
            "communes": None if self.communes is None else list(self.communes),
            "texte_avant": self.texte_avant,
            "texte_apres": self.texte_apres,
            "avant_date_fin": self.avant_date_fin and self.avant_date_fin.isoformat(),
            "avant_communes": None if self.avant_communes is None else list(self.avant_communes),
        }


def parse_changements(valeurs: Mapping[str, Any]) -> Changements:
    """The other way; what is not there was not changed."""

    def parse_date(cle: str) -> date | None:
        return date.fromisoformat(valeurs[cle]) if valeurs.get(cle) else None

    def parse_codes(cle: str) -> tuple[str, ...] | None:
        return None if valeurs.get(cle) is None else tuple(valeurs[cle])

    return Changements(
        parse_date("date_fin"),
        parse_codes("communes"),
        str(valeurs.get("texte_avant", "")),
        str(valeurs.get("texte_apres", "")),
        parse_date("avant_date_fin"),
        parse_codes("avant_communes"),
    )


@dataclass(frozen=True, slots=True)
class SaisieAvenant:
    """The dates of an avenant that someone writes, beside those of its convention."""

    nature: Nature
    date_effet: date
    date_signature: date | None
    nouvelle_fin: date | None


def is_apres_la_fin(saisie: SaisieAvenant, date_fin: date) -> bool:
    """An avenant that takes effect, or is signed, once the convention is over changes nothing any more.

    A prorogation may begin the very day after: the convention then never stopped.
    """
    last = date_fin + timedelta(days=1) if saisie.nature is Nature.PROROGATION else date_fin
    return saisie.date_effet > last or (saisie.date_signature is not None and saisie.date_signature > date_fin)


def list_contradictions(
    saisie: SaisieAvenant, *, date_debut: date, date_fin: date, signature_ctg: date | None, today: date
) -> dict[str, str]:
    """What cannot be in the dates of an avenant, by field; those after the end are told apart."""
    found = {}
    if saisie.date_effet < date_debut:
        found["date_effet"] = (
            f"L’avenant prendrait effet avant la convention, qui commence le {date_longue(date_debut)}."
        )
    if saisie.date_signature is not None and saisie.date_signature > today:
        found["date_signature"] = (
            f"Le {date_longue(saisie.date_signature)} est à venir : laissez vide, et notez la signature le jour venu."
        )
    elif saisie.date_signature is not None and signature_ctg and saisie.date_signature < signature_ctg:
        found["date_signature"] = (
            f"L’avenant aurait été signé avant la convention, qui l’a été le {date_longue(signature_ctg)}."
        )
    if saisie.nature is Nature.PROROGATION:
        if saisie.nouvelle_fin is None:
            found["nouvelle_fin"] = "Donnez la nouvelle date de fin."
        elif saisie.nouvelle_fin <= date_fin:
            found["nouvelle_fin"] = (
                f"La convention court déjà jusqu’au {date_longue(date_fin)} : une prorogation va plus loin."
            )
    elif saisie.nouvelle_fin is not None and saisie.nouvelle_fin < date_debut:
        found["nouvelle_fin"] = f"La convention finirait le {date_longue(saisie.nouvelle_fin)}, avant d’avoir commencé."
    return found


def explain_apres_la_fin(date_fin: date) -> str:
    """Why an avenant after the end is refused; the page adds the ways out."""
    return (
        f"La convention a pris fin le {date_longue(date_fin)}. Un avenant modifie une convention qui court : "
        "signé ou appliqué après cette date, il ne la fait pas revivre."
    )


@dataclass(frozen=True, slots=True)
class EtatConvention:
    """A convention as it stood after an act: its end, its communes (empty: the whole espace), its signatories."""

    libelle: str
    jour: date | None
    date_fin: date
    communes: frozenset[str]
    signataires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListeComparee:
    """Names that both states have, that only the second has, that only the first had."""

    gardes: tuple[str, ...]
    ajoutes: tuple[str, ...]
    retires: tuple[str, ...]

    @property
    def is_changee(self) -> bool:
        return bool(self.ajoutes or self.retires)


@dataclass(frozen=True, slots=True)
class Comparaison:
    avant: EtatConvention
    apres: EtatConvention
    signataires: ListeComparee
    communes: ListeComparee

    @property
    def is_fin_changee(self) -> bool:
        return self.avant.date_fin != self.apres.date_fin

    @property
    def is_identique(self) -> bool:
        return not (self.is_fin_changee or self.signataires.is_changee or self.communes.is_changee)


def compare_listes(avant: Iterable[str], apres: Iterable[str]) -> ListeComparee:
    before, after = list(dict.fromkeys(avant)), list(dict.fromkeys(apres))
    return ListeComparee(
        tuple(nom for nom in after if nom in before),
        tuple(nom for nom in after if nom not in before),
        tuple(nom for nom in before if nom not in after),
    )


def compare_etats(
    avant: EtatConvention, apres: EtatConvention, noms_communes: Mapping[str, str], toutes: Iterable[str]
) -> Comparaison:
    """What differs. `toutes` are the codes of the whole espace, for a convention that names none."""
    everywhere = frozenset(toutes)

    def list_noms(codes: frozenset[str]) -> list[str]:
        return sorted(noms_communes.get(code, code) for code in codes or everywhere)

    return Comparaison(
        avant,
        apres,
        compare_listes(avant.signataires, apres.signataires),
        compare_listes(list_noms(avant.communes), list_noms(apres.communes)),
    )


@dataclass(frozen=True, slots=True)
class Presence:
    """A signatory and when it was one: from the start, or from the avenant of this rank; until that of that rank.

    Ranks are those of the signed avenants, from 1; None for what did not happen.
    """

    nom: str
    rang_entree: int | None = None
    rang_sortie: int | None = None
    is_en_projet: bool = False


def build_etats(
    *,
    date_signature: date | None,
    date_fin: date,
    communes: Iterable[str],
    avenants: Sequence[tuple[str, date, Changements]],
    presences: Iterable[Presence],
) -> list[EtatConvention]:
    """The convention as it was signed, then after each signed avenant (label, day of effect, changes), in order.

    `date_fin` and `communes` are those of today: going back through the avenants gives the former ones.
    """
    fins, perimetres = [date_fin], [frozenset(communes)]
    for _, _, changements in reversed(avenants):
        fins.append(changements.avant_date_fin or fins[-1])
        former = changements.avant_communes
        perimetres.append(perimetres[-1] if former is None else frozenset(former))
    fins.reverse()
    perimetres.reverse()
    known = [presence for presence in presences if not presence.is_en_projet]

    def list_presents(rang: int) -> tuple[str, ...]:
        return tuple(
            p.nom for p in known if (p.rang_entree or 0) <= rang and (p.rang_sortie is None or p.rang_sortie > rang)
        )

    heads = [("À la signature", date_signature), *((libelle, effet) for libelle, effet, _ in avenants)]
    return [
        EtatConvention(libelle, day, fins[rang], perimetres[rang], list_presents(rang))
        for rang, (libelle, day) in enumerate(heads)
    ]


def get_date_sortie(date_effet: date) -> date:
    """The last day of a signatory that leaves when an avenant takes effect."""
    return date_effet - timedelta(days=1)
