"""What the demonstration counts by itself: a threshold is passed, a value is hidden."""

from decimal import Decimal
from typing import Any

from convive.diagnostic.models import IndicateurEspace, MesureEspace, StatutMesure
from convive.espaces.models import Espace
from convive.socle.recit import Recit

CHAMPS = ("libelle", "definition", "unite", "source", "decimales", "seuil", "sens_seuil")


def create_indicateurs_demo(espace: Espace, recit: Recit) -> None:
    thematiques = {thematique.nom: thematique for thematique in espace.thematiques.all()}
    for ligne in recit.read("indicateurs")["indicateurs"]:
        indicateur = IndicateurEspace.objects.create(
            espace=espace, **{champ: ligne[champ] for champ in CHAMPS if champ in ligne}
        )
        indicateur.thematiques.set(thematiques[nom] for nom in ligne["thematiques"])
        MesureEspace.objects.bulk_create(
            _build_mesure(indicateur, annee, valeur) for annee, valeur in ligne["mesures"].items()
        )


def _build_mesure(indicateur: IndicateurEspace, annee: int, valeur: Any) -> MesureEspace:
    """A number, or what stands in its place."""
    entry = valeur if isinstance(valeur, dict) else {"valeur": valeur}
    number = entry.get("valeur")
    return MesureEspace(
        indicateur=indicateur,
        annee=annee,
        valeur=None if number is None else Decimal(str(number)),
        statut=entry.get("statut", StatutMesure.VALEUR),
    )
