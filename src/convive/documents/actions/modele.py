"""Give a model, take it away, bring a former one back. Every action writes the journal, refusals too."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.documents.exemples import build_exemple
from convive.documents.fichiers import delete_fichier, refuse_disque_plein
from convive.documents.models import ModeleDocument
from convive.documents.rules import FORMATS, MAX_NOM_FICHIER, DocumentInvalide
from convive.documents.rules.archive import ModeleRefuse
from convive.documents.rules.inspection import inspect_modele
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.actions import record_geste
from convive.journal.models import Geste

ESSAIS = {"pptx": ("pptx", "odp")}
"""The slides of LibreOffice take the model of PowerPoint."""
CONSEIL = "Ouvrez-le dans Word ou LibreOffice, enregistrez-le sous un autre nom, et déposez cette copie."


def create_modele(*, by: Compte, espace: Espace, nom_fichier: str, contenu: bytes) -> ModeleDocument:
    """Make a file the model of its format, after inspection and a trial; the former one is kept, put aside.

    The same file given again changes nothing. Raise ModeleRefuse, which the journal keeps; DocumentRefuse without disk.
    """
    refuse_espace_expire(espace)
    nom_fichier = shorten_nom(nom_fichier)
    try:
        format = inspect_modele(contenu, nom_fichier).format
        render_essai(format, contenu)
    except ModeleRefuse as error:
        _record_refus(by, espace, nom_fichier, contenu, str(error))
        raise
    empreinte = hashlib.sha256(contenu).hexdigest()
    modele = ModeleDocument(
        espace=espace,
        format=format,
        nom_fichier=nom_fichier,
        empreinte=empreinte,
        taille_octets=len(contenu),
        created_by=by,
    )
    try:
        with refuse_disque_plein(), transaction.atomic():
            Espace.objects.select_for_update().get(pk=espace.pk)
            actuel = ModeleDocument.objects.actuels().filter(espace=espace, format=format).first()
            if actuel is not None and actuel.empreinte == empreinte:
                return actuel
            _close(actuel)
            modele.fichier.save(nom_fichier, ContentFile(contenu), save=False)
            modele.save(force_insert=True)
            record(by, Geste.CREER, modele, espace, format=format, empreinte=empreinte, remplace=str(actuel or ""))
    except BaseException:
        # Nothing points at the file any more.
        if modele.fichier.name:
            delete_fichier(modele.fichier.name)
        raise
    return modele


def render_essai(format: str, contenu: bytes) -> None:
    """Render the sample in a model. Raise ModeleRefuse when nothing comes out of it."""
    # Renderers are heavy: only the process that needs them loads them.
    from convive.documents.rendu import render_contenu

    for essai in ESSAIS.get(format, (format,)):
        try:
            rendu = render_contenu(build_exemple(FORMATS[format].famille), essai, {format: contenu})
        except DocumentInvalide as error:
            raise ModeleRefuse(f"Aucun document n’a pu être préparé avec ce modèle. {error}") from error
        if rendu.is_modele_ecarte:
            raison = rendu.raison or CONSEIL
            raise ModeleRefuse(f"Le fichier est lisible, mais le document d’essai a échoué. {raison}")


@transaction.atomic
def close_modele(*, by: Compte, modele: ModeleDocument) -> None:
    """Put a model aside: documents leave in the look of Convive again. Nothing to do when it already is."""
    refuse_espace_expire(modele.espace)
    Espace.objects.select_for_update().get(pk=modele.espace_id)
    modele.refresh_from_db(fields=["retire_le"])
    if modele.is_actuel:
        _close(modele)
        record(by, Geste.CLORE, modele, modele.espace, format=modele.format)


@transaction.atomic
def reopen_modele(*, by: Compte, modele: ModeleDocument) -> None:
    """Bring a former model back in place of the one of today. Nothing to do when it already is."""
    refuse_espace_expire(modele.espace)
    Espace.objects.select_for_update().get(pk=modele.espace_id)
    modele.refresh_from_db(fields=["retire_le"])
    if modele.is_actuel:
        return
    _close(ModeleDocument.objects.actuels().filter(espace=modele.espace_id, format=modele.format).first())
    modele.retire_le = None
    modele.save(update_fields=["retire_le", "updated_at"])
    record(by, Geste.ROUVRIR, modele, modele.espace, format=modele.format)


def _close(modele: ModeleDocument | None) -> None:
    if modele is not None:
        modele.retire_le = timezone.now()
        modele.save(update_fields=["retire_le", "updated_at"])


@transaction.atomic
def _record_refus(by: Compte, espace: Espace, nom_fichier: str, contenu: bytes, raison: str) -> None:
    record_geste(
        auteur=by,
        geste=Geste.REFUSER,
        objet_type="espace",
        objet_uuid=espace.pk,
        objet_libelle=f"le modèle de document « {nom_fichier} »",
        espace_uuid=espace.pk,
        detail={"raison": raison, "empreinte": hashlib.sha256(contenu).hexdigest(), "octets": len(contenu)},
    )


def shorten_nom(nom: str) -> str:
    """The name of a file without its folders, that fits its column and keeps its extension."""
    nom = " ".join(nom.replace("\\", "/").rsplit("/", 1)[-1].split()) or "modele"
    souche, point, extension = nom.rpartition(".")
    if len(nom) <= MAX_NOM_FICHIER or not point:
        return nom[:MAX_NOM_FICHIER]
    return f"{souche[: MAX_NOM_FICHIER - len(extension) - 1]}.{extension}"
