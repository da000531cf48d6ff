"""The JSON Schema of a copy, from what the packages declared: what a ZIP holds, for whoever reads or writes one.

The schema describes the ZIP unfolded: an object whose keys are the names of its files, `manifeste.json` read as JSON,
each `.jsonl` as the list of its lines. What JSON Schema has no word for is said by `x-` keywords: the nature of a
field, the models that a link may lead to, the key of a row.
"""

from typing import Any

from django.db import models

from convive.espaces.copie.archive import DONNEES, FORMAT, MANIFESTE, NOM_FICHIER, VERSION
from convive.espaces.copie.champs import UUID_ECRIT, Champ, Nature, Plan, get_bornes, get_label
from convive.espaces.copie.lecture import EXTENSION
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace
from convive.socle.maison import Ailleurs
from convive.socle.objets import objets

Schema = dict[str, Any]
DIALECTE = "https://json-schema.org/draft/2020-12/schema"
SHA256 = "^[0-9a-f]{64}$"
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
HEURE = r"[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}"
# Each class of field and the form of its values; the first that fits is taken, so subclasses come first.
FORMES: tuple[tuple[type[Champ], Schema], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FloatField, {"type": "number"}),
    (models.DateTimeField, {"type": "string", "format": "date-time", "pattern": rf"^{DATE}T{HEURE}\+00:00$"}),
    (models.DateField, {"type": "string", "format": "date", "pattern": f"^{DATE}$"}),
    (models.TimeField, {"type": "string", "pattern": f"^{HEURE}$"}),
    (models.DurationField, {"type": "string", "format": "duration", "pattern": "^-?P"}),
    (models.DecimalField, {"type": "string"}),
    (models.JSONField, {}),
    (models.CharField, {"type": "string"}),
    (models.TextField, {"type": "string"}),
)

# Fields that a library names, in English.
TITRES = {
    "history_date": "date de la version",
    "history_change_reason": "raison",
    "history_type": "création (+), changement (~) ou suppression (-)",
}


def build_schema() -> Schema:
    """The schema of the ZIP, from the registry as it is now."""
    plans = copie.get_plans()
    return {
        "$schema": DIALECTE,
        "$id": f"urn:{FORMAT}:{VERSION}",
        "title": "Copie d’un espace de Convive",
        "description": (
            "Le ZIP déployé : un objet dont chaque clé est le nom d’un fichier, le manifeste lu comme du JSON, "
            "chaque fichier .jsonl comme la liste de ses lignes."
        ),
        "type": "object",
        "properties": {
            MANIFESTE: {"$ref": "#/$defs/manifeste"},
            **{get_nom(plan): {"type": "array", "items": {"$ref": f"#/$defs/{plan.label}"}} for plan in plans},
        },
        "patternProperties": {f"^{NOM_FICHIER.pattern}$": {}},
        "required": [MANIFESTE, *(get_nom(plan) for plan in plans if plan.modele is Espace)],
        "additionalProperties": False,
        "$defs": {
            "uuid": {"type": "string", "pattern": f"^{UUID_ECRIT.pattern}$"},
            "manifeste": _build_manifeste(plans),
            "fichier": _build_fichier(),
            "perimetre": _build_perimetre(),
            **{plan.label: _build_ligne(plan) for plan in plans},
        },
    }


def get_nom(plan: Plan) -> str:
    """The file that holds the rows of a model."""
    return f"{DONNEES}{plan.label}.jsonl"


def _build_objet(properties: Schema, facultatifs: frozenset[str] = frozenset(), **more: Any) -> Schema:
    return {
        **more,
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in facultatifs],
        "additionalProperties": False,
    }


def _build_manifeste(plans: tuple[Plan, ...]) -> Schema:
    """Other keys may be there, and are not read."""
    nombre = {"type": "integer", "minimum": 0}
    manifeste = _build_objet(
        {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "espace": {"$ref": "#/$defs/uuid"},
            "nom": {"type": "string"},
            "lignes": _build_objet(
                {plan.label: nombre for plan in plans},
                frozenset(plan.label for plan in plans if plan.modele is not Espace),
            ),
            "fichiers": nombre,
            "octets_fichiers": nombre,
            "empreinte": {"type": "string", "pattern": SHA256},
        },
        frozenset({"nom", "fichiers", "octets_fichiers"}),
    )
    return manifeste | {"additionalProperties": True}


def _build_fichier() -> Schema:
    return _build_objet(
        {
            "sha256": {"type": "string", "pattern": SHA256},
            "octets": {"type": "integer", "minimum": 0},
            "extension": {"type": "string", "pattern": f"^{EXTENSION.pattern}$"},
        }
    )


