"""What the directory holds about a person who has a compte: she is found by her address, once she proved it."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q, QuerySet

from convive.acteurs.actions.echange import delete_echanges_anciens, delete_parts_privees
from convive.acteurs.actions.imports import delete_imports_abandonnes
from convive.acteurs.actions.lettre_groupe import delete_lettres_anciennes
from convive.acteurs.models import (
    DestinataireLettre,
    EchangeActeur,
    EcritImport,
    Import,
    LettreGroupe,
    OppositionLettre,
    Organisation,
    Personne,
    Rapprochement,
    StatutImport,
)
from convive.acteurs.rules.lettres_groupe import EtatDestinataire
from convive.comptes.conservation import purges
from convive.comptes.models import Compte
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.comptes.selectors.adresse import build_filtre_adresse, build_filtre_effacement


def _list_personnes(compte: Compte) -> QuerySet[Personne]:
    return Personne.objects.filter(build_filtre_adresse(compte)).select_related("espace")


def _export_personne(personne: Personne) -> Mapping[str, object]:
    return {
        "espace": str(personne.espace),
        "civilité": personne.get_civilite_display(),
        "nom": str(personne),
        "adresse": personne.email,
        "téléphone": personne.telephone,
        "source": personne.source,
        "recueillie le": personne.date_collecte,
        "fonctions": [f"{f.intitule} – {f.organisation}" for f in personne.fonctions.select_related("organisation")],
        "postes": [f"{p.intitule} – {p.employeur}" for p in personne.postes.select_related("employeur")],
    }


def _list_organisations(compte: Compte) -> Iterable[Organisation]:
    concerned = Q(created_by=compte) | Q(updated_by=compte) | build_filtre_adresse(compte)
    return Organisation.objects.filter(concerned).select_related("espace")


def _anonymise_personnes(effacement: Effacement) -> None:
    """The card of a person becomes that of a role; her functions stay, with their dates.

    A merge or an import of this card can no longer be undone: what it kept to do so would bring back her name. A file
    that is being checked and that holds her address goes.
    """
    if not effacement.adresse:
        return
    fiches = list(Personne.objects.filter(build_filtre_effacement(effacement)))
    pks = [personne.pk for personne in fiches]
    Rapprochement.objects.filter(Q(gardee_uuid__in=pks) | Q(autre_uuid__in=pks)).delete()
    EcritImport.objects.filter(objet_uuid__in=pks).delete()
    for fichier in Import.objects.filter(statut=StatutImport.PREPARE):
        if effacement.adresse.casefold() in str(fichier.lignes).casefold():
            fichier.delete()
    for personne in fiches:
        personne.civilite, personne.prenom, personne.nom = "", "", effacement.noms.get(personne.espace_id)
        personne.email, personne.telephone, personne.source = "", "", ""
        personne.version += 1
        personne.save()


def _empty_emails(effacement: Effacement) -> None:
    Organisation.objects.filter(build_filtre_effacement(effacement)).update(email="")


def _rename_versions(effacement: Effacement) -> None:
    versions = Organisation.versions.filter(history_user=effacement.compte)
    for espace_uuid in set(versions.order_by().values_list("espace_id", flat=True)):
        versions.filter(espace=espace_uuid).update(auteur_nom=effacement.noms.get(espace_uuid))


def _list_echanges(compte: Compte) -> Iterator[EchangeActeur]:
    """Those that she wrote or led, and those that were with her; `is_auteur` tells whose private part may be given."""
    concerned = Q(auteur=compte) | Q(mene_par=compte) | build_filtre_adresse(compte, "personne__email")
    for echange in EchangeActeur.objects.filter(concerned).select_related("espace", "organisation", "personne"):
        echange.is_auteur = echange.auteur_id == compte.pk  # type: ignore[attr-defined]  # read by the export below
        yield echange


def _export_echange(echange: EchangeActeur) -> Mapping[str, object]:
    prive = echange.prive
    if prive and not getattr(echange, "is_auteur", False):
        prive = f"{echange.auteur_nom} garde une part privée de cet échange\u00a0: demandez-la-lui."
    return {
        "espace": str(echange.espace),
        "échange": str(echange),
        "avec": ", ".join(str(fiche) for fiche in (echange.personne, echange.organisation) if fiche),
        "contenu de l’échange": echange.texte,
        "part privée": prive,
        "la suite": echange.suite,
    }


TEXTE_EFFACE = "Effacé à la demande de la personne."


def _anonymise_echanges(effacement: Effacement) -> None:
    """Of whoever wrote: her name becomes that of a role, her private parts go. Of whoever one spoke with: the words go,
    the day and the kind stay."""
    compte = effacement.compte
    for echange in EchangeActeur.objects.filter(Q(auteur=compte) | Q(mene_par=compte)):
        nom = effacement.noms.get(echange.espace_id)
        if echange.auteur_id == compte.pk:
            echange.auteur_nom, echange.prive = nom, ""
        if echange.mene_par_id == compte.pk:
            echange.mene_par_nom = nom
        echange.save()
    avec = EchangeActeur.objects.filter(build_filtre_effacement(effacement, "personne__email"))
    avec.update(texte=TEXTE_EFFACE, prive="", suite="", suite_le=None, suite_faite_le=None)


def _list_copies(compte: Compte) -> Iterable[DestinataireLettre]:
    concerned = build_filtre_adresse(compte) | build_filtre_adresse(compte, "personne__email")
    return DestinataireLettre.objects.filter(concerned).select_related("lettre__espace", "personne", "organisation")


def _export_copie(copie: DestinataireLettre) -> Mapping[str, object]:
    return {
        "espace": str(copie.lettre.espace),
        "objet": copie.objet or copie.lettre.objet,
        "texte": copie.texte,
        "où elle en est": copie.get_etat_display(),
        "partie le": copie.parti_le,
    }


def _anonymise_copies(effacement: Effacement) -> None:
    """Who received what becomes a role; what is not sent yet does not leave."""
    filtre = build_filtre_effacement(effacement) | build_filtre_effacement(effacement, "personne__email")
    for copie in DestinataireLettre.objects.filter(filtre).select_related("lettre"):
        copie.nom = effacement.noms.get(copie.lettre.espace_id)
        copie.email, copie.adresse, copie.texte, copie.raison = "", "", "", ""
        if copie.etat == EtatDestinataire.A_ENVOYER.value:
            copie.etat = EtatDestinataire.ECARTE.value
        copie.save()


def _rename_lettres(effacement: Effacement) -> None:
    compte = effacement.compte
    for lettre in LettreGroupe.objects.filter(Q(auteur=compte) | Q(envoyee_par=compte)):
        nom = effacement.noms.get(lettre.espace_id)
        if lettre.auteur_id == compte.pk:
            lettre.auteur_nom = nom
        if lettre.envoyee_par_id == compte.pk:
            lettre.envoyee_par_nom = nom
        lettre.save()


def _delete_oppositions(effacement: Effacement) -> None:
    OppositionLettre.objects.filter(build_filtre_effacement(effacement)).delete()


def record_donnees() -> None:
    purges.record("lettres_groupes", delete_lettres_anciennes)
    purges.record("echanges_acteurs", delete_echanges_anciens)
    purges.record("echanges_acteurs_prives", delete_parts_privees)
    purges.record("imports_abandonnes", delete_imports_abandonnes)
    donnees_personnelles.record(
        # Before the cards of people: they are found by the address that the erasure takes away.
        DonneesPersonne(
            EchangeActeur,
            "Les appels, rencontres et courriers que vous avez notés, menés, ou que l’on a eus avec vous",
            "Ce que vous avez noté reste, au nom de votre fonction, sans sa part privée. Des échanges avec vous "
            "restent le jour et la sorte\u00a0: les mots sont effacés.",
            Sort.ANONYMISER,
            _export_echange,
            liens=("auteur", "mene_par"),
            noms=("auteur_nom", "mene_par_nom"),
            list_lignes=_list_echanges,
            efface=_anonymise_echanges,
        ),
        DonneesPersonne(
            DestinataireLettre,
            "Les lettres à un groupe que vous avez reçues",
            "Qu’une lettre est partie reste, au nom de votre fonction, sans votre adresse ni ce qui vous a été écrit.",
            Sort.ANONYMISER,
            _export_copie,
            noms=("nom", "email"),
            list_lignes=_list_copies,
            efface=_anonymise_copies,
        ),
        DonneesPersonne(
            LettreGroupe,
            "Les lettres à un groupe que vous avez écrites ou envoyées",
            "Elles sont à l’équipe\u00a0: elles restent, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda lettre: {"espace": str(lettre.espace), "objet": lettre.objet, "envoyée le": lettre.envoyee_le},
            liens=("auteur", "envoyee_par"),
            noms=("auteur_nom", "envoyee_par_nom"),
            efface=_rename_lettres,
        ),
        DonneesPersonne(
            OppositionLettre,
            "Votre souhait de ne plus recevoir de lettres",
            "Il s’efface avec votre adresse\u00a0: il ne reste plus rien à qui écrire.",
            Sort.EFFACER,
            lambda opposition: {"espace": str(opposition.espace), "adresse": opposition.email},
            noms=("email",),
            list_lignes=lambda compte: OppositionLettre.objects.filter(build_filtre_adresse(compte)),
            efface=_delete_oppositions,
        ),
        DonneesPersonne(
            Personne,
            "Votre fiche dans les annuaires",
            "La fiche porte votre fonction, sans adresse ni téléphone. Les fonctions et les postes restent.",
            Sort.ANONYMISER,
            _export_personne,
            noms=("email",),
            list_lignes=_list_personnes,
            efface=_anonymise_personnes,
        ),
        DonneesPersonne(
            Organisation,
            "Les organisations que vous avez décrites, ou que l’on joint à votre adresse",
            "Leur fiche est à l’équipe : elle reste, au nom de votre fonction. Votre adresse y est effacée.",
            Sort.ANONYMISER,
            lambda organisation: {"espace": str(organisation.espace), "organisation": organisation.nom},
            liens=("created_by", "updated_by"),
            noms=("email",),
            list_lignes=_list_organisations,
            efface=_empty_emails,
        ),
        DonneesPersonne(
            Organisation.versions.model,
            "Les versions des fiches d’organisation que vous avez écrites",
            "Chaque version reste, pour comparer et rétablir ; votre nom y devient celui de votre rôle.",
            Sort.ANONYMISER,
            lambda version: {"organisation": version.nom, "date": version.history_date},
            liens=("history_user",),
            noms=("auteur_nom",),
            efface=_rename_versions,
        ),
        DonneesPersonne(
            Rapprochement,
            "Les doublons de l’annuaire que vous avez réglés",
            "La décision reste à l’équipe, au nom de votre fonction : elle sert à revenir en arrière.",
            Sort.ANONYMISER,
            lambda rapprochement: {
                "espace": str(rapprochement.espace),
                "décision": rapprochement.get_decision_display(),
                "date": rapprochement.created_at,
            },
            liens=("created_by",),
        ),
        DonneesPersonne(
            Import,
            "Les fichiers que vous avez importés dans l’annuaire",
            "L’import reste à l’équipe, au nom de votre fonction : il sert à revenir en arrière.",
            Sort.ANONYMISER,
            lambda fichier: {
                "espace": str(fichier.espace),
                "fichier": fichier.fichier_nom,
                "date": fichier.created_at,
            },
            liens=("created_by",),
        ),
    )
