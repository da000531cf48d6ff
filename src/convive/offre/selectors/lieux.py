"""Places of the official lists that the inventory does not have yet: schools, France services."""

from dataclasses import dataclass

from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.requetes.lieux import LieuOfficiel, get_lieux
from convive.donnees.rules import NatureLieu
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_communes
from convive.offre.selectors.equipement import get_services
from convive.socle.noms import fold_nom

TYPES: dict[str, str] = {NatureLieu.ECOLE: "ecole", NatureLieu.FRANCE_SERVICES: "france_services"}
LIBELLES = {NatureLieu.ECOLE: "Écoles", NatureLieu.FRANCE_SERVICES: "France services"}


@dataclass(frozen=True, slots=True)
class LieuPropose:
    """A place that can be added; `cle` identifies it in a form."""

    lieu: LieuOfficiel
    commune: str

    @property
    def cle(self) -> str:
        return f"{self.lieu.nature}:{self.lieu.identifiant}"

    @property
    def type_cle(self) -> str:
        return TYPES[self.lieu.nature]

    @property
    def libelle(self) -> str:
        return LIBELLES[NatureLieu(self.lieu.nature)]


@dataclass(frozen=True, slots=True)
class LieuxProposes:
    """`deja` is how many the inventory already has, archived or not: a school by UAI, others by name and commune."""

    nouveaux: tuple[LieuPropose, ...]
    deja: int


def list_lieux_proposes(membre: Membre) -> LieuxProposes:
    """The places in the communes of this membre, or of the espace; empty if no list is loaded."""
    noms = dict(list_choix_communes(membre))
    try:
        lieux = get_lieux(sorted(noms), list(TYPES))
    except DonneesAbsentes:
        return LieuxProposes((), 0)
    rows = get_services(membre).values_list("uai", "nom_compare", "code_commune", "type_cle")
    connus = list(rows)
    uais = {uai for uai, *_ in connus if uai}
    reperes = {(nom, commune, type_cle) for _, nom, commune, type_cle in connus}
    nouveaux = []
    for lieu in lieux:
        repere = (fold_nom(lieu.nom), lieu.commune, TYPES[lieu.nature])
        if lieu.identifiant not in uais and repere not in reperes:
            nouveaux.append(LieuPropose(lieu, noms.get(lieu.commune, lieu.commune)))
    return LieuxProposes(tuple(nouveaux), len(lieux) - len(nouveaux))
