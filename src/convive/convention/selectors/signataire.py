"""Who signs, who must still deliberate or sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from convive.acteurs.models import Fonction, Personne
from convive.convention.models import Avenant, Ctg, Deliberation, Signataire
from convive.convention.rules.deliberations import (
    Acte,
    Etat,
    get_etat,
    list_avertissements,
)
from convive.documents.models import PieceJointe
from convive.documents.selectors.piece import list_pieces_objet
from convive.socle.uuids import parse_uuid


@dataclass(frozen=True, slots=True)
class LigneSignataire:
    """A signatory for one act, as the board shows it."""

    signataire: Signataire
    deliberation: Deliberation | None
    etat: Etat
    avertissements: Sequence[str]

    @property
    def libelle_etat(self) -> str:
        return self.etat.libelle

    @property
    def is_attendu(self) -> bool:
        return self.etat in (Etat.A_DELIBERER, Etat.A_SIGNER)

    @property
    def is_a_deliberer(self) -> bool:
        return self.etat is Etat.A_DELIBERER


@dataclass(frozen=True, slots=True)
class TableauActe:
    """The convention, or one of its avenants, with the state of each signatory that it concerns."""

    avenant: Avenant | None
    lignes: tuple[LigneSignataire, ...]

    @property
    def libelle(self) -> str:
        return str(self.avenant) if self.avenant else "La convention"

    @property
    def attendus(self) -> tuple[LigneSignataire, ...]:
        return tuple(ligne for ligne in self.lignes if ligne.is_attendu)

    @property
    def a_completer(self) -> tuple[LigneSignataire, ...]:
        return tuple(ligne for ligne in self.lignes if ligne.avertissements)

    @property
    def derniere_signature(self) -> date | None:
        """When everyone has signed, the day of the last; None before."""
        days = [ligne.deliberation.date_signature for ligne in self.lignes if ligne.deliberation]
        signed = [day for day in days if day]
        return max(signed) if signed and not self.attendus else None


def list_signataires(ctg: Ctg) -> list[Signataire]:
    """All of them, those that left included, with what they did; two queries."""
    rows = Signataire.objects.filter(ctg=ctg).select_related(
        "organisation", "representant_actuel", "avenant_entree", "avenant_sortie"
    )
    return list(
        rows.prefetch_related(Prefetch("deliberations", Deliberation.objects.select_related("piece", "avenant")))
    )


def read_representant(signataire: Signataire) -> tuple[str, str]:
    """Who represents it today, and as what: the title of whoever came after the one who signed is the one that the
    directory gives to her in this organisation, never that of the former one. One query at most."""
    nom, qualite = signataire.representant_du_jour
    if qualite or signataire.representant_actuel_id is None:
        return nom, qualite
    siennes = Fonction.objects.en_cours().filter(
        personne=signataire.representant_actuel_id, organisation=signataire.organisation_id
    )
    fonction = siennes.exclude(intitule="").order_by("-is_elu", "-is_contact_principal", "pk").first()
    return nom, fonction.intitule if fonction else ""


def build_tableau(signataires: Iterable[Signataire], avenant: Avenant | None) -> TableauActe:
    """The board of one act; no query, once `list_signataires` has read the rows."""
    lignes = [_build_ligne(signataire, avenant) for signataire in signataires]
    return TableauActe(avenant, tuple(ligne for ligne in lignes if ligne.etat is not Etat.NON_CONCERNE))


def _build_ligne(signataire: Signataire, avenant: Avenant | None) -> LigneSignataire:
    wanted = avenant.pk if avenant else None
    deliberation = next((d for d in signataire.deliberations.all() if d.avenant_id == wanted), None)
    day = deliberation.date if deliberation else None
    signature = deliberation.date_signature if deliberation else None
    etat = get_etat(
        Acte(
            has_organe=signataire.has_organe,
            date_deliberation=day,
            date_signature=signature,
            is_parti=_is_parti(signataire, avenant),
            is_concerne=_is_concerne(signataire, avenant),
        )
    )
    said = list_avertissements(has_organe=signataire.has_organe, date_deliberation=day, date_signature=signature)
    return LigneSignataire(signataire, deliberation, etat, said)


def _is_concerne(signataire: Signataire, avenant: Avenant | None) -> bool:
    """Whoever joined later does not sign what came before."""
    entree = signataire.avenant_entree
    if entree is None:
        return avenant is None or not _is_parti(signataire, avenant) or _has_fait(signataire, avenant)
    return avenant is not None and entree.numero <= avenant.numero


def _has_fait(signataire: Signataire, avenant: Avenant) -> bool:
    return any(d.avenant_id == avenant.pk for d in signataire.deliberations.all())


def _is_parti(signataire: Signataire, avenant: Avenant | None) -> bool:
    """Gone before this act; whoever leaves by an avenant still signs that one."""
    if signataire.date_sortie is None:
        return False
    if avenant is None:
        return signataire.date_sortie < timezone.localdate()
    sortie = signataire.avenant_sortie
    return sortie.numero < avenant.numero if sortie else signataire.date_sortie < avenant.date_effet


def get_signataire(ctg: Ctg, uuid: UUID) -> Signataire | None:
    """A signatory of this CTG and of no other; two queries."""
    return next((signataire for signataire in list_signataires(ctg) if signataire.pk == uuid), None)


def list_personnes(signataire: Signataire) -> list[Personne]:
    """Who holds a function today in the organisation that signs; one query."""
    fonctions = signataire.organisation.fonctions.en_cours().select_related("personne")
    return [f.personne for f in fonctions if f.personne.archivee_le is None and f.personne.fusionnee_dans_id is None]


def list_pieces_ctg(ctg: Ctg) -> list[PieceJointe]:
    """The attachments of a CTG, among which one names that of a délibération; two queries."""
    return list_pieces_objet(ctg, with_internes=True)


def get_signataire_in_espace(membre_espace_id: UUID, uuid: str) -> Signataire | None:
    """A signatory of any CTG of this espace, by an identifier that came with a form."""
    identifier = parse_uuid(uuid)
    rows = Signataire.objects.filter(ctg__espace=membre_espace_id, pk=identifier) if identifier else None
    return rows.select_related("ctg__espace", "organisation", "avenant_entree").first() if rows is not None else None
