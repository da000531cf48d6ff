"""The scales of the demonstration: what its team typed, what its Caf typed for all its territories."""

from decimal import Decimal
from typing import Any

from convive.espaces.models import Espace, Partage
from convive.finances.models import BaremeAdopte, Parametre
from convive.socle.recit import Recit


def create_finances_demo(espace: Espace, recit: Recit) -> None:
    """In the espace of the Caf too, when the territory shares something with it."""
    contenu = recit.read("finances")
    _create_valeurs(espace, contenu["ici"])
    partage = Partage.objects.actifs().filter(espace=espace).select_related("departement").first()
    if partage is not None and partage.departement is not None:
        _create_valeurs(partage.departement, contenu["caf"])
        BaremeAdopte.objects.create(espace=espace, caf=partage.departement)


def _create_valeurs(espace: Espace, lignes: list[dict[str, Any]]) -> None:
    for ligne in lignes:
        Parametre.objects.create(
            espace=espace,
            cle=ligne["cle"],
            valeur=Decimal(str(ligne["valeur"])),
            date_debut=ligne["du"],
            date_fin=ligne["au"],
            confiance=ligne["confiance"],
            source=ligne["source"],
            reserve=ligne.get("reserve", ""),
        )
