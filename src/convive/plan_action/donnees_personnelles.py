"""What the plan holds about a person who has a compte: what she wrote, judged, noted."""

from collections.abc import Callable
from typing import Any

from convive.comptes.conservation import purges
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.plan_action.actions.imports import delete_imports_abandonnes
from convive.plan_action.models import (
    ChangementStatut,
    ColonnesPlan,
    DemandePoint,
    FicheAction,
    ImportPlan,
    MeteoFiche,
    NoteSuivi,
    ReponsePilote,
    VuePlan,
)


def _rename_versions(effacement: Effacement) -> None:
    """The name copied on each version becomes that of her role in this espace."""
    versions = FicheAction.versions.filter(history_user=effacement.compte)
    for espace_uuid in set(versions.order_by().values_list("espace_id", flat=True)):
        versions.filter(espace=espace_uuid).update(auteur_nom=effacement.noms.get(espace_uuid))


def _build_renommage(modele: Any, champ: str) -> Callable[[Effacement], None]:
    """The name copied in `champ` becomes that of her role."""

    def rename(effacement: Effacement) -> None:
        rows = modele.objects.filter(auteur=effacement.compte)
        for espace_uuid in set(rows.order_by().values_list("fiche__espace", flat=True)):
            rows.filter(fiche__espace=espace_uuid).update(**{champ: effacement.noms.get(espace_uuid)})

    return rename


def record_donnees() -> None:
    purges.record("imports_plan_abandonnes", delete_imports_abandonnes)
    donnees_personnelles.record(
        DonneesPersonne(
            FicheAction,
            "Les fiches-action que vous avez écrites",
            "Une action est à l’équipe : elle reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda fiche: {"espace": str(fiche.espace), "action": str(fiche), "modifiée le": fiche.updated_at},
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            FicheAction.versions.model,
            "Les versions des fiches-action que vous avez écrites",
            "Chaque version reste, pour comparer et rétablir ; votre nom y devient celui de votre rôle.",
            Sort.ANONYMISER,
            lambda version: {"action": version.titre, "date": version.history_date},
            liens=("history_user",),
            noms=("auteur_nom",),
            efface=_rename_versions,
        ),
        DonneesPersonne(
            MeteoFiche,
            "Les météos que vous avez données",
            "Une météo reste, avec sa date, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda meteo: {
                "action": str(meteo.fiche),
                "météo": meteo.get_niveau_display(),
                "phrase": meteo.phrase,
                "date": meteo.date,
            },
            liens=("auteur",),
            noms=("auteur_nom",),
            efface=_build_renommage(MeteoFiche, "auteur_nom"),
        ),
        DonneesPersonne(
            NoteSuivi,
            "Les notes de suivi que vous avez écrites",
            "Une note de suivi est à l’équipe : elle reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda note: {"action": str(note.fiche), "note": note.texte, "date": note.date},
            liens=("auteur",),
            noms=("auteur_libelle",),
            efface=_build_renommage(NoteSuivi, "auteur_libelle"),
        ),
        DonneesPersonne(
            ChangementStatut,
            "Les changements de statut que vous avez notés",
            "La décision reste, avec l’instance qui l’a prise, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda changement: {
                "action": str(changement.fiche),
                "statut": changement.get_vers_display(),
                "motif": changement.motif,
                "date": changement.date,
            },
            liens=("par",),
        ),
        DonneesPersonne(
            ReponsePilote,
            "Les réponses de pilotes que vous avez relues",
            "La réponse reste, relue au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda reponse: {"action": str(reponse.fiche), "reçue le": reponse.recue_le},
            liens=("relue_par",),
        ),
        DonneesPersonne(
            DemandePoint,
            "Les points que vous avez demandés à des pilotes",
            "La demande reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda demande: {"espace": str(demande.espace), "demande": str(demande), "le": demande.created_at},
            liens=("created_by",),
        ),
        DonneesPersonne(
            VuePlan,
            "Les vues du plan que vous avez gardées",
            "Vos vues s’effacent avec votre compte.",
            Sort.EFFACER,
            lambda vue: {"espace": str(vue.espace), "vue": vue.nom},
            liens=("auteur",),
        ),
        DonneesPersonne(
            ColonnesPlan,
            "Les colonnes que vous montrez dans la liste du plan",
            "Ce choix s’efface avec votre compte.",
            Sort.EFFACER,
            lambda choix: {"espace": str(choix.espace), "colonnes": choix.colonnes},
            liens=("compte",),
        ),
        DonneesPersonne(
            ImportPlan,
            "Les plans que vous avez importés",
            "Un import est à l’équipe : il reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda fichier: {"espace": str(fichier.espace), "fichier": fichier.fichier_nom, "le": fichier.created_at},
            liens=("created_by",),
        ),
    )
