"""The tool of a stagiaire's group, which she may import into her own espace."""

from dataclasses import dataclass

from convive.formation.models import Atelier, Inscription, PlaceAtelier, ReponseAtelier
from convive.formation.rules.ateliers import SorteAtelier
from convive.formation.rules.feuille import read_valeurs
from convive.formation.selectors.ateliers_contenus import get_jeux
from convive.prise_poste.rules.outils import Outil
from convive.prise_poste.selectors.contenus import get_outils
from convive.socle.formats import date_longue


@dataclass(frozen=True, slots=True)
class OutilGroupe:
    """A tool as a group of an atelier filled it in."""

    outil: Outil
    valeurs: dict[str, str]
    place: PlaceAtelier


def get_outil_groupe(inscription: Inscription, atelier: Atelier) -> OutilGroupe | None:
    """The tool of her group in this atelier; None if she has no group, or if the atelier has no tool."""
    cle = atelier.contenu
    if atelier.sorte == SorteAtelier.JEU and (jeu := get_jeux().get(cle)):
        cle = jeu.production
    elif atelier.sorte != SorteAtelier.OUTIL:
        return None
    outil = get_outils().get(cle)
    place = PlaceAtelier.objects.select_related("groupe").filter(atelier=atelier, inscription=inscription).first()
    if outil is None or place is None:
        return None
    rows = ReponseAtelier.objects.filter(groupe=place.groupe_id, champ__startswith=f"{outil.cle}-")
    return OutilGroupe(outil, read_valeurs(outil, dict(rows.values_list("champ", "texte"))), place)


def build_provenance(atelier: Atelier) -> str:
    jour = atelier.session.date_debut
    return f"Rempli en formation, «\u00a0{atelier.session.titre}\u00a0»" + (f", {date_longue(jour)}" if jour else "")
