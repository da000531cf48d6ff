"""The carnet of the demonstration: notes with their versions, as if the team had written them over the last weeks."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from convive.espaces.models import Espace, Note, Thematique
from convive.socle.recit import Recit

HEURE = time(10, 30)


def create_carnet_demo(espace: Espace, recit: Recit) -> None:
    """The notes of the file; each version has its author and its day, counted back from today."""
    contenu = recit.read("carnet")
    thematiques = {thematique.nom: thematique for thematique in espace.thematiques.all()}
    for ligne in contenu["notes"]:
        _create_note(espace, recit, ligne, thematiques)


def _create_note(espace: Espace, recit: Recit, ligne: Mapping[str, Any], thematiques: Mapping[str, Thematique]) -> None:
    note = Note(espace=espace, titre=ligne["titre"], communes=ligne.get("communes", []), version=0)
    dates = []
    for version in ligne["versions"]:
        auteur = recit.get_compte(version["auteur"])
        note.created_by_id = note.created_by_id or auteur
        note.updated_by_id, note.texte = auteur, version["texte"].strip()
        note.version += 1
        day = timezone.localdate() - timedelta(days=version["jours"])
        dates.append(timezone.make_aware(datetime.combine(day, HEURE)))
        note._history_date = dates[-1]  # type: ignore[attr-defined]  # read by simple-history
        note.save()
    # The stamps of a row are those of the machine: here they are those of the story.
    Note.objects.filter(pk=note.pk).update(created_at=dates[0], updated_at=dates[-1])
    if "thematique" in ligne:
        note.thematiques.add(thematiques[ligne["thematique"]])
