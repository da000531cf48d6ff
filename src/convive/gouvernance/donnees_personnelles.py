"""What the bodies hold about a person who has a compte: where she sits, where she was, what she wrote."""

from collections.abc import Callable, Iterable
from typing import Any

from convive.comptes.models import Compte
from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.comptes.selectors.adresse import build_filtre_adresse, build_filtre_effacement
from convive.gouvernance.models import (
    ArbitrageNote,
    Decision,
    EffetDecision,
    ErratumSeance,
    LigneSeance,
    MembreInstance,
    NoteDecision,
    ParticipantSeance,
    Seance,
    SuiviDecision,
    SuiviEngagement,
    VisiteElu,
    VoixDecision,
)


def list_sieges(compte: Compte) -> Iterable[MembreInstance]:
    """Found by the card of the directory, which bears the address that she proved."""
    rows = MembreInstance.objects.filter(build_filtre_adresse(compte, "personne__email"))
    return rows.select_related("instance__espace", "organisation")


def list_presences(compte: Compte) -> Iterable[ParticipantSeance]:
    own = build_filtre_adresse(compte, "personne__email") | build_filtre_adresse(compte)
    return ParticipantSeance.objects.filter(own).select_related("seance__instance", "seance__espace")


def delete_adresses(effacement: Effacement) -> None:
    """That she was there stays; where to write to her goes."""
    ParticipantSeance.objects.filter(build_filtre_effacement(effacement)).update(email="")


def _build_renommage(modele: Any, chemin: str) -> Callable[[Effacement], None]:
    """The name copied in `auteur_libelle` becomes that of her role; `chemin` leads to the espace."""

    def rename(effacement: Effacement) -> None:
        rows = modele.objects.filter(auteur=effacement.compte)
        for espace_uuid in set(rows.order_by().values_list(chemin, flat=True)):
            rows.filter(**{chemin: espace_uuid}).update(auteur_libelle=effacement.noms.get(espace_uuid))

    return rename


def record_donnees() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            MembreInstance,
            "Les instances où vous siégez",
            "La composition d’une instance est un acte de l’institution\u00a0: le siège reste, avec ses dates ; votre "
            "fiche de l’annuaire dit le nom.",
            Sort.CONSERVER,
            lambda siege: {
                "espace": str(siege.instance.espace),
                "instance": str(siege.instance),
                "en qualité de": siege.qualite,
                "du": siege.date_debut,
                "dernier jour": siege.dernier_jour,
            },
            list_lignes=list_sieges,
        ),
        DonneesPersonne(
            ParticipantSeance,
            "Les séances où l’on vous attendait",
            "Un compte rendu dit qui était là\u00a0: il est à l’instance qui l’a tenu ; votre adresse en part.",
            Sort.CONSERVER,
            lambda presence: {
                "espace": str(presence.seance.espace),
                "séance": str(presence.seance),
                "réponse": presence.get_reponse_display(),
                "présence": presence.get_presence_display(),
            },
            noms=("email",),
            list_lignes=list_presences,
            efface=delete_adresses,
        ),
        DonneesPersonne(
            Seance,
            "Les séances que vous avez convoquées ou closes",
            "La séance reste, convoquée ou close au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda seance: {"espace": str(seance.espace), "séance": str(seance), "close le": seance.close_le},
            liens=("close_par", "convoquee_par"),
        ),
        DonneesPersonne(
            LigneSeance,
            "Les lignes de compte rendu que vous avez écrites",
            "Un compte rendu est à l’instance\u00a0: ses lignes restent, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda ligne: {"séance": str(ligne.seance), "ligne": ligne.texte, "le": ligne.created_at},
            liens=("auteur",),
        ),
        DonneesPersonne(
            ErratumSeance,
            "Les errata que vous avez écrits",
            "Un compte rendu clos ne se corrige que par eux\u00a0: ils restent, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda erratum: {"séance": str(erratum.seance), "erratum": erratum.texte, "le": erratum.created_at},
            liens=("auteur",),
        ),
        DonneesPersonne(
            Decision,
            "Les décisions que vous avez notées",
            "La décision reste, notée au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda decision: {"espace": str(decision.espace), "décision": str(decision), "le": decision.date},
            liens=("created_by",),
        ),
        DonneesPersonne(
            VisiteElu,
            "Où vous en êtes de la visite en dix minutes",
            "Personne d’autre ne le voit : c’est effacé.",
            Sort.EFFACER,
            lambda visite: {"espace": str(visite.espace), "écran": str(visite)},
            liens=("compte",),
        ),
        DonneesPersonne(
            NoteDecision,
            "Les notes d’aide à la décision que vous avez écrites",
            "La note reste, écrite au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda note: {"espace": str(note.espace), "question": note.question, "le": note.created_at},
            liens=("created_by",),
        ),
        DonneesPersonne(
            ArbitrageNote,
            "Les arbitrages que vous avez notés",
            "L’arbitrage est à l’instance : il reste, noté au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda arbitrage: {
                "note": str(arbitrage.note),
                "issue": arbitrage.get_issue_display(),
                "le": arbitrage.date,
            },
            liens=("note_par",),
        ),
        DonneesPersonne(
            SuiviDecision,
            "Les notes que vous avez écrites sur une décision",
            "Le suivi d’une décision est à l’instance : la note reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda note: {"décision": str(note.decision), "note": note.texte, "le": note.date},
            liens=("auteur",),
            noms=("auteur_libelle",),
            efface=_build_renommage(SuiviDecision, "decision__espace"),
        ),
        DonneesPersonne(
            VoixDecision,
            "Les voix que vous avez données sur des décisions",
            "La voix est celle du siège, qui décide\u00a0: elle reste, donnée au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda voix: {
                "décision": str(voix.decision),
                "voix": voix.get_sens_display(),
                "en une phrase": voix.phrase,
                "le": voix.date,
            },
            liens=("auteur",),
            noms=("auteur_libelle",),
            efface=_build_renommage(VoixDecision, "decision__espace"),
        ),
        DonneesPersonne(
            EffetDecision,
            "Ce que vous avez noté qu’une décision changeait",
            "La trace reste, notée au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda effet: {"décision": str(effet.decision), "effet": effet.vers, "le": effet.created_at},
            liens=("par",),
        ),
        DonneesPersonne(
            SuiviEngagement,
            "Ce que vous avez noté d’un engagement",
            "Le suivi d’un engagement est à l’espace : il reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda suivi: {
                "espace": str(suivi.espace),
                "organisation": str(suivi.organisation),
                "où il en est": suivi.get_etat_display(),
                "en une phrase": suivi.phrase,
                "le": suivi.date,
            },
            liens=("auteur",),
            noms=("auteur_libelle",),
            efface=_build_renommage(SuiviEngagement, "espace"),
        ),
    )
