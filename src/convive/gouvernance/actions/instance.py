"""Create a body, change it, archive it. Every action writes the journal."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.actions.ecriture import Coches, Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace, Thematique
from convive.gouvernance.actions.verrou import lock_instance
from convive.gouvernance.models import Instance
from convive.gouvernance.rules.instances import GouvernanceRefusee, Quorum, TypeInstance, explain_instance
from convive.journal.models import Geste
from convive.socle.noms import fold_nom


@dataclass(frozen=True, slots=True)
class SaisieInstance:
    """`thematiques` are boxes of the espace, `communes` INSEE codes; empty: all."""

    type: str
    nom: str
    role: str = ""
    thematiques: Coches[UUID] = field(default_factory=Coches)
    communes: tuple[str, ...] = ()
    ctg: Ctg | None = None
    presidence: Personne | None = None
    seances_par_an: int | None = None
    duree_minutes: int = 120
    jour_semaine: int | None = None
    heure_debut: time | None = None
    lieu: str = ""
    quorum: Quorum = field(default_factory=Quorum)
    is_ouverte_partenaires: bool = True

    def get_valeurs(self) -> dict[str, Any]:
        """The columns of the body, without its thématiques."""
        valeurs = {nom: getattr(self, nom) for nom in self.__slots__ if nom not in ("thematiques", "quorum")}
        return valeurs | {
            "communes": list(self.communes),
            "quorum_nombre": self.quorum.nombre,
            "quorum_part": self.quorum.part_pourcent,
        }


@transaction.atomic
def create_instance(*, by: Compte, espace: Espace, saisie: SaisieInstance) -> Instance:
    """Add a body. Raise GouvernanceRefusee for a name that is taken, or a value out of bounds."""
    espace = lock_espace(espace)
    _refuse(espace, saisie)
    instance = Instance.objects.create(espace=espace, **saisie.get_valeurs())
    instance.thematiques.set(_get_thematiques(espace, saisie))
    record(by, Geste.CREER, instance, espace)
    return instance


@transaction.atomic
def update_instance(*, by: Compte, instance: Instance, saisie: SaisieInstance, version: int) -> Instance:
    """Change a body; the same again changes nothing. Raise FicheChangee when someone else saved it meanwhile."""
    current = lock_instance(instance)
    ecriture = Ecriture(current, Saisie(saisie.get_valeurs(), version, {"thematiques": saisie.thematiques}))
    if ecriture.is_changee:
        _refuse(current.espace, saisie, current)
        save_ecriture(ecriture, by=by)
    return current


@transaction.atomic
def close_instance(*, by: Compte, instance: Instance) -> None:
    """Archive: it is no longer proposed; its séances and its decisions stay."""
    current = lock_instance(instance)
    if current.archivee_le is None:
        current.archivee_le = timezone.now()
        current.version += 1
        current.save()
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_instance(*, by: Compte, instance: Instance) -> None:
    """Put it back in use. Raise GouvernanceRefusee when another body took its name."""
    current = lock_instance(instance)
    if current.archivee_le is not None:
        _refuse_nom(current.espace, current.nom, current)
        current.archivee_le = None
        current.version += 1
        current.save()
        record(by, Geste.ROUVRIR, current, current.espace)


def _get_thematiques(espace: Espace, saisie: SaisieInstance) -> list[Thematique]:
    return list(Thematique.objects.filter(espace=espace, pk__in=saisie.thematiques.choisies))


def _refuse(espace: Espace, saisie: SaisieInstance, sauf: Instance | None = None) -> None:
    champs = explain_instance(
        nom=saisie.nom,
        seances_par_an=saisie.seances_par_an,
        duree_minutes=saisie.duree_minutes,
        quorum=saisie.quorum,
    )
    if saisie.type not in TypeInstance:
        champs["type"] = "Choisissez un type d’instance."
    if champs:
        raise GouvernanceRefusee(champs=champs)
    _refuse_nom(espace, saisie.nom, sauf)


def _refuse_nom(espace: Espace, nom: str, sauf: Instance | None) -> None:
    for other in Instance.objects.actives().filter(espace=espace):
        if other != sauf and fold_nom(other.nom) == fold_nom(nom):
            raise GouvernanceRefusee(champs={"nom": f"L’espace a déjà une instance «\u00a0{other.nom}\u00a0»."})
