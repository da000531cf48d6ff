"""What the people of the demonstration froze: the version of a note that was shown, on the day when it was."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.utils import timezone

from convive.config.demo.lecture import read_yaml
from convive.config.demo.selectors import read_scene
from convive.documents.actions.gel import build_gel
from convive.documents.gels import gels
from convive.espaces.models import Espace, Membre, Note
from convive.socle.objets import objets

FICHIER = Path(__file__).with_name("gels.yaml")
HEURE = time(14, 15)


@cache
def read_gels() -> list[Mapping[str, Any]]:
    return cast(list[Mapping[str, Any]], read_yaml(FICHIER))


def create_gels_demo(espace: Espace) -> None:
    """Each is dated from its day, so it is not written by the action, which dates everything from now."""
    notes = {note.titre: note for note in Note.objects.filter(espace=espace)}
    cles = {persona.cle: persona.uuid for persona in read_scene().personas}
    places = {place.compte_id: place for place in Membre.objects.filter(espace=espace).select_related("compte")}
    for ligne in read_gels():
        _create_gel(espace, notes[ligne["note"]], places[cles[ligne["auteur"]]], ligne)


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
