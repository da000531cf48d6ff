"""The ZIP of a whole espace: one file of JSON lines per model, that comes back under new identifiers.

The format is described in docs/adr/0010-espaces.md.
"""

import hashlib
import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from convive.comptes.models import Compte
from convive.espaces.copie.registre import copie, get_champs, get_chemin
from convive.espaces.models import Espace, Membre, Role
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PREFIXE_REFERENCE_PERIMETRE, PerimetreRefuse

FORMAT, VERSION = "convive-espace", 1
MANIFESTE = "manifeste.json"
MAX_OCTETS_ZIP = 20 * 1024 * 1024
MAX_OCTETS_LUS = 100 * 1024 * 1024
MAX_RAPPORT = 100
MAX_FICHIERS = 100
MAX_LIGNES = 100_000
# A ZIP written twice from the same rows is the same, byte for byte.
DATE_ZIP = (1980, 1, 1, 0, 0, 0)
# What a damaged or unusual ZIP raises while it is read, according to its compression.
ERREURS_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError)
Ligne = dict[str, Any]
Contenu = dict[type[models.Model], list[Ligne]]


class CopieRefusee(ValueError):
    """A ZIP that is not the copy of an espace, or that someone tampered with; the message can be shown."""


# --- Export -------------------------------------------------------------------------------------------------------
def export_espace(espace: Espace) -> bytes:
    """The ZIP of an espace. It holds no person: members come back by invitation."""
    contenu = _get_contenu(espace)
    manifeste = {
        "format": FORMAT,
        "version": VERSION,
        "espace": str(espace.pk),
        "lignes": {m._meta.label_lower: len(rows) for m, rows in contenu.items()},
        "empreinte": compute_empreinte_contenu(contenu),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, MANIFESTE, json.dumps(manifeste, ensure_ascii=False, indent=1))
        for modele, rows in contenu.items():
            lines = "".join(f"{_dump(row)}\n" for row in rows)
            _write(archive, f"donnees/{modele._meta.label_lower}.jsonl", lines)
    return buffer.getvalue()


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, DATE_ZIP), text.encode(), zipfile.ZIP_DEFLATED)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)


def _get_contenu(espace: Espace) -> Contenu:
    return {
        modele: [
            _build_ligne(row)
            for row in modele._default_manager.filter(**{get_chemin(modele) or "": espace.pk}).order_by("pk")
        ]
        for modele in copie.get_inclus()
    }


def _build_ligne(row: models.Model) -> Ligne:
    """Values of the fields; a périmètre travels with its content, because its key is computed from it."""
    ligne: Ligne = {}
    for field in get_champs(type(row)):
        if field.related_model is Perimetre:
            perimetre: Perimetre = getattr(row, field.name)
            codes = sorted(perimetre.communes.values_list("code", flat=True))
            value: Any = {"nom": perimetre.nom, "date_validite": perimetre.date_validite, "communes": codes}
        else:
            value = field.value_from_object(row)
        ligne[field.name] = value
    # Through JSON at once, so that a row just read and a row of a file are the same.
    return json.loads(_dump(ligne))  # type: ignore[no-any-return]


def compute_empreinte_contenu(contenu: Contenu) -> str:
    """SHA-256 of the rows without their identifiers: two copies of one espace have the same."""
    ranks: dict[str, str] = {}
    digest = hashlib.sha256()
    for modele, rows in contenu.items():
        internes = [f.name for f in get_champs(modele) if f.related_model in contenu]
        pk = modele._meta.pk.name
        unmapped = []
        for row in rows:
            values = {name: value for name, value in row.items() if name != pk}
            values |= {name: ranks.get(str(row[name]), row[name]) for name in internes}
            unmapped.append((_dump(values), str(row[pk])))
        for rank, (text, identifier) in enumerate(sorted(unmapped)):
            ranks[identifier] = f"{modele._meta.label_lower}#{rank}"
            digest.update(f"{modele._meta.label_lower} {text}\n".encode())
    return digest.hexdigest()


# --- Import -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CopieLue:
    """A ZIP that was read and checked, still to be written."""

    contenu: Contenu
    espace: str


def import_espace(contenu_zip: bytes, auteur: Compte) -> Espace:
    """A new espace from a ZIP, with new identifiers; `auteur` becomes its chargé·e de coopération.

    Nothing is written when something is refused: raise CopieRefusee, with a message that can be shown.
    """
    lue = read_copie(contenu_zip)
    try:
        with transaction.atomic():
            return _create(lue, auteur)
    except CopieRefusee:
        raise
    except (ValidationError, PerimetreRefuse) as error:
        raise CopieRefusee(f"Une ligne de la copie ne convient pas : {' '.join(error.messages)}") from error
    except (DatabaseError, TypeError, KeyError, ValueError, OverflowError) as error:
        raise CopieRefusee("Une ligne de la copie ne convient pas.") from error


