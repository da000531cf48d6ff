"""Write the rows of the archive of a plan under new identifiers, each field checked."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.copie.champs import Nature, decode, get_bornes
from convive.espaces.selectors.texte import get_textes
from convive.journal.models import MAX_NOM as MAX_NOM_AUTEUR
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.archive import ABIMEE, ArchiveLue, ArchiveRefusee
from convive.plan_action.selectors.archive import CONDITIONS, Ligne, Modele, get_label, list_champs

RAISON = "Reprise de l’archive d’un plan"
PAR_LOT = 500


class EcritureArchive:
    """One archive being written. `cles` gives the key of each external by rank, None for what is not here."""

    def __init__(self, ctg: Ctg, by: Compte, archive: ArchiveLue, cles: Mapping[Modele, list[Any]]) -> None:
        self._ctg, self._by, self._archive = ctg, by, archive
        self._cles: dict[Modele, list[Any]] = dict(cles)
        self.fiches: list[FicheAction] = []
        for modele in CONDITIONS:
            # In the order of the file: rows of one moment stay in their order, which their keys decide.
            self._cles[modele] = sorted(uuid4() for _ in self._list_lignes(modele))

    def _list_lignes(self, modele: Modele) -> list[Ligne]:
        return self._archive.lignes.get(get_label(modele), [])

    def write(self) -> None:
        """Raise ArchiveRefusee for a row that does not fit; DatabaseError for rows that do not go together."""
        connus = {get_label(modele) for modele in CONDITIONS}
        if set(self._archive.lignes) - connus:
            raise ArchiveRefusee(ABIMEE)
        for modele in CONDITIONS:
            lignes = self._list_lignes(modele)
            try:
                objets = [self._build(modele, rang, ligne) for rang, ligne in enumerate(lignes)]
                self._insert(modele, objets)
                self._attach(modele, objets, lignes)
            except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, ValidationError) as error:
                raise ArchiveRefusee(ABIMEE) from error

    def _build(self, modele: Modele, rang: int, ligne: Ligne) -> models.Model:
        objet: Any = modele(pk=self._cles[modele][rang])
        names = {champ.name for champ in modele._meta.concrete_fields}
        for name, valeur in (("espace_id", self._ctg.espace_id), ("ctg_id", self._ctg.pk)):
            if name.removesuffix("_id") in names:
                setattr(objet, name, valeur)
        if isinstance(objet, FicheAction):
            objet.created_by = objet.updated_by = self._by
        for champ, nature in list_champs(modele).items():
            if nature is Nature.LIEN:
                setattr(objet, champ.attname, self._get_cle(champ.related_model, ligne[champ.name]))
            elif nature is not Nature.LIENS:
                setattr(objet, champ.attname, decode(champ, ligne[champ.name]))
                _clean(champ, objet)
        return objet  # type: ignore[no-any-return]  # an instance of `modele`

    def _get_cle(self, cible: Modele, rang: Any) -> Any:
        """The key of a row by its rank; None for no link, and for what this espace does not have."""
        if rang is None:
            return None
        if type(rang) is not int or not 0 <= rang < len(self._cles[cible]):
            raise ArchiveRefusee(ABIMEE)
        return self._cles[cible][rang]

    def _insert(self, modele: Modele, objets: list[Any]) -> None:
        """With their own dates: an insertion puts that of today."""
        dates = [objet.created_at for objet in objets]
        modele._default_manager.bulk_create(objets, batch_size=PAR_LOT)
        for objet, jour in zip(objets, dates, strict=True):
            objet.created_at = jour
        modele._default_manager.bulk_update(objets, ["created_at"], batch_size=PAR_LOT)
        if modele is FicheAction:
            self.fiches = objets
            for fiche in objets:
                fiche.espace, fiche.ctg = self._ctg.espace, self._ctg
            FicheAction.versions.bulk_history_create(
                [fiche for fiche in objets if any(get_textes(fiche).values())],
                batch_size=PAR_LOT,
                default_change_reason=RAISON,
                custom_historical_attrs={"auteur_nom": str(self._by)[:MAX_NOM_AUTEUR]},
            )

    def _attach(self, modele: Modele, objets: list[Any], lignes: list[Ligne]) -> None:
        for champ, nature in list_champs(modele).items():
            if nature is not Nature.LIENS:
                continue
            through: Any = champ.remote_field.through
            source, cible = f"{champ.m2m_field_name()}_id", f"{champ.m2m_reverse_field_name()}_id"
            pairs = {
                (objet.pk, cle)
                for objet, ligne in zip(objets, lignes, strict=True)
                for rang in ligne[champ.name]
                if (cle := self._get_cle(champ.related_model, rang)) is not None
            }
            rows = [through(**{source: pk, cible: cle}) for pk, cle in sorted(pairs, key=str)]
            through._default_manager.bulk_create(rows, batch_size=PAR_LOT)


def _clean(champ: Any, objet: models.Model) -> None:
    """Length, choices, bounds: what a form would have refused."""
    valeur = getattr(objet, champ.attname)
    if valeur in champ.empty_values:
        if (valeur is None and not champ.null) or (valeur == "" and champ.choices and not champ.blank):
            raise ArchiveRefusee(ABIMEE)
        return
    bornes = get_bornes(champ)
    if bornes and not bornes[0] <= valeur <= bornes[1]:
        raise ArchiveRefusee(ABIMEE)
    champ.clean(valeur, objet)
