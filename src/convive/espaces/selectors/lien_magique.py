"""Read magic links: by their key for whoever holds one, in a list for those who sent them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from convive.comptes.models import Compte
from convive.espaces.cles.lien_magique import read_cle_lien
from convive.espaces.liens import GesteInconnu, GesteLien, liens
from convive.espaces.models import Espace, LienMagique, Membre, SorteTentative, TentativeLien
from convive.espaces.rules import (
    DELAI_ENTRE_DEMANDES,
    FENETRE_TENTATIVES,
    MAX_DEMANDES_ADRESSE,
    PHRASES_LIEN,
    EtatLien,
    is_bloque,
)
from convive.socle.droits import droits
from convive.socle.objets import Reference, TypeObjetInconnu, objets
from convive.socle.uuids import parse_uuid

MAX_LIENS = 200


@dataclass(frozen=True, slots=True)
class LienResolu:
    """A link with what it is for, as it stands today. `objet` is None when it is gone, `geste` when nobody knows it."""

    lien: LienMagique
    geste: GesteLien | None
    objet: Any
    etat: EtatLien
    phrase: str

    @property
    def is_actif(self) -> bool:
        return self.etat is EtatLien.ACTIF

    @property
    def is_redemandable(self) -> bool:
        """A new one would serve: its object is still there."""
        return self.etat not in (EtatLien.ACTIF, EtatLien.OBJET_PARTI, EtatLien.IMPOSSIBLE)


@dataclass(frozen=True, slots=True)
class LigneLien:
    """A link that was sent, ready to show; `url` is empty when the reader may not open its object."""

    lien: LienMagique
    geste_libelle: str
    objet_libelle: str
    url: str
    etat: EtatLien
    date_ouverture: datetime | None


def get_lien(cle: str) -> LienMagique | None:
    """The link of a key, in whatever state; None for a key that is forged, altered or forgotten."""
    read = read_cle_lien(cle)
    if read is None:
        return None
    uuid, empreinte = read
    found = LienMagique.objects.filter(pk=uuid, espace__date_suppression__isnull=True)
    lien = found.select_related("espace", "created_by").first()
    return lien if lien and constant_time_compare(lien.empreinte_cle, empreinte) else None


def get_objet(espace: Espace, reference: Reference) -> Any:
    """The object that a reference names, whoever asks, if it belongs to this very espace; None otherwise."""
    try:
        type_objet = objets.get(reference.objet_type)
    except TypeObjetInconnu:
        return None
    objet = type_objet.model._default_manager.filter(pk=reference.objet_uuid).first()
    if objet is None or type_objet.get_espace_uuid is None or type_objet.get_espace_uuid(objet) != espace.pk:
        return None
    return objet


def get_geste(lien: LienMagique) -> GesteLien | None:
    try:
        return liens.get(lien.objet_type, lien.geste)
    except GesteInconnu:
        return None


def resolve_lien(lien: LienMagique) -> LienResolu:
    geste = get_geste(lien)
    objet = get_objet(lien.espace, lien.reference) if geste else None
    etat = lien.get_etat()
    phrase = PHRASES_LIEN.get(etat, "")
    if objet is None:
        etat, phrase = EtatLien.OBJET_PARTI, PHRASES_LIEN[EtatLien.OBJET_PARTI]
    elif geste and etat is not EtatLien.REPONDU and (refus := geste.get_refus(objet)):
        etat, phrase = EtatLien.IMPOSSIBLE, refus
    elif etat is EtatLien.ACTIF and lien.espace.is_expire:
        etat, phrase = EtatLien.IMPOSSIBLE, "L’espace est fermé : on peut encore le lire, mais plus le modifier."
    return LienResolu(lien, geste, objet, etat, phrase)


def is_visiteur_bloque(lien: LienMagique | None, empreinte_adresse: str) -> bool:
    """Whether this address, or this link, was tried too often; one query."""
    recent = TentativeLien.objects.filter(at__gt=timezone.now() - FENETRE_TENTATIVES)
    own = Q(empreinte_adresse=empreinte_adresse)
    counts = recent.aggregate(
        de_l_adresse=Count("pk", filter=own),
        inconnus=Count("pk", filter=own & Q(sorte=SorteTentative.INCONNU)),
        du_lien=Count("pk", filter=Q(lien=lien) if lien else Q(pk__isnull=True)),
    )
    return is_bloque(**counts)


def is_demande_bloquee(empreinte_adresse: str) -> bool:
    """Whether too many new links were asked from this address; one query."""
    since = timezone.now() - DELAI_ENTRE_DEMANDES
    asked = TentativeLien.objects.filter(
        empreinte_adresse=empreinte_adresse, sorte=SorteTentative.DEMANDE, at__gt=since
    )
    return asked.count() > MAX_DEMANDES_ADRESSE


def list_liens_of_email(email: str) -> list[LienMagique]:
    """The last link of each gesture that an address received, for someone who lost it."""
    latest: dict[tuple[object, ...], LienMagique] = {}
    for lien in LienMagique.objects.filter(email=email).select_related("espace", "created_by").order_by("created_at"):
        latest[(lien.espace_id, lien.objet_type, lien.objet_uuid, lien.geste)] = lien
    return list(latest.values())


def list_liens_of_objet(membre: Membre, reference: Reference, limit: int = 5) -> list[LienMagique]:
    """The last links sent for an object; one query."""
    rows = LienMagique.objects.filter(
        espace=membre.espace_id, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid
    )
    return list(rows[:limit])


def list_liens(membre: Membre) -> list[LigneLien]:
    """Links of an espace, the most recent first; one query, and one per type of object."""
    opened = Max("tentatives__at", filter=Q(tentatives__sorte=SorteTentative.OUVERTURE))
    rows = LienMagique.objects.filter(espace=membre.espace_id).select_related("created_by").annotate(ouverture=opened)
    # An aggregate forgets the order of the model.
    sent = list(rows.order_by("-created_at", "uuid")[:MAX_LIENS])
    resolved = objets.resolve_all([lien.reference for lien in sent], membre.compte)
    lignes = []
    for lien in sent:
        geste, objet = get_geste(lien), resolved.get(lien.reference)
        lignes.append(
            LigneLien(
                lien,
                geste.libelle if geste else lien.geste,
                objet.libelle if objet else "",
                objet.url if objet else "",
                lien.get_etat(),
                lien.ouverture,  # type: ignore[attr-defined]  # annotated above
            )
        )
    return lignes


def get_lien_in_espace(espace: Espace, uuid: str) -> LienMagique | None:
    """A link of this espace and of no other, by an identifier that came with a form."""
    found = LienMagique.objects.filter(espace=espace).select_related("espace")
    return found.filter(pk=identifier).first() if (identifier := parse_uuid(uuid)) else None


def list_demandes(membre: Membre, *, is_pilote: bool) -> list[LienMagique]:
    """Links of which a new one is asked: hers, and for who pilots those of people who left, or whose role sends no
    link any more; one query."""
    asked = LienMagique.objects.filter(espace=membre.espace_id, date_demande__isnull=False)
    mine = Q(created_by=membre.compte_id)
    if is_pilote:
        present = _list_gestionnaires(membre.espace_id).values("compte")
        mine |= Q(created_by__isnull=True) | ~Q(created_by__in=present)
    return list(asked.filter(mine).order_by("date_demande"))


def list_destinataires_demande(lien: LienMagique, roles: frozenset[str]) -> list[Compte]:
    """Who is told that a new link is asked: who sent it, or those of `roles` when that person has left, or has a role
    that sends no link any more."""
    membres = _list_gestionnaires(lien.espace_id).filter(compte__is_active=True).select_related("compte")
    sender = membres.filter(compte=lien.created_by_id) if lien.created_by_id else Membre.objects.none()
    return [membre.compte for membre in sender or membres.filter(role__in=roles)]


def _list_gestionnaires(espace_uuid: UUID) -> "QuerySet[Membre]":
    """The places of today whose role opens the page of the links that were sent."""
    roles = droits.get_roles("espaces", "Les liens envoyés", "gérer")
    return Membre.objects.en_cours().filter(espace=espace_uuid, role__in=roles)


def get_cible(membre: Membre, objet: str, cle_geste: str) -> tuple[GesteLien, Any] | None:
    """The gesture and the object that a link would be for, « membre:<uuid> » as an address carries it.

    None when this member may not open the object: what one does not see, one does not send.
    """
    objet_type, _, identifiant = objet.partition(":")
    uuid = parse_uuid(identifiant)
    if uuid is None:
        return None
    reference = Reference(objet_type, uuid)
    found = get_objet(membre.espace, reference)
    if found is None or objets.resolve(reference, membre.compte) is None:
        return None
    try:
        return liens.get(objet_type, cle_geste), found
    except GesteInconnu:
        return None
