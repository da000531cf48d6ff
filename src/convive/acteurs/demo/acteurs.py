"""The directory of the demonstration: organisations, people and their functions, ties, groups."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.acteurs.models import (
    DestinataireLettre,
    EchangeActeur,
    Fonction,
    Groupe,
    LettreGroupe,
    LienOrganisations,
    NatureEchange,
    Organisation,
    Personne,
)
from convive.acteurs.rules.lettres_groupe import EtatDestinataire
from convive.acteurs.selectors.lettre_groupe import list_plis
from convive.espaces.models import Espace
from convive.espaces.rules import get_date_fin
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.noms import fold_nom
from convive.socle.objets import objets
from convive.socle.recit import Recit

SOURCE = "Rencontre lors du diagnostic"
TOUTES = "toutes"


def create_acteurs_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file, written by the chargée de coopération."""
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
    for ligne in contenu.get("lettres", ()):
        _create_lettre(espace, recit, ligne, organisations)


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
            first, last = read_jours(contact)
            fonctions.append(
                Fonction(
                    espace=espace,
                    personne=personnes[nom],
                    organisation=organisations[ligne["cle"]],
                    intitule=contact["fonction"],
                    is_elu=contact.get("elu", False),
                    is_contact_principal=contact.get("principal", False),
                    date_debut=first,
                    date_fin=get_date_fin(last) if last else None,
                )
            )
    Personne.objects.bulk_create(personnes.values())
    Fonction.objects.bulk_create(fonctions)
    return personnes


def read_jours(ligne: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day of a function or of a post: a date, or a number of days counted back from today, the
    last day being the eve of what follows."""
    today = timezone.localdate()
    first = today - timedelta(days=ligne["jours"] - 1) if "jours" in ligne else ligne.get("depuis")
    last = today - timedelta(days=ligne["jours_fin"]) if "jours_fin" in ligne else ligne.get("dernier_jour")
    return first, last


def _build_personne(espace: Espace, contact: Mapping[str, Any]) -> Personne:
    prenom, _, nom = contact["nom"].partition(" ")
    return Personne(
        espace=espace,
        civilite=contact.get("civilite", ""),
        prenom=prenom,
        nom=nom,
        email=contact.get("email", f"{_fold(prenom)}.{_fold(nom)}@exemple.invalid"),
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


def _create_lettre(
    espace: Espace, recit: Recit, ligne: Mapping[str, Any], organisations: Mapping[str, Organisation]
) -> None:
    """A draft, or a letter that left some days ago: nothing is sent by the demonstration."""
    compte, nom = recit.get_compte(ligne["par"]), recit.noms[ligne["par"]]
    lettre = LettreGroupe.objects.create(
        espace=espace, objet=ligne["objet"], texte=ligne["texte"].strip(), auteur_id=compte, auteur_nom=nom
    )
    groupe = Groupe.objects.get(espace=espace, nom=ligne["groupe"])
    DestinataireLettre.objects.bulk_create(
        [
            *(DestinataireLettre(lettre=lettre, personne=personne) for personne in groupe.personnes.all()),
            *(DestinataireLettre(lettre=lettre, organisation=organisations[cle]) for cle in ligne.get("chez", ())),
        ]
    )
    if "jours" in ligne:
        _send_lettre(lettre, ligne)


def _send_lettre(lettre: LettreGroupe, ligne: Mapping[str, Any]) -> None:
    """As it was that day: one address refused, those without an address to post."""
    lettre.envoyee_le = timezone.now() - timedelta(days=ligne["jours"])
    lettre.envoyee_par_id, lettre.envoyee_par_nom = lettre.auteur_id, lettre.auteur_nom
    lettre.save()
    reference, refus = objets.get_reference(lettre), ligne.get("refus", {})
    for pli in list_plis(lettre):
        copie, is_refusee = pli.destinataire, pli.nom == refus.get("qui")
        etat = EtatDestinataire.PARTI if pli.email else EtatDestinataire.PAPIER
        copie.etat = (EtatDestinataire.REFUSE if is_refusee else etat).value
        copie.nom, copie.email, copie.adresse, copie.objet, copie.texte = (
            *(pli.nom, pli.email, pli.adresse),
            *(pli.objet, pli.texte),
        )
        copie.raison = refus["raison"] if is_refusee else ""
        copie.parti_le = lettre.envoyee_le if copie.etat == EtatDestinataire.PARTI.value else None
        copie.save()
        if not is_refusee:
            EchangeActeur.objects.create(
                espace=lettre.espace,
                organisation=copie.organisation,
                personne=copie.personne,
                nature=NatureEchange.COURRIEL if pli.email else NatureEchange.COURRIER,
                date=timezone.localdate(lettre.envoyee_le),
                texte=f"Lettre à un groupe\u00a0: {pli.objet}",
                auteur_id=lettre.auteur_id,
                auteur_nom=lettre.auteur_nom,
                mene_par_id=lettre.auteur_id,
                mene_par_nom=lettre.auteur_nom,
                objet_type=reference.objet_type,
                objet_uuid=reference.objet_uuid,
            )
