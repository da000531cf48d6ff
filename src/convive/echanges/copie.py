"""What of the exchanges travels with an espace: what was said, under the name that it bears, and no person."""

from convive.echanges.models import (
    Commentaire,
    Discussion,
    Mention,
    Notification,
    Sourdine,
    Suivi,
)
from convive.espaces.copie.registre import copie


def record_copie() -> None:
    copie.record_inclus(Discussion, Commentaire)
    copie.record_exclus(Mention, "Les personnes appartiennent à l’installation.")
    copie.record_exclus(Suivi, "Chacun suit ce qu’il veut, là où il travaille.")
    copie.record_exclus(Notification, "Ce dont une personne a été prévenue n’appartient qu’à elle.")
    copie.record_exclus(Sourdine, "Ce qu’une personne ne veut pas recevoir n’appartient qu’à elle.")
