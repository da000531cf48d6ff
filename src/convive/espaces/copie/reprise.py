"""A copy becomes rows again, under new identifiers."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import batched
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.utils.dateparse import parse_date

from convive.espaces.copie.archive import ERREURS_ZIP, CopieRefusee
from convive.espaces.copie.champs import UUID_ECRIT, Ailleurs, Champ, Nature, Plan, decode, encode, get_bornes
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.copie.empreinte import dump
from convive.espaces.copie.fichiers import Depot
from convive.espaces.copie.lecture import CopieLue, Ligne, get_libelle, parse_json, read_copie
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PREFIXE_REFERENCE_PERIMETRE, PerimetreRefuse

TAILLE_LOT = 500
INFIDELE = (
    "L’espace repris ne dirait pas exactement ce que dit la copie\u00a0: rien n’a été gardé. "
    "Gardez le fichier, et prévenez la personne qui gère cette installation."
)
HORS = "Une ligne de la copie pointe hors de la copie."


def import_espace(
    lue: CopieLue,
    prepare: Callable[[Espace], None],
    *,
    cle: UUID | None = None,
    dry_run: bool = False,
    with_suites: bool = True,
) -> Espace:
    """A new espace from a ZIP that was read; `prepare` completes the row of the espace before it is written, `cle` is
    its key when it is chosen. Without `with_suites`, whoever calls runs `run_suites` afterwards.

    What was written is read again, and has the print of the copy: the espace is taken up as it was. A copy made before
    a field existed cannot be compared so.
    Nothing is written, and no file left, when something is refused: raise CopieRefusee, with a message that can be
    shown.
    """
    with lue.archive, refuse_ecriture(), Depot() as depot, transaction.atomic():
        reprise = Reprise(lue, depot, prepare, cle)
        reprise.write()
        espace = Espace.objects.get(pk=reprise.get_cle(lue.espace))
        reprise.check_empreinte(espace)
        if with_suites:
            run_suites(espace)
        if dry_run:
            transaction.set_rollback(True)
            depot.remove()
    return espace


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
    with lue.archive, refuse_ecriture(), Depot() as depot, transaction.atomic():
        Reprise(lue, depot, None).write()
        run_suites(espace)
    return len(lue.modeles)


@contextmanager
def refuse_ecriture() -> Iterator[None]:
    """What the database refuses, now or when the transaction ends, is a refusal of the copy."""
    try:
        yield
    except DatabaseError as error:
        raise CopieRefusee("Des lignes de la copie ne vont pas ensemble.") from error
    except ERREURS_ZIP as error:
        raise CopieRefusee("La copie est abîmée.") from error


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
        self._neufs: dict[str, str] = {}
        # Identifier in the lines to write → its model and its key; a key given by the database comes when written.
        self._cles: dict[str, tuple[type[models.Model], Any]] = {}
        self._multiples: dict[Champ, list[tuple[models.Model, str]]] = defaultdict(list)
        self._perimetres: dict[str, Perimetre] = {}
        self._catalogues: dict[type[models.Model], set[str]] = defaultdict(set)
        # What `prepare` changed in the row of the espace, as the copy said it.
        self._prepares: dict[str, Any] = {}
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

    def get_cle(self, ancien: str) -> Any:
        return self._cles[self._neufs[ancien]][1]

    def write(self) -> None:
        for plan in self._lue.plans:
            if plan.modele is Espace and self._prepare is None:
                continue
            for lot in batched(self._lue.list_lignes(plan), TAILLE_LOT):
                self._insert(plan, [self._build(plan, texte) for texte in lot])
        self._attach_multiples()
        self._check_catalogues()

    def check_empreinte(self, espace: Espace) -> None:
        """Raise CopieRefusee when the rows that were written do not say what the copy says."""
        if self._lue.is_complete and compute_empreinte_espace(espace, self._prepares) != self._lue.empreinte:
            raise CopieRefusee(INFIDELE)

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

    def _build(self, plan: Plan, texte: bytes) -> tuple[str, models.Model]:
        """The identifier of a row and the row, its identifiers replaced wherever they are written."""
        ligne = parse_json(UUID_ECRIT.sub(lambda m: self._neufs.get(m[0], m[0]), texte.decode()).encode())
        try:
            return ligne[plan.cle], self._build_objet(plan, ligne)
        except (ValidationError, PerimetreRefuse) as error:
            raise CopieRefusee(
                f"Une ligne de {get_libelle(plan)} ne convient pas : {' '.join(error.messages)}"
            ) from error
        except CopieRefusee:
            raise
        except (TypeError, KeyError, ValueError, OverflowError, ArithmeticError, AttributeError) as error:
            raise CopieRefusee(f"Une ligne de {get_libelle(plan)} ne convient pas.") from error

    def _build_objet(self, plan: Plan, ligne: Ligne) -> models.Model:
        objet = plan.modele()
        relations = []
        for champ, nature in plan.natures.items():
            if champ.name not in ligne or nature is Nature.FICHIER:
                continue
            if nature in (Nature.LIENS, Nature.CATALOGUES):
                relations += [(champ, objet, lien) for lien in ligne[champ.name]]
            elif (valeur := self._decode(plan, champ, ligne)) is not None or not plan.is_cle_de_la_base(champ):
                setattr(objet, champ.attname, valeur)
        if isinstance(objet, Espace) and self._prepare:
            self._prepare(objet)
            for champ in plan.get_champs(Nature.VALEUR):
                if encode(champ, champ.value_from_object(objet)) != ligne.get(champ.name):
                    self._prepares[champ.name] = ligne.get(champ.name)
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
        """The value of a column from a line."""
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
            return self._find_cle(champ.related_model, valeur)
        if nature is Nature.PERIMETRE:
            return self._find_perimetre(valeur).pk
        self._catalogues[champ.related_model].add(str(valeur))
        return str(valeur)

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

    def _find_perimetre(self, valeur: Any) -> Perimetre:
        """The périmètre of this content, created when this installation does not have it."""
        texte = dump(valeur)
        if texte not in self._perimetres:
            date_validite = parse_date(valeur["date_validite"])
            if date_validite is None or not all(isinstance(code, str) for code in valeur["communes"]):
                raise CopieRefusee("Un périmètre de la copie est illisible.")
            creation = create_perimetre(codes=valeur["communes"], nom=str(valeur["nom"]), date_validite=date_validite)
            cle = creation.reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE)
            self._perimetres[texte] = Perimetre.objects.get(cle=cle)
        return self._perimetres[texte]

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
                raise CopieRefusee(f"Cette installation ne connaît pas « {absent[0][:80]} ».")


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