def _build_perimetre() -> Schema:
    return _build_objet(
        {
            "nom": {"type": "string"},
            "date_validite": {"type": "string", "format": "date", "pattern": f"^{DATE}$"},
            "communes": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        }
    )


def _build_ligne(plan: Plan) -> Schema:
    return _build_objet(
        {champ.name: build_champ(plan, champ) for champ in plan.natures},
        frozenset(champ.name for champ in plan.natures if plan.is_facultatif(champ)),
        title=str(plan.modele._meta.verbose_name_plural),
        **{"x-cle": plan.cle},
    )


def build_champ(plan: Plan, champ: Champ) -> Schema:
    """The form of the values of a field, its nature and where it leads."""
    nature = plan.natures[champ]
    notes: Schema = {"title": TITRES.get(champ.name, str(champ.verbose_name)), "x-nature": nature.value}
    if champ.help_text:
        notes["description"] = str(champ.help_text)
    if nature in (Nature.LIEN, Nature.LIENS):
        notes["x-cibles"] = [get_label(champ.related_model)]
    if nature is Nature.IDENTIFIANT:
        notes["x-cibles"] = _list_cibles(plan, champ)
    if nature is Nature.VALEUR:
        return notes | _build_valeur(plan, champ)
    if nature in (Nature.LIENS, Nature.CATALOGUES):
        items: Schema = {"$ref": "#/$defs/uuid"} if nature is Nature.LIENS else {"type": "string"}
        return notes | {"type": "array", "items": items, "uniqueItems": True}
    return notes | _allow_null(_build_reference(nature), is_nullable(plan, champ))


def _build_reference(nature: Nature) -> Schema:
    if nature is Nature.CATALOGUE:
        return {"type": "string"}
    names = {Nature.PERIMETRE: "perimetre", Nature.FICHIER: "fichier"}
    return {"$ref": f"#/$defs/{names.get(nature, 'uuid')}"}


def is_nullable(plan: Plan, champ: Champ) -> bool:
    """Whether a row may say that this field is empty."""
    nature = plan.natures[champ]
    if nature is Nature.CLE:
        return False
    if nature is Nature.FICHIER:
        return bool(champ.blank)
    if nature is Nature.IDENTIFIANT:
        return champ.null or plan.declaration.ailleurs is Ailleurs.DETACHER
    return not plan.is_requis(champ) if nature is Nature.LIEN else bool(champ.null)


def _list_cibles(plan: Plan, champ: Champ) -> list[str]:
    """The models whose rows this identifier may name; for a reference, the type says which."""
    if champ.name in plan.declaration.identifiants:
        return [get_label(plan.declaration.identifiants[champ.name])]
    return sorted({get_label(objets.get(cle).model) for cle in _list_types()})


def _list_types() -> list[str]:
    """The types of objects whose rows travel."""
    inclus = copie.get_inclus()
    return [type_objet.cle for type_objet in objets.get_all() if type_objet.model in inclus]


def _build_valeur(plan: Plan, champ: Champ) -> Schema:
    forme = dict(next(forme for classe, forme in FORMES if isinstance(champ, classe)))
    if bornes := get_bornes(champ):
        forme |= {"minimum": bornes[0], "maximum": bornes[1]}
    if isinstance(champ, models.DecimalField):
        decimales = rf"\.[0-9]{{{champ.decimal_places}}}" if champ.decimal_places else ""
        forme["pattern"] = f"^-?[0-9]{{1,{champ.max_digits - champ.decimal_places}}}{decimales}$"
    if champ.max_length and forme.get("type") == "string":
        forme["maxLength"] = champ.max_length
    if champ.flatchoices:
        empty = [""] if champ.blank and champ.empty_strings_allowed else []
        return _allow_null({"enum": [*(value for value, _ in champ.flatchoices), *empty]}, is_nullable(plan, champ))
    if champ.name == "objet_type" and plan.has_reference and plan.declaration.ailleurs is Ailleurs.OMETTRE:
        forme = {"enum": _list_types()}
    return _allow_null(forme, is_nullable(plan, champ))


def _allow_null(forme: Schema, is_null: bool) -> Schema:
    if not is_null or not forme:
        return forme
    if isinstance(forme.get("type"), str):
        return forme | {"type": [forme["type"], "null"]}
    if "enum" in forme:
        return {"enum": [*forme["enum"], None]}
    return {"anyOf": [forme, {"type": "null"}]}


def keep_order(schema: Any, ecrit: Any) -> Any:
    """The schema, its keys in the order of the one that is written: what did not change stays where it was."""
    if not isinstance(schema, dict) or not isinstance(ecrit, dict):
        return schema
    kept = [cle for cle in ecrit if cle in schema]
    return {cle: keep_order(schema[cle], ecrit.get(cle)) for cle in dict.fromkeys([*kept, *schema])}
