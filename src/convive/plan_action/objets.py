"""What the other packages may point at: an action, an element of the tree, a saved view."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from convive.acteurs.models import Fonction, Personne
from convive.documents.porteurs import Porteur, porteurs
from convive.echanges.lecteurs import filter_par_droit
from convive.echanges.panneau import record_echanges
from convive.espaces.models import Membre, filter_membres_concernes
from convive.espaces.objets import get_espace_uuid
from convive.espaces.textes import TypeTexte, textes
from convive.plan_action.models import DemandePoint, FicheAction, ImportPlan, NoeudPlan, VuePlan
from convive.plan_action.permissions import CONTRIBUTEURS, EQUIPE, can_list_plan, can_update_fiche
from convive.plan_action.rules.plan import DROIT_LIRE
from convive.plan_action.selectors.point import CLE_DEMANDE, FAIRE_LE_POINT
from convive.socle.objets import TypeObjet, objets
from convive.socle.texte import get_texte_nu

LIBELLES_TEXTES = {
    "titre": "Titre",
    "constat_texte": "Constat de départ",
    "objectif_general": "Objectif général",
    "objectifs_operationnels": "Objectifs opérationnels",
    "description": "Description",
    "resultats_attendus": "Résultats attendus",
    "moyens_humains": "Moyens humains",
    "moyens_materiels": "Moyens matériels",
}


def get_url_fiche(fiche: FicheAction) -> str:
    return reverse("plan_action:fiche_action_detail", args=[fiche.espace_id, fiche.pk])


def get_url_noeud(noeud: NoeudPlan) -> str:
    return f"{reverse('plan_action:plan_detail', args=[noeud.espace_id, noeud.ctg_id])}#noeud-{noeud.pk}"


def get_textes_fiche(fiche: Any) -> tuple[str, str]:
    return str(fiche), get_texte_nu("\n\n".join(getattr(fiche, champ) for champ in FicheAction.CHAMPS_TEXTES[1:]))


def filter_lecteurs(membres: "QuerySet[Membre]", fiche: Any) -> "QuerySet[Membre]":
    """The places that read an action: a draft, or an internal one, is for the team and whoever pilots or carries it."""
    cartes = Personne.objects.filter(
        espace=fiche.espace_id, email__iexact=OuterRef("compte__email"), fusionnee_dans__isnull=True
    )
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction=fiche.pk).values("personne")
    porteuse = Fonction.objects.en_cours().filter(organisation=fiche.organisation_porteuse_id).values("personne")
    propres = Exists(cartes.filter(Q(pk__in=pilotes) | Q(pk__in=porteuse)))
    lecteurs = filter_membres_concernes(membres, fiche).order_by()
    if fiche.is_interne:
        lecteurs = lecteurs.filter(role__in=EQUIPE)
    return membres.filter(Q(pk__in=lecteurs.values("pk")) | Q(propres, role__in=CONTRIBUTEURS))


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "fiche_action",
            FicheAction,
            "Fiche-action",
            get_url_fiche,
            FicheAction.objects.visible_to,
            get_textes=get_textes_fiche,
            get_espace_uuid=get_espace_uuid,
            defini="la fiche-action",
        ),
        TypeObjet(
            "noeud_plan",
            NoeudPlan,
            "Élément du plan",
            get_url_noeud,
            NoeudPlan.objects.visible_to,
            get_textes=lambda noeud: (str(noeud), get_texte_nu(noeud.description)),
            get_espace_uuid=get_espace_uuid,
            defini="l’élément du plan",
        ),
        TypeObjet(
            CLE_DEMANDE,
            DemandePoint,
            "Demande de point",
            lambda demande: reverse("plan_action:point_list", args=[demande.espace_id]),
            DemandePoint.objects.visible_to,
            gestes=(FAIRE_LE_POINT,),
            get_espace_uuid=get_espace_uuid,
            defini="la demande de point",
        ),
        TypeObjet(
            "import_plan",
            ImportPlan,
            "Import d’un plan",
            lambda fichier: reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk]),
            ImportPlan.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’import du plan",
        ),
        TypeObjet(
            "vue_plan",
            VuePlan,
            "Vue du plan",
            lambda vue: f"{reverse('plan_action:plan_detail', args=[vue.espace_id])}?vue={vue.pk}",
            VuePlan.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="la vue du plan",
        ),
    )
    textes.record(
        TypeTexte("fiche_action", LIBELLES_TEXTES, "plan_action:plan_detail", can_list_plan, can_update_fiche)
    )
    porteurs.record(Porteur("fiche_action", "plan_action:fiche_action_detail"))
    record_echanges(
        "fiche_action",
        page="plan_action:fiche_action_detail",
        filter_lecteurs=filter_lecteurs,
        champs=("communes", "is_interne", "organisation_porteuse_id"),
    )
    record_echanges("noeud_plan", filter_lecteurs=filter_par_droit(*DROIT_LIRE), champs=())
