"""What the shared diagnosis holds about a person who has a compte: what she wrote, and what she said of a constat."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from convive.comptes.conservation import purges
from convive.comptes.models import Compte
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.comptes.selectors.adresse import build_filtre_adresse, build_filtre_effacement
from convive.diagnostic.actions.corbeille import delete_fiches_oubliees
from convive.diagnostic.models import (
    AvisConstat,
    Chapitre,
    Constat,
    DemandeAvis,
    ElementAfom,
    Enjeu,
    NoteEntretien,
    Parole,
    VoteEnjeu,
)
from convive.diagnostic.models.indicateur import MesureEspace


def _list_avis(compte: Compte) -> Iterable[AvisConstat]:
    concerned = Q(auteur=compte) | build_filtre_adresse(compte, "auteur_email")
    return AvisConstat.objects.filter(concerned).select_related("constat__espace", "organisation")


def _export_avis(avis: AvisConstat) -> Mapping[str, object]:
    return {
        "espace": str(avis.constat.espace),
        "constat": avis.constat_lu,
        "avis": avis.get_sens_display(),
        "phrase": avis.phrase,
        "pour": str(avis.organisation or ""),
        "date": avis.date,
    }


def _anonymise_avis(effacement: Effacement) -> None:
    """What the partner thinks stays, with its date; the name becomes that of a role, the address goes."""
    siens = Q(auteur=effacement.compte) | build_filtre_effacement(effacement, "auteur_email")
    rows = AvisConstat.objects.filter(siens)
    for espace_uuid in set(rows.order_by().values_list("constat__espace", flat=True)):
        nom = effacement.noms.get(espace_uuid)
        rows.filter(constat__espace=espace_uuid).update(auteur_nom=nom, auteur_email="")


def _rename_versions(effacement: Effacement) -> None:
    """The name copied on each version becomes that of her role in this espace."""
    versions = Chapitre.versions.filter(history_user=effacement.compte)
    for espace_uuid in set(versions.order_by().values_list("espace_id", flat=True)):
        versions.filter(espace=espace_uuid).update(auteur_nom=effacement.noms.get(espace_uuid))


def _anonymise_votes(effacement: Effacement) -> None:
    """The notes of a comité stay, under the name of her role; those of a workshop never had hers."""
    rows = VoteEnjeu.objects.filter(votant=effacement.compte)
    for espace_uuid in set(rows.order_by().values_list("tour__espace", flat=True)):
        rows.filter(tour__espace=espace_uuid).update(votant_nom=effacement.noms.get(espace_uuid))


def record_donnees() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            MesureEspace,
            "Les valeurs d’indicateurs que vous avez écrites",
            "Une valeur est à l’équipe : elle reste, écrite au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda mesure: {
                "espace": str(mesure.indicateur.espace),
                "indicateur": str(mesure.indicateur),
                "année": mesure.annee,
                "valeur": str(mesure.valeur or mesure.get_statut_display()),
            },
            liens=("updated_by",),
        )
    )
    purges.record("diagnostic_supprimes", delete_fiches_oubliees)
    donnees_personnelles.record(
        DonneesPersonne(
            Chapitre,
            "Les chapitres de diagnostic que vous avez écrits",
            "Un diagnostic est à l’équipe : son texte reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda chapitre: {
                "espace": str(chapitre.espace),
                "titre": chapitre.titre,
                "modifié le": chapitre.updated_at,
            },
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            Chapitre.versions.model,
            "Les versions des chapitres que vous avez écrites",
            "Chaque version reste, pour comparer et rétablir ; votre nom y devient celui de votre rôle.",
            Sort.ANONYMISER,
            lambda version: {"titre": version.titre, "texte": version.voyons, "date": version.history_date},
            liens=("history_user",),
            noms=("auteur_nom",),
            efface=_rename_versions,
        ),
        DonneesPersonne(
            Parole,
            "Les paroles que vous avez notées",
            "Une parole est à l’équipe : elle reste, notée au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda parole: {"espace": str(parole.espace), "parole": parole.verbatim, "date": parole.date_recueil},
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            NoteEntretien,
            "Les notes d’entretien que vous avez écrites",
            "Une note est à l’équipe : elle reste, écrite au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda note: {
                "espace": str(note.espace),
                "avec": str(note),
                "notes": note.texte,
                "date": note.date_entretien,
            },
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            Constat,
            "Les constats que vous avez écrits",
            "Un constat est à l’équipe : il reste, écrit au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda constat: {"espace": str(constat.espace), "constat": constat.texte, "écrit le": constat.created_at},
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            DemandeAvis,
            "Les demandes d’avis que vous avez préparées",
            "La liste reste à l’équipe, préparée au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda demande: {"espace": str(demande.espace), "demande": str(demande), "le": demande.created_at},
            liens=("created_by",),
        ),
        DonneesPersonne(
            Enjeu,
            "Les enjeux que vous avez écrits, les décisions que vous avez notées",
            "Un enjeu est à l’équipe : il reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda enjeu: {"espace": str(enjeu.espace), "enjeu": enjeu.libelle, "écrit le": enjeu.created_at},
            liens=("created_by", "updated_by", "note_par"),
        ),
        DonneesPersonne(
            VoteEnjeu,
            "Vos notes sur les enjeux, en comité",
            "Les notes restent dans le résultat, au nom de votre fonction. Celles d’un atelier n’ont jamais eu de nom.",
            Sort.ANONYMISER,
            lambda vote: {"vote": str(vote.tour), "enjeu": str(vote.enjeu), "note": vote.note},
            liens=("votant",),
            noms=("votant_nom",),
            efface=_anonymise_votes,
        ),
        DonneesPersonne(
            ElementAfom,
            "Les lignes d’AFOM que vous avez écrites",
            "Une ligne est à l’équipe : elle reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda element: {"espace": str(element.espace), "ligne": element.texte, "écrite le": element.created_at},
            liens=("created_by",),
        ),
        DonneesPersonne(
            AvisConstat,
            "Vos avis sur des constats",
            "L’avis reste, avec sa date, au nom de votre fonction et sans votre adresse.",
            Sort.ANONYMISER,
            _export_avis,
            liens=("auteur",),
            noms=("auteur_nom", "auteur_email"),
            list_lignes=_list_avis,
            efface=_anonymise_avis,
        ),
    )
