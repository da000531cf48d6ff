"""Delete invitations and links that ended long ago, and the count of who opened them. Nobody does it: no journal."""

from datetime import datetime

from django.db.models import Case, DateTimeField, F, Q, When

from convive.espaces.models import Invitation, LienMagique, TentativeLien


def delete_invitations_perimees(limite: datetime) -> int:
    """Those that were answered, revoked or too old before this moment."""
    answered = ("date_acceptation", "date_refus", "date_revocation", "expire_le")
    ended = [Q(**{f"{champ}__lt": limite}) for champ in answered]
    return Invitation.objects.filter(ended[0] | ended[1] | ended[2] | ended[3]).delete()[0]


def delete_liens_perimes(limite: datetime) -> int:
    """Those that served their last time, were revoked or expired before this moment; their attempts go with them."""
    finished = Case(When(usages__gte=F("max_usages"), then=F("date_usage")), output_field=DateTimeField())
    ended = LienMagique.objects.annotate(fini_le=finished).filter(
        Q(fini_le__lt=limite) | Q(date_revocation__lt=limite) | Q(expire_le__lt=limite)
    )
    uuids = list(ended.values_list("pk", flat=True))
    LienMagique.objects.filter(pk__in=uuids).delete()
    return len(uuids)


def delete_tentatives_anciennes(limite: datetime) -> int:
    return TentativeLien.objects.filter(at__lt=limite).delete()[0]
