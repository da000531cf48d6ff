"""The espaces of the demonstration, the places that people hold in them, and what one shows to another."""

import secrets
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from convive.config.demo.selectors import PREFIXE, EspaceDemo, PlaceDemo, Scene, read_scene
from convive.espaces.actions.thematique import create_thematiques_usuelles
from convive.espaces.models import (
    TYPES_SANS_TERRITOIRE,
    Espace,
    Membre,
    Partage,
    PerimetreEspace,
    Thematique,
    TypeEspace,
)
from convive.espaces.rules import DUREE_INVITATION
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PREFIXE_REFERENCE_PERIMETRE
from convive.territoires.selectors import get_perimetre, list_codes_departement

ANCIENNETE = timedelta(days=130)
"""The story began some months ago: places and communes are older than the notes that speak of them."""


def create_espaces_demo() -> Espace:
    """The espace of the territoire, once all are made. A new identifier each time: the journal, which only grows, shows
    nothing of the former demonstration."""
    scene = read_scene()
    espaces = {description.type: _create_espace(description, scene) for description in scene.espaces}
    for cle, places in scene.places.items():
        for place in places:
            _create_place(espaces[place.espace], scene.get_persona(cle).uuid, place)
    _create_partage(espaces, scene)
    return espaces[TypeEspace.TERRITOIRE]


def _create_espace(description: EspaceDemo, scene: Scene) -> Espace:
    today = timezone.localdate()
    espace = Espace.objects.create(
        pk=UUID(int=PREFIXE.int + secrets.randbits(48)),
        nom=description.nom,
        type=description.type,
        expire_le=_get_date(description.jours),
        created_by_id=scene.get_persona(scene.get_chargee(description.type)).uuid,
    )
    codes = _list_codes(description)
    if codes:
        creation = create_perimetre(codes=codes, nom=description.nom, date_validite=today - ANCIENNETE)
        perimetre = Perimetre.objects.get(cle=creation.reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE))
        PerimetreEspace.objects.create(espace=espace, perimetre=perimetre, date_debut=today - ANCIENNETE)
    if description.type not in TYPES_SANS_TERRITOIRE:
        create_thematiques_usuelles(espace)
    reference = objets.get_reference(espace)
    record_geste(
        auteur=None,
        geste=Geste.CREER,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=espace.nom,
        espace_uuid=espace.pk,
        detail={"communes": len(codes), "demonstration": True},
    )
    return espace


def _get_date(jours: int | None) -> date | None:
    return timezone.localdate() + timedelta(days=jours) if jours else None


def _list_codes(description: EspaceDemo) -> list[str]:
    if description.departement:
        return list(list_codes_departement(description.departement))
    if description.territoire:
        return [commune.code for commune in get_perimetre(description.territoire).communes]
    return []


def _create_place(espace: Espace, compte: UUID, place: PlaceDemo) -> None:
    today = timezone.localdate()
    membre = Membre.objects.create(
        espace=espace,
        compte_id=compte,
        role=place.role,
        communes=sorted(place.communes),
        date_debut=today - ANCIENNETE,
        date_fin=_get_date(place.jours),
    )
    membre.thematiques.set(Thematique.objects.filter(espace=espace, nom__in=place.thematiques))


def _create_partage(espaces: dict[str, Espace], scene: Scene) -> None:
    """Offered, then accepted two days later: no e-mail leaves, and nobody holds the key."""
    pour, offered = scene.get_persona(scene.partage.pour), timezone.now() - timedelta(days=scene.partage.jours + 2)
    partage = Partage.objects.create(
        espace=espaces[TypeEspace.TERRITOIRE],
        departement=espaces[TypeEspace.DEPARTEMENT],
        champs=list(scene.partage.champs),
        email=pour.email,
        empreinte_cle=secrets.token_hex(32),
        expire_le=offered + DUREE_INVITATION,
        date_envoi=offered,
        date_acceptation=offered + timedelta(days=2),
        created_by_id=scene.get_persona(scene.partage.par).uuid,
    )
    Partage.objects.filter(pk=partage.pk).update(created_at=offered)
