"""The espaces of the demonstration, the membres of each, and what one espace shares with another."""

import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.config.demo.selectors import PREFIXE, EspaceDemo, PlaceDemo, Scene, read_scene
from convive.espaces.actions.thematique import create_thematiques_usuelles
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.copie.lecture import read_copie
from convive.espaces.copie.reprise import import_espace, prepare_reprise
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
"""How long ago the story begins: membres and communes must be older than the notes about them."""


def create_espaces_demo() -> Espace:
    """Create every espace except the practice one, which is made later from a copy, and return that of the
    territoire."""
    scene = read_scene()
    neufs = [description for description in scene.espaces if description.type != TypeEspace.ENTRAINEMENT]
    espaces = {description.type: _create_espace(description, scene) for description in neufs}
    for espace in espaces.values():
        create_places(espace)
    _create_partage(espaces, scene)
    return espaces[TypeEspace.TERRITOIRE]


def create_entrainement_demo(territoire: Espace) -> Espace:
    """The practice espace where the formatrice prepares an exercise: a copy of the territoire without its people."""
    scene = read_scene()
    description = next(row for row in scene.espaces if row.type == TypeEspace.ENTRAINEMENT)

    def prepare(espace: Espace) -> None:
        espace.nom, espace.type, espace.expire_le = description.nom, description.type, _get_date(description.jours)
        espace.created_by_id = scene.get_persona(scene.get_chargee(description.type)).uuid

    with (
        export_espace(territoire) as copie,
        prepare_reprise(read_copie(copie), prepare, cle=make_cle_demo()) as reprise,
    ):
        # Skip the integrity check: nobody's work is at stake, and a test already compares the two espaces.
        espace = import_espace(reprise, with_empreinte=False)
    _record_creation(espace, espace_copie=str(territoire.pk))
    create_places(espace)
    return espace


def make_cle_demo() -> UUID:
    """A new identifier each time: the journal is append-only, and would otherwise show lines of the former
    demonstration."""
    return UUID(int=PREFIXE.int + secrets.randbits(48))


def _create_espace(description: EspaceDemo, scene: Scene) -> Espace:
    today = timezone.localdate()
    espace = Espace.objects.create(
        pk=make_cle_demo(),
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
    _record_creation(espace, communes=len(codes))
    return espace


def _record_creation(espace: Espace, **detail: Any) -> None:
    reference = objets.get_reference(espace)
    record_geste(
        auteur=None,
        geste=Geste.CREER,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=espace.nom,
        espace_uuid=espace.pk,
        detail=detail | {"demonstration": True},
    )


def _get_date(jours: int | None) -> date | None:
    return timezone.localdate() + timedelta(days=jours) if jours else None


def _list_codes(description: EspaceDemo) -> list[str]:
    if description.departement:
        return list(list_codes_departement(description.departement))
    if description.territoire:
        return [commune.code for commune in get_perimetre(description.territoire).communes]
    return []


def create_places(espace: Espace) -> None:
    """Create the membres of the personas in this espace."""
    scene = read_scene()
    for cle, places in scene.places.items():
        for place in places:
            if place.espace == espace.type:
                _create_place(espace, scene.get_persona(cle).uuid, place)


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
    """A partage that was offered, then accepted two days later; no e-mail is sent, and nobody knows its key."""
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
