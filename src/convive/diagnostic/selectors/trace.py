"""Follow a figure to the files that it comes from."""

from collections.abc import Sequence

from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import Coeur, Fiche
from convive.diagnostic.rules.trace import PartieTracee, get_origine
from convive.diagnostic.selectors.catalogue import get_coeur, get_colonnes
from convive.diagnostic.selectors.indicateurs import TERRITOIRE, get_cible_publiee, get_termes, list_cibles
from convive.donnees.formules import Somme, Terme
from convive.donnees.manifeste import EtatSource
from convive.donnees.quantites import QUANTITES
from convive.donnees.requetes.formules import get_sommes
from convive.donnees.requetes.sources import get_provenance
from convive.territoires.rules import PerimetreResolu


def get_trace(perimetre: PerimetreResolu, fiche: Fiche, annee: int) -> tuple[PartieTracee, ...]:
    """The parts of the figure of one year, each summed over the communes that know it."""
    termes = list(
        dict.fromkeys(terme for terme in get_termes([fiche], fictif=perimetre.fictif) if terme.annee == annee)
    )
    alone = [Terme(f"{rang}", annee, True, terme.grandeur, terme.millesime) for rang, terme in enumerate(termes)]
    cible = get_cible_publiee(perimetre) if fiche.indicateur.calcul is Calcul.PUBLIE else None
    sommes = {s.formule: s for s in get_sommes({TERRITOIRE: [cible] if cible else list_cibles(perimetre)}, alone)}
    etats = {etat.identifiant: etat for etat in get_provenance()}
    return tuple(
        part
        for rang, terme in enumerate(termes)
        if (somme := sommes.get(f"{rang}"))
        for part in _build_parties(get_coeur(), terme, somme, etats)
    )


def _build_parties(coeur: Coeur, terme: Terme, somme: Somme, etats: dict[str, EtatSource]) -> Sequence[PartieTracee]:
    """One line by source: a sum may rest on several."""
    known = QUANTITES.get(terme.grandeur) or coeur.attendues[terme.grandeur]
    role = "numérateur" if terme.is_numerateur else "dénominateur"
    lines = []
    for source in somme.sources:
        etat = etats.get(source)
        files = [f.nom for f in etat.fichiers if terme.millesime in f.chiffres.get(terme.grandeur, ())] if etat else []
        lines.append(
            PartieTracee(
                role,
                terme.grandeur,
                known.libelle,
                terme.millesime,
                somme.numerateur,
                somme.raison,
                somme.connues,
                somme.total,
                etat.titre if etat else source,
                etat.producteur if etat else "",
                tuple(files),
                *get_origine(get_colonnes(), source, terme.grandeur, terme.millesime),
            )
        )
    return lines
