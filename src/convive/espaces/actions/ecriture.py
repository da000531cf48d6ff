"""Write in a card that others write too: the one place where an action sees that somebody saved meanwhile.

    @transaction.atomic
    def update_organisation(*, by: Compte, organisation: Organisation, saisie: Saisie) -> bool:
        ecriture = Ecriture(lock_organisation(organisation), saisie)
        if ecriture.is_changee:
            refuse_siret_pris(ecriture.objet)
            save_ecriture(ecriture, by=by)
        return ecriture.is_changee

An action joins nothing but boxes: it raises FicheChangee, and the page that holds the form puts side by side what the
form showed, what is saved now and what was typed (`espaces/views/page.py`), then calls the action again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import TexteVersionne
from convive.journal.models import Geste
from convive.socle.conflits import fuse_listes
from convive.socle.refus import Refus

CHANGEE = "Quelqu’un a enregistré la même fiche pendant que vous écriviez\u00a0: relisez-la, puis recommencez."
RAISON_FUSION = "Réunit deux textes écrits en même temps"


class FicheChangee(Refus):
    """Someone saved `objet` since the form was opened: nothing was written. A page that joins two forms catches it; for
    every other one it is a refusal."""

    def __init__(self, objet: Any) -> None:
        self.objet = objet
        super().__init__(CHANGEE)

    @property
    def auteur(self) -> str:
        return str(getattr(self.objet, "updated_by", None) or "quelqu’un")


@dataclass(frozen=True, slots=True)
class Coches[T]:
    """Boxes: those that are ticked, and those that were when the page was opened, among those that it showed."""

    choisies: frozenset[T] = frozenset()
    depart: frozenset[T] = frozenset()

    def join(self, actuelles: Iterable[T]) -> frozenset[T]:
        """What was ticked and unticked, applied to what is there now; what was not shown stays."""
        return fuse_listes(actuelles, self.depart, self.choisies)


@dataclass(frozen=True, slots=True)
class Saisie:
    """What the form of a card holds: `valeurs` of columns, `coches` by the name of their column or of their relation.
    What the form does not show is not in it, and stays as it is.

    `version` is the one that the form started from; without it, the caller has just read the card. `is_fusion` tells
    that a text is the union of two.
    """

    valeurs: Mapping[str, Any]
    version: int | None = None
    coches: Mapping[str, Coches[Any]] = field(default_factory=dict)
    is_fusion: bool = False

    def get_choisies(self, nom: str) -> frozenset[Any]:
        """What is ticked for a new card."""
        return self.coches.get(nom, Coches()).choisies


class Ecriture:
    """What somebody writes in a row that the caller has locked, before it is saved.

    `champs` names what changes: nothing when the same is saved again. The boxes of two people are joined, and never a
    reason to refuse. Raise FicheChangee when a column changes in a row that was saved since the version of `saisie`.
    """

    def __init__(self, objet: Any, saisie: Saisie) -> None:
        self.objet, self.is_fusion, self._version = objet, saisie.is_fusion, saisie.version
        self.champs: list[str] = []
        for champ, valeur in saisie.valeurs.items():
            if getattr(objet, champ) != valeur:
                self.add(champ)
                setattr(objet, champ, valeur)
        self._relations: dict[str, frozenset[UUID]] = {}
        for nom, cochees in saisie.coches.items():
            self._join(nom, cochees)
        self.champs.sort()

    @property
    def is_changee(self) -> bool:
        return bool(self.champs)

    def add(self, champ: str) -> None:
        """What hangs on the row and changes too, which the caller writes. Raise FicheChangee as for a column."""
        if self._version not in (None, self.objet.version):
            raise FicheChangee(self.objet)
        self.champs.append(champ)

    def _join(self, nom: str, cochees: Coches[Any]) -> None:
        if isinstance(self.objet._meta.get_field(nom), models.ManyToManyField):
            avant = frozenset(getattr(self.objet, nom).values_list("pk", flat=True))
            apres = cochees.join(avant)
            if apres != avant:
                self._relations[nom] = apres
                self.champs.append(nom)
            return
        liste = sorted(cochees.join(getattr(self.objet, nom)))
        if liste != sorted(getattr(self.objet, nom)):
            setattr(self.objet, nom, liste)
            self.champs.append(nom)

    def write(self, by: Compte) -> None:
        """Without a trace: whoever calls leaves it."""
        save_fiche(self.objet, by, self.champs, raison=RAISON_FUSION if self.is_fusion else "")
        for nom, pks in self._relations.items():
            relation = getattr(self.objet, nom)
            rows = relation.model._default_manager.filter(pk__in=pks)
            # What is not of this espace is left out.
            relation.set(rows.filter(espace=self.objet.espace_id) if hasattr(relation.model, "espace") else rows)


def save_ecriture(ecriture: Ecriture, *, by: Compte, sur: Any = None, **detail: Any) -> None:
    """Save the row, one version further, and leave its trace; `sur` is the object of the journal when the row is a part
    of another."""
    ecriture.write(by)
    sujet, geste = ecriture.objet if sur is None else sur, Geste.FUSIONNER if ecriture.is_fusion else Geste.MODIFIER
    record(by, geste, sujet, sujet.espace, champs=ecriture.champs, version=ecriture.objet.version, **detail)


def update_fiche(objet: Any, saisie: Saisie, *, by: Compte) -> bool:
    """All of it, for a card of which nothing is refused; whether something changed."""
    ecriture = Ecriture(objet, saisie)
    if ecriture.is_changee:
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


def save_fiche(objet: Any, by: Compte | None, champs: Iterable[str] = (), *, raison: str = "") -> None:
    """One version further. What changes no long text, of which `champs` then names none, makes no version of them."""
    objet.version += 1
    if hasattr(objet, "updated_by_id"):
        objet.updated_by = by
    if not isinstance(objet, TexteVersionne):
        objet.save()
        return
    fiche: Any = objet  # simple-history adds what follows
    if {*fiche.CHAMPS_TEXTES} & {*champs}:
        # No name of a person in it: it would outlive her erasure.
        fiche._change_reason = raison or None
        objet.save()
    else:
        fiche.save_without_historical_record()
