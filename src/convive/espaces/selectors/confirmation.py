"""Read who confirmed a place, and who has to be asked."""

from datetime import date

from django.db.models import Max, Q
from django.utils import timezone

from convive.espaces.models import ConfirmationPlace, Espace, Membre, ReponsePlace
from convive.espaces.rules import DELAI_CONFIRMATION


def list_places_a_confirmer(espace: Espace, today: date) -> list[Membre]:
    """Places of today that nobody opened, changed or confirmed for a year, with `confirmee_le`; one query."""
    limite = today - DELAI_CONFIRMATION
    places = Membre.objects.en_cours().filter(espace=espace, date_debut__lte=limite).select_related("compte")
    old = Q(confirmee_le__isnull=True) | Q(confirmee_le__date__lte=limite)
    dated = places.annotate(confirmee_le=Max("confirmations__created_at")).filter(old, updated_at__date__lte=limite)
    return list(dated.order_by("compte__nom_affiche"))


def is_place_a_confirmer(membre: Membre, today: date) -> bool:
    limite = today - DELAI_CONFIRMATION
    if membre.date_debut > limite or timezone.localdate(membre.updated_at) > limite:
        return False
    return not ConfirmationPlace.objects.filter(membre=membre, created_at__date__gt=limite).exists()


def list_reponses_a_traiter(espace: Espace) -> list[ConfirmationPlace]:
    """The last answers that say that something changed, until the place is changed or closed; one query."""
    rows = ConfirmationPlace.objects.filter(membre__espace=espace).select_related("membre__compte")
    last = {answer.membre_id: answer for answer in rows.order_by("membre__role", "membre_id", "created_at", "pk")}
    return [
        answer
        for answer in last.values()
        if answer.reponse != ReponsePlace.TOUJOURS
        and answer.membre.is_en_cours
        # Changing the place, even to leave it as it was, settles the answer.
        and answer.membre.updated_at <= answer.created_at
    ]
