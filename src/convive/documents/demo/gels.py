"""What the people of the demonstration froze: the version of a note that was shown, on the day when it was."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from convive.documents.actions.gel import build_gel
from convive.documents.gels import gels
from convive.espaces.models import Espace, Membre, Note
from convive.socle.objets import objets
from convive.socle.recit import Recit

HEURE = time(14, 15)


def create_gels_demo(espace: Espace, recit: Recit) -> None:
    """Each is dated from its day, so it is not written by the action, which dates everything from now."""
    notes = {note.titre: note for note in Note.objects.filter(espace=espace)}
    places = {place.compte_id: place for place in Membre.objects.filter(espace=espace).select_related("compte")}
    for ligne in recit.read("gels"):
        _create_gel(espace, notes[ligne["note"]], places[recit.comptes[ligne["auteur"]]], ligne)


def _create_gel(espace: Espace, note: Note, place: Membre, ligne: Mapping[str, Any]) -> None:
    gelable, version = gels.get("note"), note.versions.get(version=ligne["version"])
    assert gelable is not None  # noqa: S101 - declared by documents
    # The note as it was; it is not saved.
    note.titre, note.texte = version.titre, version.texte
    day = timezone.localdate() - timedelta(days=ligne["jours"])
    gel = build_gel(
        espace=espace,
        reference=objets.get_reference(note),
        contenu=gelable.build_contenu(place, note),
        motif=ligne["motif"],
        date=timezone.make_aware(datetime.combine(day, HEURE)),
        by=place.compte,
        fonction=str(place.get_role_display()),
    )
    gel.save()
