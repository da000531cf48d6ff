"""Freeze an object; take a frozen state away as a file; delete one, with a reason. Every action writes the journal."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.documents.actions.trace import record
from convive.documents.gels import gels
from convive.documents.models import Gel
from convive.documents.refus import DocumentRefuse
from convive.documents.rules.gel import ContenuGele, Verdict, compute_empreinte_vue, dump_contenu
from convive.documents.sceau import compute_empreinte_gel, compute_sceau, get_verdict
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.models import Espace, Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.objets import Reference, objets

if TYPE_CHECKING:
    from convive.comptes.registre import Effacement
    from convive.documents.rendu import FichierRendu
    from convive.documents.rules import DocumentHtml


def build_gel(
    *,
    espace: Espace,
    reference: Reference,
    contenu: ContenuGele,
    motif: str,
    date: datetime,
    by: Compte,
    fonction: str,
    uuid: UUID | None = None,
) -> Gel:
    """A frozen state ready to be written: printed and sealed."""
    gel = Gel(
        pk=uuid or uuid4(),
        espace=espace,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        titre=contenu.titre,
        motif=motif,
        # A second is precise enough, and every database and every copy keeps it as it is.
        date_gel=date.replace(microsecond=0),
        contenu=dump_contenu(contenu),
        auteur_nom=str(by),
        auteur_fonction=fonction,
        created_by=by,
    )
    gel.empreinte = compute_empreinte_gel(gel)
    gel.sceau = compute_sceau(gel)
    return gel


@transaction.atomic
def create_gel(*, by: Membre, objet: models.Model, motif: str, vue: str = "", uuid: UUID | None = None) -> Gel:
    """Freeze an object that this place sees. `uuid` comes with the form: sent twice, it freezes once.

    `vue` is the print of what the page showed. Raise DocumentRefuse when someone changed the object since.
    """
    refuse_espace_expire(by.espace)
    gelable = gels.get(objets.get_for_model(type(objet)).cle)
    if gelable is None:
        raise DocumentRefuse("On ne peut pas garder de version de cette page.")
    Espace.objects.select_for_update().get(pk=by.espace_id)
    reference = objets.get_reference(objet)
    former = Gel.objects.filter(pk=uuid).first() if uuid else None
    if former is not None and (former.espace_id, former.reference) == (by.espace_id, reference):
        return former
    contenu = gelable.build_contenu(by, objet)
    if vue and vue != compute_empreinte_vue(contenu):
        raise DocumentRefuse(
            "Le texte a changé pendant que vous écriviez : relisez-le ci-dessous, tel qu’il est maintenant, puis "
            "gardez-en une version."
        )
    gel = build_gel(
        espace=by.espace,
        reference=reference,
        contenu=contenu,
        motif=motif,
        date=timezone.now(),
        by=by.compte,
        fonction=str(by.get_role_display()),
        # An identifier that another row already has was not made by our form.
        uuid=None if former else uuid,
    )
    gel.save()
    record(by.compte, Geste.CREER, gel, by.espace_id, motif=motif, empreinte=gel.empreinte)
    return gel


@transaction.atomic
def delete_gel(*, by: Membre, gel: Gel, motif: str) -> None:
    """Delete a frozen state for good; the journal keeps its print and the reason. Nothing happens the second time."""
    refuse_espace_expire(by.espace)
    if Gel.objects.without_garde().filter(pk=gel.pk).delete()[0]:
        record(
            by.compte,
            Geste.SUPPRIMER,
            gel,
            by.espace_id,
            motif=motif,
            fige_pour=gel.motif,
            empreinte=gel.empreinte,
        )


def export_gel(*, by: Membre, gel: Gel, document: "DocumentHtml", format: str) -> "FichierRendu":
    """Render a frozen state, in the models of its espace. Raise DocumentInvalide."""
    from convive.documents.rendu import render_contenu

    rendu = render_contenu(document, format, get_modeles_actuels(by.espace))
    with transaction.atomic():
        record(by.compte, Geste.EXPORTER, gel, by.espace_id, format=format)
    return rendu


def sign_gels(espace: Espace) -> None:
    """Seal what a copy brought, inside the transaction that writes its rows: what is still that of its print, and
    nothing else. The seal of the other installation means nothing here, so it does not travel."""
    now = timezone.now().replace(microsecond=0)
    lot = []
    for gel in Gel.objects.filter(espace=espace, sceau=""):
        gel.date_reprise = now
        if compute_empreinte_gel(gel) == gel.empreinte:
            gel.sceau = compute_sceau(gel)
        lot.append(gel)
    Gel.objects.without_garde().bulk_update(lot, ["sceau", "date_reprise"], batch_size=200)


def delete_noms_gels(effacement: "Effacement") -> None:
    """The name becomes that of the role, inside the transaction of the erasure. What was intact is sealed anew; what
    was not stays so."""
    lot = list(Gel.objects.filter(created_by=effacement.compte))
    for gel in lot:
        is_intact = get_verdict(gel) is Verdict.INTACT
        gel.auteur_nom, gel.auteur_fonction = effacement.noms.get(gel.espace_id), ""
        if is_intact:
            gel.sceau = compute_sceau(gel)
    Gel.objects.without_garde().bulk_update(lot, ["auteur_nom", "auteur_fonction", "sceau"], batch_size=200)