def read_copie(contenu_zip: bytes) -> CopieLue:
    """Check a ZIP made by anyone: size, names, ratio, encryption, fields, counts, fingerprint."""
    if len(contenu_zip) > MAX_OCTETS_ZIP:
        raise CopieRefusee("La copie est trop lourde : 20 Mo au plus.")
    try:
        with zipfile.ZipFile(io.BytesIO(contenu_zip)) as archive:
            files = _read_fichiers(archive)
        manifeste = json.loads(files.pop(MANIFESTE))
        contenu = _parse_contenu(files)
        empreinte = compute_empreinte_contenu(contenu)
    except CopieRefusee:
        raise
    except json.JSONDecodeError as error:
        raise CopieRefusee("Un fichier de la copie est illisible.") from error
    except (*ERREURS_ZIP, ValueError, RecursionError, KeyError, TypeError) as error:
        # ValueError: a text that is not UTF-8, half a character, a number of thousands of digits.
        raise CopieRefusee("Ce fichier n’est pas la copie d’un espace, ou il est abîmé.") from error
    if not isinstance(manifeste, dict) or manifeste.get("format") != FORMAT:
        raise CopieRefusee("Ce fichier n’est pas la copie d’un espace.")
    if manifeste.get("version") != VERSION:
        raise CopieRefusee(f"La copie est en version {manifeste.get('version')} ; celle-ci lit la version {VERSION}.")
    if len(contenu[Espace]) != 1 or contenu[Espace][0][Espace._meta.pk.name] != manifeste.get("espace"):
        raise CopieRefusee("La copie ne contient pas un espace, et un seul.")
    if empreinte != manifeste.get("empreinte"):
        raise CopieRefusee("Le contenu ne correspond pas à son empreinte : la copie a été modifiée ou abîmée.")
    return CopieLue(contenu, str(manifeste["espace"]))


def _read_fichiers(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Bytes by name. What a header announces is checked, then what is really read: a header can lie."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    known = {f"donnees/{m._meta.label_lower}.jsonl" for m in copie.get_inclus()} | {MANIFESTE}
    if len(infos) > MAX_FICHIERS or len(set(names)) != len(names):
        raise CopieRefusee("La copie contient trop de fichiers, ou deux fois le même.")
    if unknown := [name for name in names if name not in known]:
        raise CopieRefusee(f"La copie contient un fichier inattendu : {unknown[0][:80]}")
    if missing := known - set(names):
        raise CopieRefusee(f"Il manque à la copie : {', '.join(sorted(missing))}.")
    files: dict[str, bytes] = {}
    left = MAX_OCTETS_LUS
    for info in infos:
        if info.flag_bits & 1:
            raise CopieRefusee("La copie est chiffrée.")
        limit = min(left, 1024 + MAX_RAPPORT * info.compress_size)
        with archive.open(info) as stream:
            files[info.filename] = stream.read(limit + 1)
        if len(files[info.filename]) > limit:
            raise CopieRefusee("La copie se déploie en un contenu démesuré.")
        left -= len(files[info.filename])
    return files


def _parse_contenu(files: Mapping[str, bytes]) -> Contenu:
    contenu: Contenu = {}
    for modele in copie.get_inclus():
        lines = files[f"donnees/{modele._meta.label_lower}.jsonl"].decode().splitlines()
        if len(lines) > MAX_LIGNES:
            raise CopieRefusee("La copie contient trop de lignes.")
        rows = [json.loads(line) for line in lines]
        wanted = {field.name for field in get_champs(modele)}
        for row in rows:
            if not isinstance(row, dict) or set(row) != wanted:
                raise CopieRefusee(f"Une ligne de {modele._meta.verbose_name_plural} n’a pas les champs attendus.")
        contenu[modele] = rows
    return contenu


def _create(lue: CopieLue, auteur: Compte) -> Espace:
    mapping: dict[str, UUID] = {}
    for modele, rows in lue.contenu.items():
        for row in rows:
            objet = _build_objet(modele, row, mapping)
            if isinstance(objet, Espace):
                objet.created_by = auteur
            objet.full_clean()
            objet.save(force_insert=True)
    espace = Espace.objects.get(pk=mapping[lue.espace])
    Membre.objects.create(espace=espace, compte=auteur, role=Role.CHARGE_COOPERATION, date_debut=timezone.localdate())
    record_geste(
        auteur=auteur,
        geste=Geste.IMPORTER,
        objet_type="espace",
        objet_uuid=espace.pk,
        objet_libelle=str(espace),
        espace_uuid=espace.pk,
        detail={"espace_copie": lue.espace},
    )
    return espace


def _build_objet(modele: type[models.Model], row: Ligne, mapping: dict[str, UUID]) -> models.Model:
    """A row under a new identifier; its links are followed inside the copy and nowhere else."""
    values: Ligne = {}
    for field in get_champs(modele):
        value = row[field.name]
        if field.primary_key:
            if not isinstance(value, str) or value in mapping:
                raise CopieRefusee("La copie contient deux fois le même identifiant.")
            mapping[value] = uuid4()
            values[field.name] = mapping[value]
        elif field.related_model is Perimetre:
            values[field.name] = _find_perimetre(value)
        elif field.is_relation:
            if value is not None and value not in mapping:
                raise CopieRefusee("Une ligne de la copie pointe hors de la copie.")
            values[field.attname] = mapping[value] if value is not None else None
        else:
            values[field.name] = field.to_python(value)
    return modele(**values)


def _find_perimetre(value: Any) -> Perimetre:
    """The périmètre of this content, created when this installation does not have it."""
    date_validite = parse_date(value["date_validite"])
    if date_validite is None or not all(isinstance(code, str) for code in value["communes"]):
        raise CopieRefusee("Un périmètre de la copie est illisible.")
    creation = create_perimetre(codes=value["communes"], nom=str(value["nom"]), date_validite=date_validite)
    return Perimetre.objects.get(cle=creation.reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE))
