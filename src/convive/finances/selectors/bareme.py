"""The scales as an espace has them: what it typed, what its Caf typed, what the product comes with."""

from collections import defaultdict
from dataclasses import dataclass

from convive.espaces.models import Espace, Membre, Partage, read_once
from convive.finances.models import BaremeAdopte, Parametre
from convive.finances.rules.catalogue import get_bareme_fourni
from convive.finances.rules.parametres import (
    Bareme,
    Cle,
    Connue,
    Inconnue,
    Origine,
    Theme,
    ValeurDatee,
    build_source_saisie,
    find_valeur,
)
from convive.finances.rules.sources import Confiance


def get_bareme(membre: Membre) -> Bareme:
    """What counts in this espace; two queries, once a page."""
    return read_once(membre, "finances.bareme", lambda: build_bareme(membre.espace))


def build_bareme(espace: Espace) -> Bareme:
    fourni = get_bareme_fourni()
    valeurs: dict[str, list[ValeurDatee]] = defaultdict(list)
    for cle, rows in fourni.valeurs.items():
        valeurs[cle].extend(rows)
    adopte = BaremeAdopte.objects.filter(espace=espace).first()
    origines = {espace.pk: Origine.ESPACE} | ({adopte.caf_id: Origine.CAF} if adopte else {})
    for parametre in Parametre.objects.filter(espace__in=origines):
        # A key that this version of the product no longer has is shown in the list of what was typed, and used nowhere.
        if parametre.cle in fourni.cles:
            valeurs[parametre.cle].append(_read(parametre, origines[parametre.espace_id]))
    return Bareme(fourni.cles, valeurs)


def _read(parametre: Parametre, origine: Origine) -> ValeurDatee:
    return ValeurDatee(
        parametre.cle,
        parametre.valeur,
        parametre.maximum,
        parametre.date_debut,
        parametre.date_fin,
        Confiance(parametre.confiance),
        origine,
        (build_source_saisie(parametre.source, parametre.lien),),
        parametre.reserve,
    )


@dataclass(frozen=True, slots=True)
class LigneBareme:
    """What a key is worth in a year, and all that is known of it."""

    cle: Cle
    valeur: ValeurDatee | None
    raison: str
    autres: tuple[ValeurDatee, ...]

    @property
    def is_connue(self) -> bool:
        return not self.raison


def list_themes(bareme: Bareme, annee: int) -> list[tuple[Theme, list[LigneBareme]]]:
    """The scales of this year, by theme, each key with what is known of it at other dates."""
    found: dict[Theme, list[LigneBareme]] = {theme: [] for theme in Theme}
    for cle, ligne in bareme.cles.items():
        lue = find_valeur(bareme, cle, annee)
        montree = lue.valeur if isinstance(lue, Connue) else lue.derniere
        autres = sorted(
            (row for row in bareme.valeurs.get(cle, ()) if row is not montree), key=lambda row: str(row.debut or "")
        )
        raison = lue.raison if isinstance(lue, Inconnue) else ""
        found[ligne.theme].append(LigneBareme(ligne, montree, raison, tuple(autres)))
    return [(theme, rows) for theme, rows in found.items() if rows]


def get_caf_adoptee(membre: Membre) -> Espace | None:
    adopte = BaremeAdopte.objects.filter(espace=membre.espace_id).select_related("caf").first()
    return adopte.caf if adopte else None


def list_cafs(membre: Membre) -> list[Espace]:
    """The départements with which this espace shares something: those whose scales it may use."""
    rows = Partage.objects.actifs().filter(espace=membre.espace_id).select_related("departement")
    return [row.departement for row in rows if row.departement is not None]
