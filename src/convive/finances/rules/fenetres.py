"""The usual period in which an aid is asked for, from its usual months: a habit, not a deadline. Pure Python."""

from dataclasses import dataclass
from datetime import date, timedelta

from convive.offre.rules.verification import add_mois
from convive.socle.formats import MOIS

PREFIXE = "Période habituelle\u00a0: "


@dataclass(frozen=True, slots=True)
class Fenetre:
    """First day of the first month, last day of the last one; None for the side that is not known. `is_en_cours` is
    None when one of them is missing."""

    debut: date | None
    fin: date | None
    is_en_cours: bool | None

    @property
    def phrase(self) -> str:
        """« Période habituelle : d’octobre 2026 à janvier 2027. »"""
        if self.debut is None or self.fin is None:
            bords = (self.fin and f"jusqu’en {_write(self.fin)}", self.debut and f"à partir {_de(self.debut)}")
            return f"{PREFIXE}{bords[0] or bords[1]}."
        if (self.debut.year, self.debut.month) == (self.fin.year, self.fin.month):
            return f"{PREFIXE}en {_write(self.fin)}."
        return f"{PREFIXE}{_de(self.debut)} à {_write(self.fin)}."

    @property
    def phrase_depot(self) -> str:
        """When to have sent the request; empty when the end is not known."""
        if self.fin is None:
            return ""
        return (
            f"Dossier à déposer d’habitude en {_write(self.fin)} au plus tard\u00a0: "
            "le jour exact est à demander au financeur."
        )


def compute_fenetre(mois_debut: int | None, mois_fin: int | None, today: date) -> Fenetre | None:
    """The period under way, otherwise the next one; None when no month is known. It may run over the end of a year."""
    if mois_debut is None and mois_fin is None:
        return None
    if mois_debut is None or mois_fin is None:
        mois = mois_fin or mois_debut or 1
        first = date(today.year + (mois < today.month), mois, 1)
        return Fenetre(first, None, None) if mois_fin is None else Fenetre(None, _get_dernier_jour(first), None)
    # It ends the year after when its last month comes before its first one: the one begun last year may be under way.
    for annee in (today.year - 1, today.year):
        debut = date(annee, mois_debut, 1)
        fin = _get_dernier_jour(date(annee + (mois_fin < mois_debut), mois_fin, 1))
        if fin >= today:
            return Fenetre(debut, fin, debut <= today)
    debut = date(today.year + 1, mois_debut, 1)
    return Fenetre(debut, _get_dernier_jour(date(today.year + 1, mois_fin, 1)), False)


def _get_dernier_jour(first: date) -> date:
    return add_mois(first, 1) - timedelta(days=1)


def _write(jour: date) -> str:
    return f"{MOIS[jour.month - 1]}\u00a0{jour.year}"


def _de(jour: date) -> str:
    mois = _write(jour)
    return f"d’{mois}" if mois[0] in "ao" else f"de {mois}"
