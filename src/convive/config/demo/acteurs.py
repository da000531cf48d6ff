"""The directory of the demonstration: organisations, people and their functions, ties, groups."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.acteurs.models import EchangeActeur, Fonction, Groupe, LienOrganisations, Organisation, Personne
from convive.config.demo.recit import Recit, get_recit_demo
from convive.espaces.models import Espace
from convive.espaces.rules import get_date_fin
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.noms import fold_nom

FICHIER = Path(__file__).with_name("acteurs.yaml")
SOURCE = "Rencontre lors du diagnostic"
TOUTES = "toutes"


def create_acteurs_demo(espace: Espace, recit: Recit | None = None) -> None:
    """Everything in the file, written by the chargée de coopération."""
    recit = recit or get_recit_demo()
    contenu, auteur = recit.read("acteurs"), recit.auteur
    organisations = _create_organisations(espace, contenu["organisations"], auteur)
    personnes = _create_personnes(espace, contenu["organisations"], organisations)
    LienOrganisations.objects.bulk_create(
        LienOrganisations(
            espace=espace,
            de=organisations[ligne["de"]],
            vers=organisations[ligne["vers"]],
            nature=ligne["nature"],
            precision=ligne.get("precision", ""),
        )
        for ligne in contenu["liens"]
    )
    for ligne in contenu["groupes"]:
        _create_groupe(espace, ligne, organisations, personnes)
    # Only where several people work: the territories of the exercises have nobody to have spoken with.
    for ligne in contenu.get("echanges", ()):
        _create_echange(espace, recit, ligne, organisations, personnes)


def _create_organisations(espace: Espace, lignes: Iterable[Mapping[str, Any]], auteur: UUID) -> dict[str, Organisation]:
    thematiques = {thematique.nom: thematique for thematique in espace.thematiques.all()}
    perimetre = get_perimetre_espace(espace)
    codes = {commune.nom: commune.code for commune in (perimetre.communes if perimetre else ())}
    organisations = {}
    for ligne in lignes:
        champs = {
            champ: ligne[champ]
            for champ in ("nom", "type", "sigle", "email", "telephone", "site", "position", "source")
            if champ in ligne
        }
        organisation = Organisation(
            espace=espace,
            code_commune=codes.get(ligne.get("siege", ""), ""),
            communes=sorted(codes[nom] for nom in ligne.get("communes", ()) if nom in codes),
            attentes=ligne.get("attentes", "").strip(),
            position_motif=ligne.get("motif", "").strip(),
            archivee_le=timezone.now() if ligne.get("archivee") else None,
            created_by_id=auteur,
            updated_by_id=auteur,
            **champs,
        )
        organisation.save()
        noms = ligne.get("thematiques", ())
        organisation.thematiques.set(thematiques[nom] for nom in (thematiques if noms == TOUTES else noms))
        organisations[ligne["cle"]] = organisation
    return organisations


def _create_personnes(
    espace: Espace, lignes: Iterable[Mapping[str, Any]], organisations: Mapping[str, Organisation]
) -> dict[str, Personne]:
    personnes: dict[str, Personne] = {}
    fonctions = []
    for ligne in lignes:
        for contact in ligne.get("contacts", ()):
            nom = contact.get("deja") or contact["nom"]
            if "nom" in contact:
                personnes[nom] = _build_personne(espace, contact)
            last = contact.get("dernier_jour")
            fonctions.append(
                Fonction(
                    espace=espace,
                    personne=personnes[nom],
                    organisation=organisations[ligne["cle"]],
                    intitule=contact["fonction"],
                    is_elu=contact.get("elu", False),
                    is_contact_principal=contact.get("principal", False),
                    date_debut=contact.get("depuis"),
                    date_fin=get_date_fin(last) if last else None,
                )
            )
    Personne.objects.bulk_create(personnes.values())
    Fonction.objects.bulk_create(fonctions)
    return personnes


def _build_personne(espace: Espace, contact: Mapping[str, Any]) -> Personne:
    prenom, _, nom = contact["nom"].partition(" ")
    return Personne(
        espace=espace,
        civilite=contact.get("civilite", ""),
        prenom=prenom,
        nom=nom,
        email=contact.get("email") or f"{_fold(prenom)}.{_fold(nom)}@exemple.invalid",
        telephone=contact.get("telephone", ""),
        source=SOURCE,
        date_collecte=timezone.localdate(),
    )


def _fold(texte: str) -> str:
    return fold_nom(texte).replace(" ", "-")


def _create_groupe(
    espace: Espace,
    ligne: Mapping[str, Any],
    organisations: Mapping[str, Organisation],
    personnes: Mapping[str, Personne],
) -> None:
    groupe = Groupe.objects.create(espace=espace, nom=ligne["nom"], description=ligne["description"])
    groupe.personnes.set(personnes[nom] for nom in ligne.get("personnes", ()))
    groupe.organisations.set(organisations[cle] for cle in ligne.get("organisations", ()))
    if "fonction" in ligne:
        fonctions = Fonction.objects.en_cours().filter(espace=espace, intitule=ligne["fonction"])
        groupe.personnes.add(*Personne.objects.filter(fonctions__in=fonctions))


def _create_echange(
    espace: Espace,
    recit: Recit,
    ligne: Mapping[str, Any],
    organisations: Mapping[str, Organisation],
    personnes: Mapping[str, Personne],
) -> None:
    """On the days that the story says, counted from today."""
    today, compte, nom = timezone.localdate(), recit.get_compte(ligne["par"]), recit.noms[ligne["par"]]
    EchangeActeur.objects.create(
        espace=espace,
        organisation=organisations[ligne["chez"]],
        personne=personnes.get(ligne.get("avec", "")),
        nature=ligne["nature"],
        date=today - timedelta(days=ligne["jours"]),
        texte=ligne["texte"],
        prive=ligne.get("prive", ""),
        auteur_id=compte,
        auteur_nom=nom,
        mene_par_id=compte,
        mene_par_nom=nom,
        suite=ligne.get("suite", ""),
        suite_le=today + timedelta(days=ligne["dans"]) if "dans" in ligne else None,
        suite_faite_le=today - timedelta(days=ligne["faite"]) if "faite" in ligne else None,
    )
