"""A ZIP made by anyone is read and checked in full, before anything is written."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import models

from convive.espaces.copie.archive import (
    DONNEES,
    ERREURS_ZIP,
    FORMAT,
    MANIFESTE,
    MAX_OCTETS_MANIFESTE,
    NOM_FICHIER,
    VERSION,
    ArchiveLue,
    CopieRefusee,
)
from convive.espaces.copie.champs import Nature, Plan
from convive.espaces.copie.empreinte import Empreinte
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace

Ligne = dict[str, Any]
MAX_PROFONDEUR = 40
EXTENSION = re.compile(r"(?:\.[a-z0-9]{1,10})?")
ILLISIBLE = "Ce fichier n’est pas la copie d’un espace, ou il est abîmé."


@dataclass(frozen=True, slots=True)
class CopieLue:
    """A ZIP that was read and checked, still to be written.

    `modeles` gives the model of each identifier of the copy, `fichiers` the size of each file by its print.
    `is_complete` tells that every row has every field that this version knows: what is written is then the same.
    `ligne_espace` is the row of the espace, `prints` what tells the print of the copy when this row changes.
    """

    archive: ArchiveLue
    plans: tuple[Plan, ...]
    espace: str
    nom: str
    empreinte: str
    modeles: dict[str, type[models.Model]]
    fichiers: dict[str, int]
    is_complete: bool
    ligne_espace: Ligne
    prints: Empreinte

    def compute_empreinte(self, valeurs: Ligne) -> str | None:
        """The print of these rows when that of the espace says `valeurs`; None when they cannot be compared."""
        if not self.is_complete:
            return None
        (plan,) = (plan for plan in self.plans if plan.modele is Espace)
        self.prints.add(plan, self.ligne_espace | valeurs)
        return self.prints.compute()

    def list_lignes(self, plan: Plan) -> Iterator[bytes]:
        with self.archive.open(f"{DONNEES}{plan.label}.jsonl") as stream:
            yield from stream.list_lignes()


def read_copie(source: IO[bytes]) -> CopieLue:
    """Check a ZIP made by anyone: size, names, ratio, encryption, fields, counts, files, print. Raise CopieRefusee."""
    try:
        return Lecture(ArchiveLue(source)).read()
    except CopieRefusee:
        raise
    except json.JSONDecodeError as error:
        raise CopieRefusee("Un fichier de la copie est illisible.") from error
    except (*ERREURS_ZIP, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        # ValueError: a text that is not UTF-8, half a character, a number of thousands of digits.
        raise CopieRefusee(ILLISIBLE) from error


class Lecture:
    """One ZIP being checked."""

    def __init__(self, archive: ArchiveLue) -> None:
        self._archive = archive
        self._modeles: dict[str, type[models.Model]] = {}
        self._fichiers: dict[str, int] = {}
        self._empreinte = Empreinte()
        self._lignes = 0
        self._is_complete = True
        self._ligne_espace: Ligne = {}

    def read(self) -> CopieLue:
        manifeste = self._read_manifeste()
        plans = self._list_plans(manifeste["lignes"])
        for plan in plans:
            self._read_modele(plan, manifeste["lignes"][plan.label])
        espaces = [cle for cle, modele in self._modeles.items() if modele is Espace]
        if espaces != [manifeste.get("espace")]:
            raise CopieRefusee("La copie ne contient pas un espace, et un seul.")
        self._check_fichiers()
        empreinte = self._empreinte.compute()
        if empreinte != manifeste.get("empreinte"):
            raise CopieRefusee("Le contenu ne correspond pas à son empreinte : la copie a été modifiée ou abîmée.")
        self._archive.recount()
        nom = str(manifeste.get("nom", ""))
        return CopieLue(
            archive=self._archive,
            plans=plans,
            espace=espaces[0],
            nom=nom,
            empreinte=empreinte,
            modeles=self._modeles,
            fichiers=self._fichiers,
            is_complete=self._is_complete,
            ligne_espace=self._ligne_espace,
            prints=self._empreinte,
        )

    def _read_manifeste(self) -> Ligne:
        if MANIFESTE not in self._archive.names:
            raise CopieRefusee("Ce fichier n’est pas la copie d’un espace : il n’a pas de manifeste.")
        manifeste = parse_json(self._archive.read(MANIFESTE, MAX_OCTETS_MANIFESTE))
        if not isinstance(manifeste, dict) or manifeste.get("format") != FORMAT:
            raise CopieRefusee("Ce fichier n’est pas la copie d’un espace.")
        version = manifeste.get("version")
        if type(version) is int and version > VERSION:
            raise CopieRefusee(
                f"La copie vient d’un Convive plus récent (version {str(version)[:20]} du format, ici {VERSION}) : "
                "mettez cette installation à jour, puis reprenez-la."
            )
        if version != VERSION or type(version) is not int:
            raise CopieRefusee(f"La copie est en version {str(version)[:20]} ; Convive lit ici la version {VERSION}.")
        lignes = manifeste.get("lignes")
        if not isinstance(lignes, dict) or not all(type(nombre) is int for nombre in lignes.values()):
            raise CopieRefusee("Le manifeste de la copie est illisible.")
        return manifeste

    def _list_plans(self, lignes: dict[str, int]) -> tuple[Plan, ...]:
        """The models of the copy; one that this version knows and the copy ignores is taken as empty."""
        plans = {plan.label: plan for plan in copie.get_plans()}
        if unknown := sorted(lignes.keys() - plans.keys()):
            raise CopieRefusee(f"La copie contient « {unknown[0][:80]} », que cette installation ne connaît pas.")
        if sum(lignes.values()) > settings.COPIE_MAX_LIGNES:
            raise CopieRefusee("La copie contient trop de lignes.")
        wanted = {f"{DONNEES}{label}.jsonl" for label in lignes} | {MANIFESTE}
        found = {name for name in self._archive.names if not NOM_FICHIER.fullmatch(name)}
        if unexpected := sorted(found - wanted):
            raise CopieRefusee(f"La copie contient un fichier inattendu : {unexpected[0][:80]}")
        if missing := sorted(wanted - found):
            raise CopieRefusee(f"Il manque à la copie : {', '.join(missing)[:300]}.")
        return tuple(plan for label, plan in plans.items() if label in lignes)

    def _read_modele(self, plan: Plan, announced: int) -> None:
        champs = {champ.name for champ in plan.natures}
        requis = {champ.name for champ in plan.natures if not plan.is_facultatif(champ)}
        count = 0
        with self._archive.open(f"{DONNEES}{plan.label}.jsonl") as stream:
            for texte in stream.list_lignes():
                count += 1
                self._lignes += 1
                if count > announced or self._lignes > settings.COPIE_MAX_LIGNES:
                    raise CopieRefusee("La copie contient trop de lignes.")
                ligne = parse_json(texte)
                _check_champs(plan, ligne, requis, champs)
                self._is_complete = self._is_complete and ligne.keys() == champs
                self._record(plan, ligne)
        if count != announced:
            raise CopieRefusee(f"Il manque des lignes à la copie : {get_libelle(plan)}.")

    def _record(self, plan: Plan, ligne: Ligne) -> None:
        cle = ligne[plan.cle]
        if not isinstance(cle, str) or str(UUID(cle)) != cle:
            raise CopieRefusee("La copie contient un identifiant illisible.")
        if cle in self._modeles:
            raise CopieRefusee("La copie contient deux fois le même identifiant.")
        self._modeles[cle] = plan.modele
        if plan.modele is Espace:
            self._ligne_espace = ligne
        for champ in plan.get_champs(Nature.FICHIER):
            if (fichier := ligne.get(champ.name)) is not None:
                self._record_fichier(fichier)
        for champ in plan.get_champs(Nature.LIENS, Nature.CATALOGUES):
            liens = ligne.get(champ.name, [])
            if not isinstance(liens, list) or not all(isinstance(lien, str) for lien in liens):
                raise CopieRefusee(f"Une ligne de {get_libelle(plan)} a un lien illisible.")
        self._empreinte.add(plan, ligne)

    def _record_fichier(self, fichier: Any) -> None:
        if (
            not isinstance(fichier, dict)
            or fichier.keys() != {"sha256", "octets", "extension"}
            or type(fichier["octets"]) is not int
            or not EXTENSION.fullmatch(fichier["extension"])
        ):
            raise CopieRefusee("La copie décrit mal un de ses fichiers.")
        if self._fichiers.setdefault(fichier["sha256"], fichier["octets"]) != fichier["octets"]:
            raise CopieRefusee("La copie décrit mal un de ses fichiers.")

    def _check_fichiers(self) -> None:
        found = {name.partition("/")[2] for name in self._archive.names if NOM_FICHIER.fullmatch(name)}
        if found != self._fichiers.keys():
            raise CopieRefusee("Les fichiers joints de la copie ne sont pas ceux que ses lignes annoncent.")
        for sha, octets in self._fichiers.items():
            digest, count = sha256(), 0
            with self._archive.open(f"fichiers/{sha}") as stream:
                for piece in stream.list_pieces():
                    digest.update(piece)
                    count += len(piece)
            if digest.hexdigest() != sha or count != octets:
                raise CopieRefusee("Un fichier joint de la copie a été modifié ou abîmé.")


def _check_champs(plan: Plan, ligne: Any, requis: set[str], champs: set[str]) -> None:
    if not isinstance(ligne, dict):
        raise CopieRefusee(f"Une ligne de {get_libelle(plan)} est illisible.")
    if inconnus := sorted(ligne.keys() - champs):
        champ = inconnus[0][:80]
        raise CopieRefusee(
            f"Une ligne de {get_libelle(plan)} a un champ « {champ} », que cette installation ne connaît pas."
        )
    if absents := sorted(requis - ligne.keys()):
        raise CopieRefusee(f"Une ligne de {get_libelle(plan)} n’a pas de champ « {absents[0]} ».")


def get_libelle(plan: Plan) -> str:
    return f"« {plan.modele._meta.verbose_name_plural} »"


def parse_json(texte: bytes) -> Any:
    """Strict JSON: no key twice, no infinite number, no depth that would exhaust a reader."""
    valeur = json.loads(texte.decode(), object_pairs_hook=_build_objet, parse_constant=_refuse_constante)
    _check_valeur(valeur, MAX_PROFONDEUR)
    return valeur


def _build_objet(paires: list[tuple[str, Any]]) -> Ligne:
    objet = dict(paires)
    if len(objet) != len(paires):
        raise CopieRefusee("Une ligne de la copie dit deux fois la même chose.")
    return objet


def _refuse_constante(_: str) -> None:
    raise CopieRefusee("Une ligne de la copie contient un nombre infini.")


def _check_valeur(valeur: Any, reste: int) -> None:
    if isinstance(valeur, str):
        if "\x00" in valeur:
            raise CopieRefusee("Un texte de la copie contient un caractère interdit.")
    elif isinstance(valeur, list | dict):
        if not reste:
            raise CopieRefusee("Une ligne de la copie est imbriquée sans fin.")
        for item in valeur:
            _check_valeur(item, reste - 1)
        if isinstance(valeur, dict):
            for item in valeur.values():
                _check_valeur(item, reste - 1)
