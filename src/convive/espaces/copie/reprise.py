"""A copy becomes rows again, under new identifiers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import batched
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connection, models, transaction

from convive.espaces.copie.archive import ERREURS_ZIP, CopieRefusee
from convive.espaces.copie.champs import UUID_ECRIT, Champ, Nature, Plan, decode, encode, get_bornes
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.copie.fichiers import Depot
from convive.espaces.copie.lecture import CopieLue, Ligne, get_libelle, parse_json, read_copie
from convive.espaces.copie.perimetres import Perimetres, build_refus
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace
from convive.socle.maison import Ailleurs

TAILLE_LOT = 500
MAX_PREPAREES = 20_000
"""Rows that are built before the transaction, and held in memory."""
INFIDELE = (
    "L’espace repris ne dirait pas exactement ce que dit la copie\u00a0: rien n’a été gardé. "
    "Gardez le fichier, et prévenez la personne qui gère cette installation."
)
OCCUPEE = (
    "La base n’a pas pu écrire la copie\u00a0: trop de monde écrivait en même temps, ou la place manque. Rien n’a été "
    "gardé\u00a0; recommencez dans quelques minutes."
)
HORS = "Une ligne de la copie pointe hors de la copie."


@contextmanager
def prepare_reprise(
    lue: CopieLue, prepare: Callable[[Espace], None] | None, *, cle: UUID | None = None
) -> "Iterator[Reprise]":
    """What a ZIP that was read becomes, ready to be written by `import_espace`: rows checked and built, files in place.

    To be entered before the transaction: on SQLite nobody else writes during it. `prepare` completes the row of the new
    espace, `cle` is its key when it is chosen. Leaving by an exception leaves no file. Raise CopieRefusee.
    """
    with lue.archive, Depot() as depot:
        reprise = Reprise(lue, depot, prepare, cle)
        with refuse_ecriture():
            reprise.build()
        yield reprise


def import_espace(
    reprise: "Reprise", *, dry_run: bool = False, with_suites: bool = True, with_empreinte: bool = True
) -> Espace:
    """Write the new espace. Without `with_suites`, whoever calls runs `run_suites` afterwards.

    What was written is read again, and has the print of the copy: the espace is taken up as it was. A copy made before
    a field existed cannot be compared so. Without `with_empreinte`, whoever calls compares `reprise.empreinte`.
    Nothing is written when something is refused: raise CopieRefusee, with a message that can be shown.
    """
    with refuse_ecriture(), transaction.atomic():
        reprise.write()
        espace = Espace.objects.get(pk=reprise.get_cle_espace())
        if with_empreinte and reprise.empreinte is not None:
            refuse_infidele(reprise.empreinte, compute_empreinte_espace(espace))
        if with_suites:
            run_suites(espace)
        if dry_run:
            transaction.set_rollback(True)
            reprise.remove_fichiers()
    return espace


def refuse_infidele(attendue: str, trouvee: str) -> None:
    """Raise CopieRefusee when the rows that were written do not say what the copy says."""
    if attendue != trouvee:
        raise CopieRefusee(INFIDELE)


def run_suites(espace: Espace) -> None:
    """What packages do once the rows of a copy are written; done again, it changes nothing."""
    for suite in copie.get_suites():
        suite(espace)


def restore_lignes(espace: Espace, source: IO[bytes]) -> int:
    """Write the rows of a copy of this very espace, which were just erased, under their own identifiers.

    Return how many. Inside a transaction; raise CopieRefusee for the copy of another espace, or a damaged one.
    """
    lue = read_copie(source)
    if lue.espace != str(espace.pk):
        raise CopieRefusee("Cette copie n’est pas celle de cet espace.")
    with prepare_reprise(lue, None) as reprise, refuse_ecriture(), transaction.atomic():
        reprise.write()
        run_suites(espace)
    return len(lue.modeles)


@contextmanager
def refuse_ecriture() -> Iterator[None]:
    """What the database refuses, now or when the transaction ends, is a refusal of the copy."""
    try:
        yield
    except OperationalError as error:
        # Another one wrote for too long, the disk is full: the copy is not at fault.
        raise CopieRefusee(OCCUPEE) from error
    except DatabaseError as error:
        raise CopieRefusee("Des lignes de la copie ne vont pas ensemble.") from error
    except ERREURS_ZIP as error:
        raise CopieRefusee("La copie est abîmée.") from error


@dataclass(slots=True)
class Lot:
    """Rows of one model to write together, by their identifiers in the copy. `tardifs` are the columns whose value is
    only known when they are written, and the function that finds it."""

    plan: Plan
    rows: list[tuple[str, models.Model]] = field(default_factory=list)
    tardifs: list[tuple[models.Model, Champ, Callable[[], Any]]] = field(default_factory=list)


class Reprise:
    """The writing of one copy. `prepare` is None when the espace exists: its rows come back under their own keys.
    `cle` is that of a new espace, when it is chosen."""

    def __init__(
        self, lue: CopieLue, depot: Depot, prepare: Callable[[Espace], None] | None, cle: UUID | None = None
    ) -> None:
        self._lue = lue
        self._cle = cle
        self._depot = depot
        self._prepare = prepare
        self._lots: Iterable[Lot] = ()
        self._neufs: dict[str, str] = {}
        # Identifier in the lines to write → its model and its key; a key given by the database comes when written.
        self._cles: dict[str, tuple[type[models.Model], Any]] = {}
        # Rows whose files are named after what they point at need it before it is written.
        self._porteurs = {cible for plan in lue.plans if plan.get_champs(Nature.FICHIER) for cible in plan.cibles}
        self._portes: dict[Any, models.Model] = {}
        self._multiples: dict[Champ, list[tuple[models.Model, str]]] = defaultdict(list)
        self._perimetres = Perimetres()
        self._catalogues: dict[type[models.Model], set[str]] = defaultdict(set)
        # What the row of the espace says, as a copy would.
        self._valeurs_espace: Ligne = {}
        for ancien, modele in lue.modeles.items():
            self._record_cle(ancien, modele)

    def _record_cle(self, ancien: str, modele: type[models.Model]) -> None:
        if not isinstance(modele._meta.pk, models.UUIDField):
            self._cles[ancien] = (modele, None)
            return
        neuf = uuid4() if self._prepare else UUID(ancien)
        if self._cle is not None and modele is Espace:
            neuf = self._cle
        self._neufs[ancien] = str(neuf)
        self._cles[str(neuf)] = (modele, neuf)

    def get_cle_espace(self) -> Any:
        return self._cles[self._neufs[self._lue.espace]][1]

    def remove_fichiers(self) -> None:
        self._depot.remove()

    def build(self) -> None:
        """Everything that does not write; a copy too large to be held in memory is built while it is written."""
        self._lots = self._list_lots()
        if len(self._lue.modeles) <= MAX_PREPAREES:
            self._lots = list(self._lots)

    @cached_property
    def empreinte(self) -> str | None:
        """The print that the espace will have, once its row is built; None when it cannot be compared with the copy."""
        return self._lue.compute_empreinte(self._valeurs_espace)

    def write(self) -> None:
        """Inside a transaction."""
        for lot in self._lots:
            for objet, champ, find in lot.tardifs:
                setattr(objet, champ.attname, find())
            self._insert(lot.plan, lot.rows)
        self._attach_multiples()
        self._check_catalogues()

    def _list_lots(self) -> Iterator[Lot]:
        for plan in self._lue.plans:
            if plan.modele is Espace and self._prepare is None:
                continue
            for textes in batched(self._lue.list_lignes(plan), TAILLE_LOT):
                lot = Lot(plan)
                lot.rows += [self._build(lot, texte) for texte in textes]
                yield lot

    def _insert(self, plan: Plan, rows: list[tuple[str, models.Model]]) -> None:
        """Write rows with their own dates: `bulk_create` would put today's instead."""
        modele, has_uuid = plan.modele, plan.has_uuid
        fields = [f for f in modele._meta.concrete_fields if not f.generated and not isinstance(f, models.AutoField)]
        returned = [] if has_uuid else [modele._meta.pk]
        objets = [objet for _, objet in rows]
        for lot in batched(rows, max(1, connection.ops.bulk_batch_size(fields, objets))):
            keys = models.QuerySet(modele)._insert(  # type: ignore[attr-defined]  # Django’s own insertion, which its types do not show
                [objet for _, objet in lot], fields=fields, returning_fields=returned, raw=True
            )
            if not has_uuid:
                for (ancien, objet), (cle,) in zip(lot, keys, strict=True):
                    objet.pk = cle
                    self._cles[ancien] = (modele, cle)

    def _build(self, lot: Lot, texte: bytes) -> tuple[str, models.Model]:
        """The identifier of a row and the row, its identifiers replaced wherever they are written."""
        plan = lot.plan
        ligne = parse_json(UUID_ECRIT.sub(lambda m: self._neufs.get(m[0], m[0]), texte.decode()).encode())
        try:
            return ligne[plan.cle], self._build_objet(lot, ligne)
        except ValidationError as error:
            raise build_refus(plan, error.messages) from error
        except CopieRefusee:
            raise
        except (TypeError, KeyError, ValueError, OverflowError, ArithmeticError, AttributeError) as error:
            raise CopieRefusee(f"Une ligne de {get_libelle(plan)} ne convient pas.") from error

    def _build_objet(self, lot: Lot, ligne: Ligne) -> models.Model:
        plan, objet = lot.plan, lot.plan.modele()
        relations = []
        for champ, nature in plan.natures.items():
            if champ.name not in ligne or nature is Nature.FICHIER:
                continue
            if nature in (Nature.LIENS, Nature.CATALOGUES):
                relations += [(champ, objet, lien) for lien in ligne[champ.name]]
                continue
            valeur = self._decode(plan, champ, ligne)
            if callable(valeur):
                lot.tardifs.append((objet, champ, valeur))
            elif nature is Nature.LIEN and valeur in self._portes:
                setattr(objet, champ.name, self._portes[valeur])
            elif valeur is not None or not plan.is_cle_de_la_base(champ):
                setattr(objet, champ.attname, valeur)
        if plan.modele in self._porteurs and objet.pk is not None:
            self._portes[objet.pk] = objet
        if isinstance(objet, Espace) and self._prepare:
            self._prepare(objet)
            for champ in plan.get_champs(Nature.VALEUR):
                self._valeurs_espace[champ.name] = encode(champ, champ.value_from_object(objet))
        _set_tampons(plan, objet)
        for champ in plan.get_champs(Nature.VALEUR):
            _clean(champ, objet)
        for champ in plan.get_champs(Nature.FICHIER):
            if fichier := ligne.get(champ.name):
                setattr(objet, champ.attname, self._depot.save(self._lue.archive, plan, champ, objet, fichier))
            elif not champ.blank:
                raise CopieRefusee(f"Une ligne de {get_libelle(plan)} a perdu son fichier.")
        for champ, source, lien in relations:
            self._multiples[champ].append((source, lien))
        return objet

    def _decode(self, plan: Plan, champ: Champ, ligne: Ligne) -> Any:
        """The value of a column from a line; a function that finds it, when it comes once others are written."""
        nature, valeur = plan.natures[champ], ligne[champ.name]
        if nature is Nature.CLE:
            return self._cles[valeur][1]
        if nature is Nature.VALEUR:
            if isinstance(champ, models.JSONField):
                self._refuse_ailleurs(valeur)
            return decode(champ, valeur)
        if nature is Nature.IDENTIFIANT:
            return self._find_identifiant(plan, champ, valeur, ligne.get("objet_type", ""))
        if valeur is None:
            if plan.is_requis(champ):
                raise CopieRefusee(HORS)
            return None
        if nature is Nature.LIEN:
            return self._find_lien(champ.related_model, valeur)
        if nature is Nature.PERIMETRE:
            return self._perimetres.find(plan, valeur)
        self._catalogues[champ.related_model].add(str(valeur))
        return str(valeur)

    def _find_lien(self, cible: type[models.Model] | None, identifiant: str) -> Any:
        modele, cle = self._cles.get(identifiant, (None, None))
        if modele is not None and modele is cible and cle is None:
            return lambda: self._find_cle(cible, identifiant)
        return self._find_cle(cible, identifiant)

    def _find_cle(self, cible: type[models.Model] | None, identifiant: str) -> Any:
        modele, cle = self._cles.get(identifiant, (None, None))
        if modele is None or modele is not cible or cle is None:
            raise CopieRefusee(HORS)
        return cle

    def _find_identifiant(self, plan: Plan, champ: Champ, valeur: Any, objet_type: str) -> Any:
        if valeur is not None:
            return self._find_cle(plan.get_cible(champ, objet_type), valeur)
        if champ.null:
            return None
        if plan.declaration.ailleurs is not Ailleurs.DETACHER:
            raise CopieRefusee(HORS)
        # A new identifier leads nowhere, for sure.
        return uuid4()

    def _refuse_ailleurs(self, valeur: Any) -> None:
        """An identifier inside a JSON value is that of a row of the copy."""
        if isinstance(valeur, str) and UUID_ECRIT.fullmatch(valeur) and valeur not in self._cles:
            raise CopieRefusee(HORS)
        if isinstance(valeur, list):
            for item in valeur:
                self._refuse_ailleurs(item)
        if isinstance(valeur, dict):
            for item in valeur.values():
                self._refuse_ailleurs(item)

    def _attach_multiples(self) -> None:
        for champ, pairs in self._multiples.items():
            through, cible = champ.remote_field.through, champ.related_model
            is_lien = any(plan.natures.get(champ) is Nature.LIENS for plan in self._lue.plans)
            source_id, cible_id = f"{champ.m2m_field_name()}_id", f"{champ.m2m_reverse_field_name()}_id"
            if not is_lien:
                self._catalogues[cible].update(lien for _, lien in pairs)
            rows = [
                through(**{source_id: objet.pk, cible_id: self._find_cle(cible, lien) if is_lien else lien})
                for objet, lien in pairs
            ]
            through._base_manager.bulk_create(rows, batch_size=TAILLE_LOT)

    def _check_catalogues(self) -> None:
        for modele, cles in self._catalogues.items():
            found: set[Any] = set()
            for lot in batched(sorted(cles), TAILLE_LOT):
                found.update(modele._base_manager.filter(pk__in=lot).values_list("pk", flat=True))
            if absent := sorted(cles - found):
                raise CopieRefusee(f"Cette installation ne connaît pas « {absent[0][:80]} ».")


def _clean(champ: Champ, objet: models.Model) -> None:
    """Length, choices, bounds. An empty text is for the database to refuse: « blank » is a rule of forms."""
    valeur = getattr(objet, champ.attname)
    if valeur in champ.empty_values:
        if (valeur is None and not champ.null) or (valeur == "" and champ.choices and not champ.blank):
            raise ValidationError("Une valeur manque.")
        return
    bornes = get_bornes(champ)
    if bornes and not bornes[0] <= valeur <= bornes[1]:
        raise ValidationError("Un nombre est hors des bornes.")
    champ.clean(valeur, objet)


def _set_tampons(plan: Plan, objet: models.Model) -> None:
    """Dates that do not travel are those of the writing."""
    for champ in objet._meta.concrete_fields:
        if champ not in plan.natures and (getattr(champ, "auto_now", False) or getattr(champ, "auto_now_add", False)):
            champ.pre_save(objet, add=True)
