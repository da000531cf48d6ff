"""What a gestionnaire declares about a service through a link; the link itself writes to the journal."""

from collections.abc import Mapping

from django.utils import timezone

from convive.espaces.actions.ecriture import save_fiche
from convive.offre.actions.equipement import lock_service
from convive.offre.models import ActiviteAnnuelle, ServiceEquipement


def record_declaration(*, service: ServiceEquipement, annee: int, valeurs: Mapping[str, int | None]) -> None:
    """Save a declaration; call it inside the transaction of the link. Values of None are ignored. It counts as a
    verification, since it comes from whoever runs the service."""
    current = lock_service(service)
    declared = {champ: valeur for champ, valeur in valeurs.items() if valeur is not None}
    places = declared.pop("places", None)
    if declared:
        ActiviteAnnuelle.objects.update_or_create(service=current, annee=annee, defaults=declared)
    if places is not None:
        current.places = places
    current.date_verification = timezone.localdate()
    save_fiche(current, None)
