"""The dates of a year: holidays, school holidays, and days on which a body could meet. Pure Python.

Public holidays are those of article L. 3133-1 of the Code du travail; two more in Alsace and Moselle (L. 3134-13).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from convive.socle.formats import date_longue

JOURS_AN = 365
SAMEDI = 5
MARDI, JEUDI = 1, 3
ETE = (7, 8), (8, 31)
"""School holidays of summer, whatever the year: nobody meets then, even in a year whose calendar is not known yet."""
MAX_ECART = 45
"""How many days from its ideal date a séance is looked for."""
ALSACE_MOSELLE = frozenset({"57", "67", "68"})
JOURS_USUELS = (MARDI, JEUDI)
"""Proposed to a body that has no day of its own."""


@dataclass(frozen=True, slots=True)
class Vacances:
    """School holidays of a zone: from the day after the last lessons to the eve of the first ones, both included."""

    libelle: str
    debut: date
    fin: date

    def covers(self, jour: date) -> bool:
        return self.debut <= jour <= self.fin


@dataclass(frozen=True, slots=True)
class Calendrier:
    """What a territory knows of a period. `zone` is empty when nobody knows it; `connu_jusqu_au` is the last day of the
    school year that is known, None when none is."""

    zone: str = ""
    vacances: tuple[Vacances, ...] = ()
    connu_jusqu_au: date | None = None
    is_alsace_moselle: bool = False
    a_verifier: bool = False

    def explain(self, jour: date) -> str:
        """Why nobody should meet on this day; empty when one may."""
        if jour.weekday() >= SAMEDI:
            return "une fin de semaine"
        if ferie := list_feries(jour.year, is_alsace_moselle=self.is_alsace_moselle).get(jour):
            return ferie
        for row in self.vacances:
            if row.covers(jour):
                return row.libelle
        return "en plein été" if ETE[0] <= (jour.month, jour.day) <= ETE[1] else ""

    def is_connu(self, jour: date) -> bool:
        """Whether the school holidays of this day are known."""
        return self.connu_jusqu_au is not None and jour <= self.connu_jusqu_au


def compute_paques(annee: int) -> date:
    """Easter Sunday, Gregorian calendar (Meeus, Jones, Butcher)."""
    a, b, c = annee % 19, annee // 100, annee % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    mois, jour = divmod(h + m - 7 * n + 114, 31)
    return date(annee, mois, jour + 1)


def list_feries(annee: int, *, is_alsace_moselle: bool = False) -> dict[date, str]:
    """The public holidays of a year, by their day."""
    paques = compute_paques(annee)
    feries = {
        date(annee, 1, 1): "jour de l’an",
        paques + timedelta(days=1): "lundi de Pâques",
        date(annee, 5, 1): "fête du Travail",
        date(annee, 5, 8): "victoire de 1945",
        paques + timedelta(days=39): "Ascension",
        paques + timedelta(days=50): "lundi de Pentecôte",
        date(annee, 7, 14): "fête nationale",
        date(annee, 8, 15): "Assomption",
        date(annee, 11, 1): "Toussaint",
        date(annee, 11, 11): "armistice de 1918",
        date(annee, 12, 25): "Noël",
    }
    if is_alsace_moselle:
        feries[paques - timedelta(days=2)] = "Vendredi saint"
        feries[date(annee, 12, 26)] = "Saint-Étienne"
    return feries


@dataclass(frozen=True, slots=True)
class Rythme:
    """What a body asks of a year: how many séances, on which day of the week, those it has already."""

    cle: str
    nom: str
    seances_par_an: int
    jour_semaine: int | None = None
    prevues: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class DateProposee:
    """A day that is proposed to a body, and what one should know of it."""

    cle: str
    nom: str
    jour: date
    remarques: tuple[str, ...] = field(default=())


def propose_annee(rythmes: Sequence[Rythme], debut: date, calendrier: Calendrier) -> list[DateProposee]:
    """Days spread over the year that begins on `debut`, for what each body still lacks; two bodies do not share a day.

    A body that meets rarely chooses first: it moves more people. In the order of the days.
    """
    fin = debut + timedelta(days=JOURS_AN - 1)
    prises = {jour for rythme in rythmes for jour in rythme.prevues}
    found = []
    for rythme in sorted(rythmes, key=lambda row: (row.seances_par_an, row.nom)):
        for ideal in _list_ideaux(rythme, debut, fin):
            jour = find_jour(ideal, rythme.jour_semaine, debut, fin, calendrier, prises)
            if jour is not None:
                prises.add(jour)
                found.append(DateProposee(rythme.cle, rythme.nom, jour, explain_jour(jour, calendrier)))
    return sorted(found, key=lambda row: (row.jour, row.nom))


def _list_ideaux(rythme: Rythme, debut: date, fin: date) -> list[date]:
    """The middle of each equal part of the year where the body does not meet already."""
    if not rythme.seances_par_an:
        return []
    part = JOURS_AN / rythme.seances_par_an
    ideaux = []
    for rang in range(rythme.seances_par_an):
        premier, dernier = debut + timedelta(days=int(rang * part)), debut + timedelta(days=int((rang + 1) * part) - 1)
        if not any(premier <= jour <= min(dernier, fin) for jour in rythme.prevues):
            ideaux.append(premier + (dernier - premier) // 2)
    return ideaux


def find_jour(
    ideal: date, jour_semaine: int | None, debut: date, fin: date, calendrier: Calendrier, prises: Collection[date]
) -> date | None:
    """The day nearest to the ideal one on which the body may meet; None when there is none within MAX_ECART days."""
    wanted = JOURS_USUELS if jour_semaine is None else (jour_semaine,)
    for ecart in range(MAX_ECART + 1):
        for signe in (1, -1) if ecart else (1,):
            jour = ideal + timedelta(days=signe * ecart)
            free = debut <= jour <= fin and jour not in prises and jour.weekday() in wanted
            if free and not calendrier.explain(jour):
                return jour
    return None


def explain_jour(jour: date, calendrier: Calendrier, autres: Iterable[str] = ()) -> tuple[str, ...]:
    """What one should know before keeping a day: why not to meet then, what is not known, who else meets."""
    said = []
    if why := calendrier.explain(jour):
        said.append(why)
    elif not calendrier.is_connu(jour):
        said.append("vacances scolaires à vérifier")
    said += [f"{nom} se réunit le même jour" for nom in autres]
    return tuple(said)


def get_zone(departement: str, zones: Mapping[str, Iterable[str]]) -> str:
    """The school zone of a département; empty when it has a calendar of its own (Corse, overseas)."""
    return next((zone for zone, codes in zones.items() if departement in codes), "")


def name_periode(debut: date) -> str:
    return f"du {date_longue(debut)} au {date_longue(debut + timedelta(days=JOURS_AN - 1))}"
