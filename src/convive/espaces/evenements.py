"""What happens in an espace that someone wants to know."""

from collections.abc import Iterator
from uuid import UUID

from convive.espaces.models import Invitation, LienMagique, Membre
from convive.journal.models import Geste, Journal
from convive.socle.evenements import Evenement, evenements


def _list_invitants(ligne: Journal) -> Iterator[UUID]:
    rows = Invitation.objects.filter(pk=ligne.objet_uuid, created_by__isnull=False)
    yield from rows.values_list("created_by_id", flat=True)


def _list_titulaires(ligne: Journal) -> Iterator[UUID]:
    yield from Membre.objects.filter(pk=ligne.objet_uuid).values_list("compte_id", flat=True)


def _list_envoyeurs(ligne: Journal) -> Iterator[UUID]:
    rows = LienMagique.objects.filter(pk=ligne.objet_uuid, created_by__isnull=False)
    yield from rows.values_list("created_by_id", flat=True)


def record_evenements() -> None:
    evenements.record(
        Evenement(
            "note_modifiee",
            "Une note que je suis a changé",
            "{auteur} a modifié « {objet} »",
            "« {objet} » a changé {nombre} fois",
            30,
            objet_type="note",
            geste=Geste.MODIFIER,
        ),
        Evenement(
            "invitation_acceptee",
            "Une personne que j’ai invitée est arrivée",
            "{auteur} a accepté votre invitation",
            "{nombre} personnes ont accepté votre invitation",
            40,
            objet_type="invitation",
            geste=Geste.ACCEPTER,
            list_destinataires=_list_invitants,
        ),
        Evenement(
            "place_changee",
            "Mon rôle ou la fin de mon accès a changé",
            "{auteur} a modifié votre rôle ou la fin de votre accès",
            "Votre rôle ou la fin de votre accès a changé {nombre} fois",
            50,
            objet_type="membre",
            geste=Geste.MODIFIER,
            list_destinataires=_list_titulaires,
            # Not every role opens the list of members; everyone reads what one's role opens.
            page="espaces:espace_droits",
        ),
        Evenement(
            "lien_redemande",
            "Une personne demande un nouveau lien",
            "{auteur} demande un nouveau lien",
            "On vous a demandé {nombre} fois un nouveau lien",
            60,
            objet_type="lien",
            geste=Geste.SOUMETTRE,
            list_destinataires=_list_envoyeurs,
        ),
    )
