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

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, TexteVersionne
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.conflits import fuse_listes
from convive.socle.refus import Refus

CHANGEE = "Quelqu’un a enregistré la même fiche pendant que vous écriviez\u00a0: relisez-la, puis recommencez."
DISPARUE = "Quelqu’un d’autre vient de supprimer cette fiche."
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
        if _is_relation(self.objet, nom):
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
            _set_relation(self.objet, nom, pks)


def _set_relation(objet: Any, nom: str, pks: Iterable[UUID]) -> None:
    relation = getattr(objet, nom)
    rows = relation.model._default_manager.filter(pk__in=pks)
    # What is not of this espace is left out.
    relation.set(rows.filter(espace=objet.espace_id) if hasattr(relation.model, "espace") else rows)


def _is_relation(modele: type[models.Model], nom: str) -> bool:
    return isinstance(modele._meta.get_field(nom), models.ManyToManyField)


def lock_fiche[M: models.Model](fiche: M, disparue: Refus | None = None) -> M:
    """The row as it is now, kept until the end of the transaction. Raise EspaceExpire; `disparue` when it is gone."""
    locked = _find_locked(fiche)
    if locked is None:
        raise disparue or Refus(DISPARUE)
    return locked


def _find_locked[M: models.Model](fiche: M) -> M | None:
    lue: Any = fiche
    refuse_espace_expire(lue.espace)
    locked: Any = type(fiche)._default_manager.select_for_update().select_related(None).filter(pk=fiche.pk).first()
    if locked is not None:
        locked.espace = lue.espace
    return locked  # type: ignore[no-any-return]  # of the type of the row that was given


def refuse_ailleurs(objet: Any, champ: str, refus: Refus) -> None:
    """Raise `refus` when what the key `champ` of this row leads to is of another espace."""
    cle = objet._meta.get_field(champ)
    pk = getattr(objet, cle.attname)
    if pk and not cle.related_model._default_manager.filter(pk=pk, espace=objet.espace_id).exists():
        raise refus


def create_fiche[M: models.Model](
    modele: type[M],
    *,
    by: Compte,
    espace: Espace,
    saisie: Saisie,
    refuse: Callable[[M], None] | None = None,
    **propres: Any,
) -> M:
    """A new row, with what is ticked, and its trace. `refuse` raises a refusal of what was typed; `propres` are columns
    that nobody types."""
    refuse_espace_expire(espace)
    auteurs = {champ: by for champ in ("created_by", "updated_by") if hasattr(modele, champ)}
    coches = {nom: saisie.get_choisies(nom) for nom in saisie.coches}
    listes = {nom: sorted(choisies) for nom, choisies in coches.items() if not _is_relation(modele, nom)}
    fiche = modele(espace=espace, **auteurs, **listes, **saisie.valeurs, **propres)
    if refuse:
        refuse(fiche)
    fiche.save()
    for nom in coches.keys() - listes.keys():
        _set_relation(fiche, nom, coches[nom])
    record(by, Geste.CREER, fiche, espace)
    return fiche


def save_ecriture(ecriture: Ecriture, *, by: Compte, sur: Any = None, **detail: Any) -> None:
    """Save the row, one version further, and leave its trace; `sur` is the object of the journal when the row is a part
    of another."""
    ecriture.write(by)
    sujet, geste = ecriture.objet if sur is None else sur, Geste.FUSIONNER if ecriture.is_fusion else Geste.MODIFIER
    record(by, geste, sujet, sujet.espace, champs=ecriture.champs, version=ecriture.objet.version, **detail)


def update_fiche[M: models.Model](
    objet: M, saisie: Saisie, *, by: Compte, refuse: Callable[[M], None] | None = None
) -> bool:
    """All of it, for a card whose `refuse` says what cannot be; whether something changed."""
    ecriture = Ecriture(objet, saisie)
    if ecriture.is_changee:
        if refuse:
            refuse(objet)
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


def delete_fiche(fiche: Any, *, by: Compte) -> None:
    """For good: the journal keeps its name. Gone already, nothing happens. Raise EspaceExpire."""
    if locked := _find_locked(fiche):
        record(by, Geste.SUPPRIMER, locked, locked.espace)
        locked.delete()


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
