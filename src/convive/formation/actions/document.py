"""Issue or cancel a document of a session, and consent to its public verification. Written to the journal."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.formation.models import DocumentFormation, Inscription, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.document import (
    MAX_CIBLE,
    SorteDocument,
    compute_empreinte,
    make_code,
)
from convive.formation.sceau import compute_empreinte_code, compute_sceau
from convive.formation.selectors.document import CibleDocument, list_sortes
from convive.formation.selectors.document_contenu import DossierSession, build_contenu, read_dossier
from convive.journal.models import Geste


@transaction.atomic
def create_documents(
    *,
    by: Compte,
    session: SessionFormation,
    sorte: SorteDocument,
    now: datetime,
    cibles: Collection[str] | None = None,
) -> list[DocumentFormation]:
    """Issue a document for each target that may have one and has none: all of them, or only `cibles`. Return the new
    ones.

    A second call issues nothing, even if two people click at once. Raise FormationRefusee if a single one is requested
    and cannot be issued.
    """
    lock_espace(session.espace)
    dossier = read_dossier(session, timezone.localdate(now))
    lue = next(lue for lue in list_sortes(dossier) if lue.sorte is sorte)
    voulues = [cible for cible in lue.cibles if cibles is None or cible.cle in cibles]
    if cibles is not None and len(voulues) == 1 and voulues[0].document is None and voulues[0].refus:
        raise FormationRefusee(f"{voulues[0].libelle}\u00a0: {voulues[0].refus}")
    made = [_create(by, dossier, sorte, cible, now) for cible in voulues if cible.is_a_emettre]
    if made:
        libelle = sorte.libelle
        numeros = [document.numero for document in made]
        record(by, Geste.CREER, session, session.espace, document=libelle, numeros=numeros)
    return made


@transaction.atomic
def close_document(*, by: Compte, document: DocumentFormation, motif: str, now: datetime) -> DocumentFormation:
    """Cancel a document: it is kept with the reason, its verification page says so, and another one may be issued. No
    effect if it is already cancelled."""
    lock_espace(document.espace)
    current = DocumentFormation.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if current.is_annule:
        return current
    if not motif.strip():
        raise FormationRefusee(champs={"motif": "Indiquez pourquoi\u00a0: ce sera écrit sur le document."})
    current.annule_le, current.motif_annulation = now, " ".join(motif.split())
    current.save(update_fields=["annule_le", "motif_annulation", "updated_at"])
    record(by, Geste.REVOQUER, document.session, document.espace, document=str(current), motif=current.motif_annulation)
    return current


@transaction.atomic
def update_accord(*, inscription: Inscription, accord: bool) -> bool:
    """Give or withdraw a stagiaire's consent to the public page that confirms her name and hours. Return whether it
    changed."""
    rows = Inscription.objects.filter(pk=inscription.pk).exclude(accord_verification=accord)
    if not rows.update(accord_verification=accord, updated_at=timezone.now()):
        return False
    record(None, Geste.MODIFIER, inscription, inscription.espace, accord_verification=accord)
    return True


def _create(
    by: Compte, dossier: DossierSession, sorte: SorteDocument, cible: CibleDocument, now: datetime
) -> DocumentFormation:
    """Issue one document. The caller has locked the espace, so that numbers are consecutive."""
    session = dossier.session
    annee = timezone.localdate(now).year
    pris = DocumentFormation.objects.filter(espace=session.espace_id, annee=annee).aggregate(n=Max("rang"))["n"]
    code = make_code()
    document = DocumentFormation(
        espace=session.espace,
        session=session,
        inscription=cible.inscription,
        sorte=sorte.value,
        cible=cible.cle[:MAX_CIBLE],
        destinataire=cible.libelle,
        annee=annee,
        rang=(pris or 0) + 1,
        code=code,
        empreinte_code=compute_empreinte_code(code),
        contenu=build_contenu(sorte, dossier, inscription=cible.inscription, cible=cible.objet),
        emis_le=now,
        emis_par=str(by),
    )
    document.empreinte = compute_empreinte(
        sorte=document.sorte, numero=document.numero, cible=document.cible, contenu=document.contenu
    )
    document.sceau = compute_sceau(document)
    document.save(force_insert=True)
    return document
