"""What each model says of the copy of its espace, in its `maison`."""

from typing import Any

from convive.espaces.copie.registre import copie
from convive.espaces.models import TexteVersionne
from convive.socle.maison import Exclus, Inclus, list_maisons
from convive.territoires.models import Territoire


def record_copie() -> None:
    copie.record_catalogue(Territoire)
    for model, maison in list_maisons():
        match maison.copie:
            case Exclus(raison):
                copie.record_exclus(model, raison)
            case Inclus() as inclus:
                copie.record_inclus(
                    model,
                    sans=inclus.sans,
                    ailleurs=inclus.ailleurs,
                    controle=inclus.controle,
                    structure=inclus.structure,
                )
                if issubclass(model, TexteVersionne):
                    # Given to each model by `build_versions`.
                    versions: Any = vars(model)["versions"]
                    copie.record_inclus(versions.model, identifiants={"uuid": model})
