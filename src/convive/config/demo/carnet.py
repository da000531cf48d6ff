"""The carnet of the demonstration: notes with their versions, as if the team had written them over the last weeks."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import uuid5

from django.utils import timezone

from convive.config.demo.lecture import read_yaml
from convive.config.demo.selectors import PREFIXE
from convive.espaces.models import Espace, Note, Thematique

FICHIER = Path(__file__).with_name("carnet.yaml")
HEURE = time(10, 30)


@cache
def read_carnet() -> Mapping[str, Any]:
    return cast(Mapping[str, Any], read_yaml(FICHIER))


def create_carnet_demo(espace: Espace) -> None:
    """The notes of the file; each version has its author and its day, counted back from today."""
    contenu = read_carnet()
    thematiques = {thematique.nom: thematique for thematique in espace.thematiques.all()}
    for ligne in contenu["notes"]:
        _create_note(espace, ligne, thematiques)


def _create_note(espace: Espace, ligne: Mapping[str, Any], thematiques: Mapping[str, Thematique]) -> None:
    note = Note(espace=espace, titre=ligne["titre"], communes=ligne.get("communes", []), version=0)
    dates = []
    for version in ligne["versions"]:
        auteur = uuid5(PREFIXE, version["auteur"])
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
