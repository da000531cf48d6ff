"""What this package says of its own models."""

from convive.espaces.copie.registre import copie
from convive.espaces.models import (
    ConfirmationPlace,
    Espace,
    FluxAgenda,
    Invitation,
    LienMagique,
    Membre,
    Note,
    Partage,
    PerimetreEspace,
    PointDepart,
    TentativeLien,
    Thematique,
)
from convive.territoires.models import Territoire


def record_copie() -> None:
    # The end of an espace is that of the people who hold it: the other one has its own.
    propres = ("created_by", "expire_le", "date_suppression", "created_at", "updated_at")
    copie.record_inclus(Espace, sans=propres, structure=True)
    copie.record_inclus(PerimetreEspace, Thematique, structure=True)
    copie.record_inclus(Note)
    copie.record_inclus(Note.versions.model, identifiants={"uuid": Note})
    copie.record_exclus(Membre, "Les personnes appartiennent à l’installation : elles reviennent par invitation.")
    copie.record_exclus(Invitation, "Une invitation est un secret à usage unique.")
    copie.record_exclus(LienMagique, "Un lien magique est un secret envoyé à une personne.")
    copie.record_exclus(Partage, "Un accord lie deux espaces de cette installation : il se refait, il ne se copie pas.")
    copie.record_exclus(TentativeLien, "Les essais se comptent sur l’installation où ils ont lieu.")
    copie.record_exclus(ConfirmationPlace, "Elle parle de la place d’une personne, qui ne voyage pas.")
    copie.record_exclus(FluxAgenda, "Une adresse d’agenda est un secret confié à une personne.")
    copie.record_exclus(PointDepart, "C’est lui-même une copie : l’autre espace garde le sien.")
    copie.record_catalogue(Territoire)
