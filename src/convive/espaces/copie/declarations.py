"""What this package says of its own models."""

from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace, Invitation, Membre, Note, PerimetreEspace, Thematique


def record_copie() -> None:
    copie.record_inclus(Espace, PerimetreEspace, Thematique, Note)
    copie.record_exclus(Membre, "Les personnes appartiennent à l’installation : elles reviennent par invitation.")
    copie.record_exclus(Invitation, "Une invitation est un secret à usage unique.")
    copie.record_exclus(
        Note.versions.model,
        "Une version dit qui a écrit quoi ici, comme le journal ; la copie emporte le texte d’aujourd’hui.",
    )
