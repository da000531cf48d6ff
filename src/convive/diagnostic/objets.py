"""What the other packages may point at: a parole, a constat, the diagnosis and its chapters."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from convive.diagnostic.models import (
    Chapitre,
    Constat,
    DemandeAvis,
    Diagnostic,
    ElementAfom,
    Enjeu,
    NoteEntretien,
    Parole,
    TourVote,
)
from convive.diagnostic.models.indicateur import IndicateurEspace, ReleveMillesimes, SeuilIndicateur
from convive.diagnostic.models.public import Consentement
from convive.diagnostic.permissions import LECTEURS, REDACTEURS, can_get_diagnostic, can_update_chapitre
from convive.diagnostic.rules.afom import DROIT_LIRE_AFOM
from convive.diagnostic.rules.fiches import DROIT_ECRIRE_PAROLES
from convive.diagnostic.rules.sommaire import ZONES
from convive.diagnostic.selectors.avis import DONNER_AVIS
from convive.diagnostic.selectors.demande import CLE_OBJET as CLE_DEMANDE
from convive.diagnostic.selectors.demande import DONNER_AVIS_LISTE
from convive.documents.porteurs import Porteur, porteurs
from convive.echanges.panneau import record_echanges
from convive.espaces.models import Membre, filter_membres_concernes
from convive.espaces.objets import get_espace_uuid
from convive.espaces.textes import TypeTexte, textes
from convive.socle.droits import droits
from convive.socle.objets import TypeObjet, objets
from convive.socle.texte import get_texte_nu


def get_url_parole(parole: Parole) -> str:
    return reverse("diagnostic:parole_detail", args=[parole.espace_id, parole.pk])


def get_url_constat(constat: Constat) -> str:
    return reverse("diagnostic:constat_detail", args=[constat.espace_id, constat.pk])


def filter_lecteurs(membres: "QuerySet[Membre]", constat: Any) -> "QuerySet[Membre]":
    """The places that see a constat: a draft is for those who write."""
    concernes = filter_membres_concernes(membres, constat)
    return concernes if constat.is_partage else concernes.filter(role__in=REDACTEURS)


def filter_lecteurs_parole(membres: "QuerySet[Membre]", parole: Any) -> "QuerySet[Membre]":
    """The places that see a parole: what may not be quoted is for those who write."""
    concernes = filter_membres_concernes(membres, parole)
    if parole.consentement == Consentement.CITER and parole.est_anonyme:
        return concernes
    return concernes.filter(role__in=sorted(droits.get_roles(*DROIT_ECRIRE_PAROLES)))


def filter_lecteurs_afom(membres: "QuerySet[Membre]", element: Any) -> "QuerySet[Membre]":
    """The places without limits of thématiques, and those of its own."""
    liens = Membre.thematiques.through._default_manager.filter(membre=OuterRef("pk"))
    return membres.filter(
        ~Exists(liens) | Exists(liens.filter(thematique=element.thematique_id)),
        role__in=sorted(droits.get_roles(*DROIT_LIRE_AFOM)),
    )


def get_url_afom(element: ElementAfom) -> str:
    url = reverse("diagnostic:afom_detail", args=[element.espace_id, element.thematique_id])
    return f"{url}#{element.quadrant}"


def get_url_indicateur(indicateur: IndicateurEspace) -> str:
    return reverse("diagnostic:indicateur_espace_detail", args=[indicateur.espace_id, indicateur.pk])


def get_url_seuil(seuil: SeuilIndicateur) -> str:
    cle = {"espace_uuid": seuil.espace_id, "indicateur": seuil.indicateur}
    return reverse("diagnostic:indicateur_detail", kwargs=cle)


def get_url_enjeu(enjeu: Enjeu) -> str:
    return reverse("diagnostic:enjeu_detail", args=[enjeu.espace_id, enjeu.pk])


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "enjeu",
            Enjeu,
            "Enjeu",
            get_url_enjeu,
            Enjeu.objects.visible_to,
            get_textes=lambda enjeu: (enjeu.libelle, enjeu.precision),
            get_espace_uuid=get_espace_uuid,
            defini="l’enjeu",
            nommes_to=lambda compte: Enjeu.objects.visible_to(compte, with_supprimees=True),
        ),
        TypeObjet(
            "tour_vote",
            TourVote,
            "Vote sur les enjeux",
            lambda tour: reverse("diagnostic:tour_vote_list", args=[tour.espace_id]),
            TourVote.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le vote",
        ),
        TypeObjet(
            "element_afom",
            ElementAfom,
            "Ligne d’AFOM",
            get_url_afom,
            ElementAfom.objects.visible_to,
            get_textes=lambda element: (element.texte, element.get_quadrant_display()),
            get_espace_uuid=get_espace_uuid,
            defini="la ligne d’AFOM",
        ),
        TypeObjet(
            "indicateur_espace",
            IndicateurEspace,
            "Indicateur de l’espace",
            get_url_indicateur,
            IndicateurEspace.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’indicateur",
        ),
        TypeObjet(
            "seuil_indicateur",
            SeuilIndicateur,
            "Seuil surveillé",
            get_url_seuil,
            SeuilIndicateur.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le seuil",
        ),
        TypeObjet(
            "releve_millesimes",
            ReleveMillesimes,
            "Relevé des millésimes",
            lambda releve: reverse("diagnostic:millesime_list", args=[releve.espace_id]),
            ReleveMillesimes.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le relevé des millésimes",
        ),
    )
    porteurs.record(Porteur("indicateur_espace", "diagnostic:indicateur_espace_detail"))
    objets.record(
        TypeObjet(
            "parole",
            Parole,
            "Parole",
            get_url_parole,
            Parole.objects.visible_to,
            get_textes=lambda parole: (str(parole), parole.verbatim),
            get_espace_uuid=get_espace_uuid,
            defini="la parole",
            nommes_to=lambda compte: Parole.objects.visible_to(compte, with_supprimees=True),
        ),
        TypeObjet(
            "note_entretien",
            NoteEntretien,
            "Note d’entretien",
            lambda note: reverse("diagnostic:note_entretien_detail", args=[note.espace_id, note.pk]),
            NoteEntretien.objects.visible_to,
            get_textes=lambda note: (note.interlocuteur, note.texte),
            get_espace_uuid=get_espace_uuid,
            defini="la note d’entretien",
            nommes_to=lambda compte: NoteEntretien.objects.visible_to(compte, with_supprimees=True),
        ),
        TypeObjet(
            "constat",
            Constat,
            "Constat",
            get_url_constat,
            Constat.objects.visible_to,
            get_textes=lambda constat: (constat.texte, constat.precision),
            gestes=(DONNER_AVIS,),
            get_espace_uuid=get_espace_uuid,
            defini="le constat",
            nommes_to=lambda compte: Constat.objects.visible_to(compte, with_supprimees=True),
        ),
    )
    objets.record(
        TypeObjet(
            CLE_DEMANDE,
            DemandeAvis,
            "Demande d’avis",
            lambda demande: reverse("diagnostic:avis_list", args=[demande.espace_id]) + "#listes",
            DemandeAvis.objects.visible_to,
            gestes=(DONNER_AVIS_LISTE,),
            get_espace_uuid=get_espace_uuid,
            defini="la demande d’avis",
        )
    )
    porteurs.record(Porteur("constat", "diagnostic:constat_detail"))
    porteurs.record(Porteur("enjeu", "diagnostic:enjeu_detail"))
    record_echanges(
        "enjeu", page="diagnostic:enjeu_detail", filter_lecteurs=filter_membres_concernes, champs=("communes",)
    )
    record_echanges(
        "constat",
        page="diagnostic:constat_detail",
        filter_lecteurs=filter_lecteurs,
        champs=("communes", "is_partage"),
    )
    record_echanges(
        "parole",
        page="diagnostic:parole_detail",
        filter_lecteurs=filter_lecteurs_parole,
        champs=("communes", "consentement", "est_anonyme"),
        invite="Ce qu’elle éclaire, ce qu’il faudrait vérifier. Jamais rien qui ferait reconnaître la personne.",
    )
    record_echanges("element_afom", filter_lecteurs=filter_lecteurs_afom, champs=("thematique_id",))
    record_echanges(
        "indicateur_espace",
        page="diagnostic:indicateur_espace_detail",
        filter_lecteurs=filter_membres_concernes,
        champs=("communes",),
    )


def get_url_diagnostic(diagnostic: Diagnostic) -> str:
    return reverse("diagnostic:diagnostic_detail", args=[diagnostic.espace_id, diagnostic.pk])


def get_url_chapitre(chapitre: Chapitre) -> str:
    return reverse("diagnostic:chapitre_detail", args=[chapitre.espace_id, chapitre.diagnostic_id, chapitre.pk])


def get_textes_chapitre(chapitre: Any) -> tuple[str, str]:
    return chapitre.titre, get_texte_nu("\n\n".join(getattr(chapitre, zone) for zone in ZONES))


def filter_lecteurs_diagnostic(membres: "QuerySet[Membre]", _objet: Any) -> "QuerySet[Membre]":
    """The places that read the diagnosis."""
    return membres.filter(role__in=LECTEURS)


def record_objets_diagnostic() -> None:
    objets.record(
        TypeObjet(
            "diagnostic",
            Diagnostic,
            "Diagnostic",
            get_url_diagnostic,
            Diagnostic.objects.visible_to,
            get_textes=lambda diagnostic: (str(diagnostic), "Diagnostic partagé"),
            get_espace_uuid=get_espace_uuid,
            defini="le diagnostic",
        ),
        TypeObjet(
            "chapitre",
            Chapitre,
            "Chapitre du diagnostic",
            get_url_chapitre,
            # With its version of the diagnosis, which says whether it may still change.
            lambda compte: Chapitre.objects.visible_to(compte).select_related("diagnostic"),
            get_textes=get_textes_chapitre,
            get_espace_uuid=get_espace_uuid,
            defini="le chapitre",
        ),
    )
    textes.record(
        TypeTexte(
            "chapitre",
            {"titre": "Titre", **ZONES},
            "diagnostic:diagnostic_detail",
            can_get_diagnostic,
            can_update_chapitre,
        )
    )
    record_echanges(
        "diagnostic",
        page="diagnostic:diagnostic_detail",
        filter_lecteurs=filter_lecteurs_diagnostic,
        champs=(),
        is_secondaire=True,
    )
    record_echanges(
        "chapitre", page="diagnostic:chapitre_detail", filter_lecteurs=filter_lecteurs_diagnostic, champs=()
    )
