"""Organisations, people and functions of an espace, as few words as possible."""

from datetime import date
from decimal import Decimal
from typing import Any

from convive.acteurs.actions.echange import SaisieEchange, create_echange
from convive.acteurs.actions.lettre_groupe import create_lettre
from convive.acteurs.actions.organisation import create_organisation
from convive.acteurs.models import (
    EchangeActeur,
    Fonction,
    Groupe,
    LettreGroupe,
    Organisation,
    Personne,
    PosteCooperation,
)
from convive.acteurs.selectors.lettre_groupe import Cible
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Coches, Saisie
from convive.espaces.models import Espace, Thematique


def create_organisation_essai(
    espace: Espace,
    nom: str = "Les Passeurs du Gué",
    *,
    thematiques: tuple[Thematique, ...] = (),
    communes: tuple[str, ...] = (),
    attentes: str = "",
    position_motif: str = "",
    **valeurs: Any,
) -> Organisation:
    """Written by whoever created the espace; an association unless told otherwise."""
    auteur = espace.created_by
    assert auteur is not None
    saisie = Saisie(
        {"nom": nom, "type": "association", "attentes": attentes, "position_motif": position_motif, **valeurs},
        coches={
            "thematiques": Coches(frozenset(thematique.pk for thematique in thematiques)),
            "communes": Coches(frozenset(communes)),
        },
    )
    return create_organisation(by=auteur, espace=espace, saisie=saisie)


def create_personne_essai(espace: Espace, nom: str = "Bellegué", prenom: str = "Soraya", **champs: Any) -> Personne:
    return Personne.objects.create(espace=espace, nom=nom, prenom=prenom, **{"source": "sa carte", **champs})


def create_fonction_essai(
    personne: Personne,
    organisation: Organisation,
    intitule: str = "Directrice",
    date_debut: date | None = None,
    date_fin: date | None = None,
    **champs: Any,
) -> Fonction:
    return Fonction.objects.create(
        espace=personne.espace,
        personne=personne,
        organisation=organisation,
        intitule=intitule,
        date_debut=date_debut,
        date_fin=date_fin,
        **champs,
    )


def create_echange_essai(
    by: Compte,
    organisation: Organisation | None,
    texte: str = "Elle cherche un local.",
    *,
    personne: Personne | None = None,
    date: date = date(2026, 3, 2),
    suite: str = "",
    suite_le: date | None = None,
    **saisie: Any,
) -> EchangeActeur:
    """A call, that whoever writes had."""
    fiche = organisation or personne
    assert fiche is not None
    valeurs = {"nature": "appel", "date": date, "texte": texte, "suite": suite, "suite_le": suite_le}
    saisie = {"mene_par": by, **saisie}
    return create_echange(by=by, espace=fiche.espace, saisie=SaisieEchange(valeurs, organisation, personne, **saisie))


def create_lettre_essai(
    by: Compte,
    espace: Espace,
    *cibles: Personne | Organisation,
    objet: str = "Rentrée de {prénom}",
    texte: str = "Bonjour {prénom} {nom}",
) -> LettreGroupe:
    """A draft, to these people and organisations."""
    choisies = [Cible(cible, None) if isinstance(cible, Personne) else Cible(None, cible) for cible in cibles]
    saisie = Saisie({"objet": objet, "texte": texte})
    return create_lettre(by=by, espace=espace, saisie=saisie, cibles=choisies)


def create_groupe_essai(espace: Espace, nom: str = "Les maires", *personnes: Personne) -> Groupe:
    groupe = Groupe.objects.create(espace=espace, nom=nom)
    groupe.personnes.set(personnes)
    return groupe


def create_annuaire(espace: Espace, *, organisations: int, personnes: int) -> None:
    """A directory of this size: names that never look alike, each person in one organisation, each with a theme."""
    thematiques = list(espace.thematiques.all())
    rows = Organisation.objects.bulk_create(
        Organisation(espace=espace, nom=f"Organisation {rang:04}", type="commune" if rang % 3 else "association")
        for rang in range(organisations)
    )
    lien = Organisation.thematiques.through
    lien._default_manager.bulk_create(
        lien(organisation=row, thematique=thematiques[rang % len(thematiques)]) for rang, row in enumerate(rows)
    )
    gens = Personne.objects.bulk_create(
        Personne(espace=espace, nom=f"Nom {rang:04}", prenom="P", email=f"p{rang}@exemple.fr")
        for rang in range(personnes)
    )
    Fonction.objects.bulk_create(
        Fonction(espace=espace, personne=personne, organisation=rows[rang % len(rows)], intitule="Agent")
        for rang, personne in enumerate(gens)
    )


def create_poste_essai(
    espace: Espace,
    intitule: str = "Chargée de coopération CTG",
    *,
    employeur: Organisation | None = None,
    etp: str = "1",
    ctg: str = "0.5",
    thematiques: tuple[Thematique, ...] = (),
    remplace: tuple[PosteCooperation, ...] = (),
    **champs: Any,
) -> PosteCooperation:
    """A post of the Pays, unless told otherwise."""
    employeur = employeur or Organisation.objects.get_or_create(espace=espace, nom="Pays", defaults={"type": "epci"})[0]
    poste = PosteCooperation.objects.create(
        espace=espace,
        intitule=intitule,
        employeur=employeur,
        etp_total=Decimal(etp),
        quotite_ctg=Decimal(ctg),
        **champs,
    )
    poste.thematiques.set(thematiques)
    poste.remplace.set(remplace)
    return poste
