"""The conventions of the demonstration: a former one, the one that runs, its avenants, a délibération still awaited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convive.acteurs.models import Organisation, Personne
from convive.convention.actions.jalon import create_types_usuels
from convive.convention.models import Avenant, Ctg, Deliberation, Jalon, Signataire, TypeJalon
from convive.convention.rules.avenants import Changements
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.recit import Recit


@dataclass(frozen=True, slots=True)
class _Decor:
    """What the rows of the file name: communes by name, organisations by key, people by name, kinds of milestones."""

    espace: Espace
    codes: Mapping[str, str]
    organisations: Mapping[str, Organisation]
    personnes: Mapping[str, Personne]
    types: Mapping[tuple[str, str], TypeJalon]


def create_convention_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file; the organisations are those that the directory of the demonstration has just made."""
    create_types_usuels(espace)
    decor = _build_decor(espace, recit)
    for ligne in recit.read("convention")["conventions"]:
        _create_ctg(decor, ligne)


def _build_decor(espace: Espace, recit: Recit) -> _Decor:
    perimetre = get_perimetre_espace(espace)
    lignes = recit.read("acteurs")["organisations"]
    by_nom = {organisation.nom: organisation for organisation in Organisation.objects.filter(espace=espace)}
    return _Decor(
        espace,
        {commune.nom: commune.code for commune in (perimetre.communes if perimetre else ())},
        {ligne["cle"]: by_nom[ligne["nom"]] for ligne in lignes},
        {str(personne): personne for personne in Personne.objects.filter(espace=espace)},
        {(t.phase, t.libelle): t for t in TypeJalon.objects.filter(espace=espace)},
    )


def _create_ctg(decor: _Decor, ligne: Mapping[str, Any]) -> None:
    absentes = {decor.codes[nom] for nom in ligne["sans"] if nom in decor.codes}
    toutes = sorted(decor.codes.values())
    depart = [code for code in toutes if code not in absentes] if absentes else []
    ctg = Ctg.objects.create(
        espace=decor.espace,
        ctg_precedente=Ctg.objects.filter(espace=decor.espace, nom=ligne.get("suit", "")).first(),
        communes=toutes if any(a.get("toutes_les_communes") for a in ligne["avenants"]) else depart,
        **{champ: ligne[champ] for champ in ("nom", "date_debut", "date_fin", "date_signature")},
    )
    avenants = {row["numero"]: _create_avenant(ctg, row, depart, toutes) for row in ligne["avenants"]}
    signataires = {row["organisation"]: _create_signataire(decor, ctg, row, avenants) for row in ligne["signataires"]}
    for row in ligne["avenants"]:
        _create_actes(avenants[row["numero"]], row, signataires)
    Jalon.objects.bulk_create(_build_jalon(decor, ctg, row) for row in ligne["jalons"])


def _create_avenant(ctg: Ctg, ligne: Mapping[str, Any], depart: list[str], toutes: list[str]) -> Avenant:
    is_etendu = ligne.get("toutes_les_communes", False)
    changements = Changements(
        communes=tuple(toutes) if is_etendu else None,
        avant_communes=tuple(depart) if is_etendu else None,
        texte_avant=ligne["texte_avant"].strip(),
        texte_apres=ligne["texte_apres"].strip(),
    )
    champs = {champ: ligne[champ] for champ in ("numero", "nature", "objet", "date_effet")}
    return Avenant.objects.create(
        espace=ctg.espace,
        ctg=ctg,
        date_signature=ligne.get("date_signature"),
        texte=ligne["texte"].strip(),
        changements=changements.dump(),
        **champs,
    )


def _create_signataire(
    decor: _Decor, ctg: Ctg, ligne: Mapping[str, Any], avenants: Mapping[int, Avenant]
) -> Signataire:
    signataire = Signataire.objects.create(
        ctg=ctg,
        organisation=decor.organisations[ligne["organisation"]],
        role=ligne["role"],
        representant_nom=ligne["representant"],
        representant_qualite=ligne["qualite"],
        organe_deliberant=ligne["organe"],
        representant_actuel=decor.personnes[ligne["aujourdhui"]] if "aujourdhui" in ligne else None,
        avenant_entree=avenants[ligne["par"]] if "par" in ligne else None,
    )
    if "par" not in ligne:
        Deliberation.objects.create(
            signataire=signataire,
            numero=str(ligne.get("numero", "")),
            date=ligne.get("date"),
            date_signature=ctg.date_signature,
        )
    return signataire


def _create_actes(avenant: Avenant, ligne: Mapping[str, Any], signataires: Mapping[str, Signataire]) -> None:
    Deliberation.objects.bulk_create(
        Deliberation(
            signataire=signataires[cle],
            avenant=avenant,
            numero=str(acte.get("numero", "")),
            date=acte.get("date"),
            date_signature=avenant.date_signature or acte.get("signature"),
        )
        for cle, acte in ligne["actes"].items()
    )


def _build_jalon(decor: _Decor, ctg: Ctg, ligne: Mapping[str, Any]) -> Jalon:
    return Jalon(
        ctg=ctg,
        phase=ligne["phase"],
        libelle=ligne["libelle"],
        type=decor.types.get((ligne["phase"], ligne["libelle"])),
        date_prevue=ligne.get("prevu"),
        date_reelle=ligne.get("fait"),
        commentaire=ligne.get("commentaire", ""),
    )
