"""Read invitations, and whether an address already has an account."""

from django.db.models import Exists, Q

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Invitation, Membre
from convive.espaces.rules import compute_empreinte
from convive.socle.uuids import parse_uuid


def list_invitations(espace: Espace) -> list[Invitation]:
    """Invitations that nobody has answered yet, the most recent first."""
    return list(
        Invitation.objects.en_attente()
        .filter(espace=espace)
        .select_related("created_by")
        .prefetch_related("thematiques")
    )


def build_invites(membre: Membre) -> Q:
    """For a query: whether somebody else is here, or was asked to come."""
    autres = Membre.objects.filter(espace=membre.espace_id).exclude(pk=membre.pk)
    return Q(Exists(Invitation.objects.en_attente().filter(espace=membre.espace_id))) | Q(Exists(autres))


def has_autres(membre: Membre) -> bool:
    """Whether somebody else is here, or was; one query."""
    return Membre.objects.filter(espace=membre.espace_id).exclude(pk=membre.pk).exists()


def get_invitation(cle: str) -> Invitation | None:
    """The invitation of a link, in whatever state it is."""
    found = Invitation.objects.filter(empreinte_cle=compute_empreinte(cle), espace__date_suppression__isnull=True)
    return found.select_related("espace", "created_by").prefetch_related("thematiques").first()


def get_compte(email: str) -> Compte | None:
    return Compte.objects.filter(email__iexact=email.strip()).first()


def has_compte(email: str) -> bool:
    return Compte.objects.filter(email__iexact=email).exists()


def get_invitation_in_espace(espace: Espace, uuid: str) -> Invitation | None:
    """An invitation to this espace and to no other, by an identifier that came with a form."""
    found = Invitation.objects.filter(espace=espace).select_related("espace")
    return found.filter(pk=identifier).first() if (identifier := parse_uuid(uuid)) else None
