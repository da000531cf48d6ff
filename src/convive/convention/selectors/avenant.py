"""Read the avenants of a CTG, and compare two states of the convention."""

from dataclasses import dataclass
from uuid import UUID

from convive.acteurs.selectors.organisation import get_noms_communes, get_noms_communes_espace
from convive.convention.models import Avenant, Ctg, Signataire
from convive.convention.rules.avenants import (
    Comparaison,
    EtatConvention,
    Presence,
    build_etats,
    compare_etats,
    parse_changements,
)
from convive.convention.selectors.ctg import DossierCtg, is_en_projet
from convive.espaces.models import Membre
from convive.socle.comparaison import LigneComparee, compare_textes


@dataclass(frozen=True, slots=True)
class TexteCompare:
    """A passage of the convention that an avenant rewrites."""

    avenant: Avenant
    lignes: tuple[LigneComparee, ...]


def get_avenant(membre: Membre, ctg: Ctg, uuid: UUID) -> Avenant | None:
    """An avenant of this CTG; one query."""
    avenant = Avenant.objects.visible_to(membre.compte).filter(ctg=ctg, pk=uuid).first()
    if avenant is not None:
        avenant.ctg, avenant.espace = ctg, membre.espace
    return avenant


def get_avenant_in_ctg(ctg: Ctg, uuid: UUID) -> Avenant | None:
    return Avenant.objects.filter(ctg=ctg, pk=uuid).first()


def list_etats(dossier: DossierCtg) -> list[EtatConvention]:
    """The convention as it was signed, then after each signed avenant; no query."""
    signed = [avenant for avenant in dossier.avenants if avenant.date_signature]
    ranks = {avenant.pk: rang for rang, avenant in enumerate(signed, start=1)}
    return build_etats(
        date_signature=dossier.ctg.date_signature,
        date_fin=dossier.ctg.date_fin,
        communes=dossier.ctg.communes,
        avenants=[(avenant.libelle, avenant.date_effet, avenant.lus) for avenant in signed],
        presences=[_build_presence(signataire, ranks) for signataire in dossier.signataires],
    )


def _build_presence(signataire: Signataire, ranks: dict[UUID, int]) -> Presence:
    entree, sortie = signataire.avenant_entree_id, signataire.avenant_sortie_id
    return Presence(
        str(signataire.organisation),
        ranks.get(entree) if entree else None,
        ranks.get(sortie) if sortie else None,
        is_en_projet(signataire),
    )


def build_etat_projete(dossier: DossierCtg, avenant: Avenant) -> EtatConvention:
    """The convention as it will be once a project is signed."""
    last, lus = list_etats(dossier)[-1], parse_changements(avenant.changements)
    sortants = {str(s.organisation) for s in dossier.signataires if s.avenant_sortie_id == avenant.pk}
    entrants = [str(s.organisation) for s in dossier.signataires if s.avenant_entree_id == avenant.pk]
    return EtatConvention(
        avenant.libelle,
        avenant.date_effet,
        lus.date_fin or last.date_fin,
        last.communes if lus.communes is None else frozenset(lus.communes),
        (*(nom for nom in last.signataires if nom not in sortants), *entrants),
    )


def compare_avenant(membre: Membre, dossier: DossierCtg, avenant: Avenant) -> Comparaison:
    """What an avenant changed, or would change."""
    etats = list_etats(dossier)
    if avenant.date_signature is None:
        return compare_deux(membre, etats[-1], build_etat_projete(dossier, avenant))
    signed = [a.pk for a in dossier.avenants if a.date_signature]
    rang = signed.index(avenant.pk)
    return compare_deux(membre, etats[rang], etats[rang + 1])


def compare_deux(membre: Membre, avant: EtatConvention, apres: EtatConvention) -> Comparaison:
    """Two states, with the names of their communes; no query for them when they are the same."""
    if avant.communes == apres.communes:
        return compare_etats(avant, apres, {}, ())
    espace = get_noms_communes_espace(membre)
    noms = get_noms_communes(sorted(avant.communes | apres.communes), espace)
    return compare_etats(avant, apres, noms, espace)


def compare_passage(avenant: Avenant) -> TexteCompare | None:
    lus = avenant.lus
    if not (lus.texte_avant or lus.texte_apres):
        return None
    return TexteCompare(avenant, compare_textes(lus.texte_avant, lus.texte_apres))
