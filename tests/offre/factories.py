"""Services, conventions and supports of an espace, in as few words as possible."""

from datetime import date
from typing import Any

from convive.acteurs.models import Organisation
from convive.espaces.actions.ecriture import Coches, Saisie
from convive.espaces.models import Espace, Thematique
from convive.offre.actions.equipement import create_service
from convive.offre.models import Cof, ServiceEquipement, SoutienCollectivite


def create_service_essai(
    espace: Espace,
    nom: str = "Les Roudoudous",
    type_cle: str = "multi_accueil",
    *,
    thematiques: tuple[Thematique, ...] = (),
    communes: tuple[str, ...] = (),
    **valeurs: Any,
) -> ServiceEquipement:
    """Written by whoever created the espace; a multi-accueil unless told otherwise."""
    auteur = espace.created_by
    assert auteur is not None
    saisie = Saisie(
        {"nom": nom, "type_cle": type_cle, **valeurs},
        coches={
            "thematiques": Coches(frozenset(thematique.pk for thematique in thematiques)),
            "communes": Coches(frozenset(communes)),
        },
    )
    return create_service(by=auteur, espace=espace, saisie=saisie)


def create_cof_essai(
    espace: Espace,
    *services: ServiceEquipement,
    numero: str = "2024-117",
    debut: date = date(2024, 1, 1),
    fin: date = date(2027, 12, 31),
) -> Cof:
    cof = Cof.objects.create(espace=espace, numero=numero, type_ps="psu", date_debut=debut, date_fin=fin)
    cof.services.set(services)
    return cof


def create_soutien_essai(
    service: ServiceEquipement,
    organisation: Organisation | None = None,
    annee: int = 2026,
    montant: str | None = "12000",
) -> SoutienCollectivite:
    """By the commune, unless told otherwise."""
    organisation = (
        organisation
        or Organisation.objects.get_or_create(
            espace=service.espace, nom="Mairie de Civray", defaults={"type": "commune"}
        )[0]
    )
    return SoutienCollectivite.objects.create(
        service=service, organisation=organisation, annee=annee, montant_euros=montant
    )


def create_inventaire(espace: Espace, services: int) -> None:
    """So many services, each with a theme and a commune, half of them verified."""
    thematiques = list(espace.thematiques.all())
    types = ("multi_accueil", "rpe", "alsh_periscolaire", "centre_social")
    rows = ServiceEquipement.objects.bulk_create(
        ServiceEquipement(
            espace=espace,
            nom=f"Service {rang:04}",
            type_cle=types[rang % len(types)],
            code_commune="86078",
            communes=["86078"] if rang % 3 == 0 else [],
            places=rang % 40,
            date_verification=date(2026, 11, 1) if rang % 2 else None,
        )
        for rang in range(services)
    )
    lien = ServiceEquipement.thematiques.through
    lien._default_manager.bulk_create(
        lien(serviceequipement=row, thematique=thematiques[rang % len(thematiques)]) for rang, row in enumerate(rows)
    )
