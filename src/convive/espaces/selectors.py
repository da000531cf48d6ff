"""Reads of espaces, always through what the person may see."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Invitation, Membre, PerimetreEspace, Role, get_condition_en_cours
from convive.espaces.rules import compute_empreinte, get_dernier_jour, is_en_cours, parse_uuid
from convive.socle.droits import droits
from convive.territoires.rules import PerimetreResolu
from convive.territoires.selectors import get_perimetre


@dataclass(frozen=True, slots=True)
class LigneDroit:
    """One gesture on one object, with the roles that may do it, in the order of `Role`."""

    objet: str
    geste: str
    precision: str
    roles: tuple[str, ...]
    is_a_moi: bool


@dataclass(frozen=True, slots=True)
class LignePerimetre:
    """The communes of an espace between two days; `dernier_jour` counts, and comes before `date_debut` in a row that
    was replaced on its first day."""

    etat: str
    date_debut: date
    dernier_jour: date | None
    communes: tuple[str, ...]

    @property
    def is_remplace_le_jour_meme(self) -> bool:
        return self.dernier_jour is not None and self.dernier_jour < self.date_debut


def list_espaces(compte: Compte) -> list[Membre]:
    """The places of a person today, with their espace, in the order of names; one query."""
    membres = Membre.objects.en_cours().filter(compte=compte).select_related("espace")
    return list(membres.order_by("espace__nom", "espace_id"))


def get_membre(compte: Compte, espace_uuid: UUID) -> Membre | None:
    """The place of a person in an espace today, with the espace; None for a stranger and for an unknown espace."""
    visible = Espace.objects.visible_to(compte)
    membres = Membre.objects.en_cours().filter(compte=compte, espace__in=visible, espace_id=espace_uuid)
    return membres.select_related("espace", "compte").order_by("date_fin", "pk").first()


def get_perimetre_espace(espace: Espace) -> PerimetreResolu | None:
    """The périmètre of today, else the one to come; None when the espace has none (a cabinet, for instance)."""
    rows = PerimetreEspace.objects.filter(espace=espace).select_related("perimetre")
    row = rows.filter(get_condition_en_cours()).first() or rows.filter(date_fin__isnull=True).first()
    return get_perimetre(row.perimetre.reference) if row else None


def get_dernier_perimetre(espace: Espace) -> PerimetreResolu | None:
    """The périmètre that a change would close: the open one, be it to come."""
    row = PerimetreEspace.objects.filter(espace=espace, date_fin__isnull=True).select_related("perimetre").first()
    return get_perimetre(row.perimetre.reference) if row else None


def list_perimetres(espace: Espace) -> list[LignePerimetre]:
    """Every périmètre that the espace had, has or will have, the most recent first; two queries."""
    today = timezone.localdate()
    rows = PerimetreEspace.objects.filter(espace=espace).select_related("perimetre")
    lignes = []
    for row in rows.prefetch_related("perimetre__communes").order_by("-date_debut", "-created_at"):
        is_actuel = is_en_cours(row.date_debut, row.date_fin, today)
        etat = "en cours" if is_actuel else "à venir" if row.date_debut > today else "passé"
        noms = tuple(sorted(commune.nom for commune in row.perimetre.communes.all()))
        lignes.append(LignePerimetre(etat, row.date_debut, row.date_fin and get_dernier_jour(row.date_fin), noms))
    return lignes


def list_membres(espace: Espace) -> list[Membre]:
    """Members of today, in the order of the roles."""
    ordre = {role: rang for rang, role in enumerate(Role.values)}
    membres = Membre.objects.en_cours().filter(espace=espace).select_related("compte")
    return sorted(membres, key=lambda membre: (ordre[membre.role], membre.compte.nom_affiche))


def list_invitations(espace: Espace) -> list[Invitation]:
    """Invitations that nobody has answered yet, the most recent first."""
    return list(Invitation.objects.en_attente().filter(espace=espace).select_related("created_by"))


def get_invitation(cle: str) -> Invitation | None:
    """The invitation of a link, in whatever state it is."""
    found = Invitation.objects.filter(empreinte_cle=compute_empreinte(cle))
    return found.select_related("espace", "created_by").first()


def list_droits(role: str) -> dict[str, list[LigneDroit]]:
    """Every right of every domain, by domain; `role` is the one of the reader."""
    lignes: dict[str, list[LigneDroit]] = {}
    for droit in droits.get_all():
        roles = tuple(str(libelle) for valeur, libelle in Role.choices if valeur in droit.roles)
        ligne = LigneDroit(droit.objet, droit.geste, droit.precision, roles, role in droit.roles)
        lignes.setdefault(droit.domaine, []).append(ligne)
    return lignes


def get_compte(email: str) -> Compte | None:
    return Compte.objects.filter(email__iexact=email.strip()).first()


def get_espace_in_installation(uuid: str) -> Espace | None:
    """An espace whoever asks: for the command line of the installation, never for a page."""
    return Espace.objects.filter(pk=identifier).first() if (identifier := parse_uuid(uuid)) else None


def has_compte(email: str) -> bool:
    return Compte.objects.filter(email__iexact=email).exists()


def get_membre_in_espace(espace: Espace, uuid: str) -> Membre | None:
    """A member of this espace and of no other, by an identifier that came with a form."""
    return Membre.objects.filter(espace=espace, pk=identifier).first() if (identifier := parse_uuid(uuid)) else None


def get_invitation_in_espace(espace: Espace, uuid: str) -> Invitation | None:
    """An invitation to this espace and to no other, by an identifier that came with a form."""
    found = Invitation.objects.filter(espace=espace).select_related("espace")
    return found.filter(pk=identifier).first() if (identifier := parse_uuid(uuid)) else None
