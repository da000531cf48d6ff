"""Follow a figure to the files that it comes from."""

from collections.abc import Sequence

from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import Coeur, Fiche
from convive.diagnostic.rules.trace import PartieTracee, get_origine
from convive.diagnostic.selectors.catalogue import get_coeur, get_colonnes
from convive.diagnostic.selectors.indicateurs import PUBLIE, TERRITOIRE, get_termes
from convive.diagnostic.selectors.perimetre import get_cible_publiee
from convive.diagnostic.selectors.portrait import list_cibles
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
    cibles = _choose_cibles(perimetre, fiche, termes)
    sommes = {s.formule: s for s in get_sommes({TERRITOIRE: cibles}, alone)}
    etats = {etat.identifiant: etat for etat in get_provenance()}
    return tuple(
        part
        for rang, terme in enumerate(termes)
        if (somme := sommes.get(f"{rang}"))
        for part in _build_parties(get_coeur(), terme, somme, etats)
    )


def _choose_cibles(perimetre: PerimetreResolu, fiche: Fiche, termes: Sequence[Terme]) -> list[tuple[str, str]]:
    """The rows that the figure was made from: those of the communes, or that of the territory (`choose_figure`)."""
    communes, publiee = list_cibles(perimetre), get_cible_publiee(perimetre)
    if publiee is None:
        return communes
    if fiche.indicateur.calcul is Calcul.PUBLIE:
        return [publiee]
    sommes = {s.groupe: s for s in get_sommes({TERRITOIRE: communes, PUBLIE: [publiee]}, termes)}
    summed, published = sommes.get(TERRITOIRE), sommes.get(PUBLIE)
    is_lacunaire = summed is None or (not summed.is_rupture and not _is_entiere(summed))
    return [publiee] if published is not None and _is_entiere(published) and is_lacunaire else communes


def _is_entiere(somme: Somme) -> bool:
    is_complete = somme.numerateur is not None and somme.connues == somme.total
    return is_complete and not somme.is_partielle and not somme.is_rupture


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
