"""What an espace watches on the indicators of the catalogue, beside what they are today."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from convive.diagnostic.models.indicateur import SeuilIndicateur
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.propres import format_seuil, is_seuil_franchi
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.donnees.erreurs import DonneesAbsentes
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.formats import arrondi


@dataclass(frozen=True)
class LigneSeuil:
    """`figure` is None as long as nothing is known of the communes of the espace."""

    seuil: SeuilIndicateur
    fiche: Fiche
    figure: Figure | None

    @property
    def texte(self) -> str:
        indicateur = self.fiche.indicateur
        value = self.seuil.seuil
        decimales = 0 if value is None else max(-int(value.normalize().as_tuple().exponent), 0)
        return format_seuil(value, self.seuil.sens_seuil, max(decimales, indicateur.decimales), indicateur.unite)

    @property
    def is_franchi(self) -> bool:
        """The figure as it is shown: a reader sees the same rounding."""
        if self.figure is None or self.figure.valeur is None:
            return False
        shown = Decimal(str(arrondi(self.figure.valeur, self.fiche.indicateur.decimales)))
        return is_seuil_franchi(shown, self.seuil.seuil, self.seuil.sens_seuil)


def get_seuil(espace: Espace, indicateur: str) -> SeuilIndicateur | None:
    return SeuilIndicateur.objects.filter(espace=espace, indicateur=indicateur).first()


def list_seuils(espace: Espace, jour: date) -> list[LigneSeuil]:
    """In the order of the catalogue; one query when nothing is watched. An indicator that left it is left out."""
    rows = {row.indicateur: row for row in SeuilIndicateur.objects.filter(espace=espace, seuil__isnull=False)}
    fiches = [fiche for fiche in get_coeur().fiches if fiche.identifiant in rows]
    if not fiches:
        return []
    figures: dict[str, Figure] = {}
    perimetre = get_perimetre_espace(espace)
    if perimetre is not None and perimetre.communes:
        try:
            lignes = get_tableau(perimetre, jour, fiches).lignes
        except DonneesAbsentes:
            lignes = {}
        figures = {identifiant: ligne.figure for identifiant, ligne in lignes.items()}
    return [LigneSeuil(rows[f.identifiant], f, figures.get(f.identifiant)) for f in fiches]
