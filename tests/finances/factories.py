"""Values of a scale, and lines of money."""

from datetime import date
from decimal import Decimal
from typing import Any

from convive.espaces.models import Espace
from convive.finances.models import Parametre
from convive.plan_action.models import FicheAction, LigneBudget

CLE = "cooperation.etp"


def create_parametre_essai(espace: Espace, **champs: Any) -> Parametre:
    depart = {
        "cle": CLE,
        "valeur": Decimal(24000),
        "date_debut": date(2026, 1, 1),
        "date_fin": date(2026, 12, 31),
        "source": "Courrier de la Caf",
    }
    return Parametre.objects.create(espace=espace, **depart | champs)


def create_ligne_essai(fiche: FicheAction, sens: str, montant: int | str | None, **champs: Any) -> LigneBudget:
    depart = {"annee": 2026, "nature": "personnel" if sens == "charge" else "communes"}
    prevu = None if montant is None else Decimal(montant)
    return LigneBudget.objects.create(fiche=fiche, sens=sens, montant_prevu=prevu, **depart | champs)
