"""Bodies, séances and decisions of an espace, as few words as possible; dates are counted from today."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.comptes.models import Compte
from convive.espaces.models import Espace, Thematique
from convive.gouvernance.models import (
    Decision,
    Instance,
    LigneSeance,
    MembreInstance,
    NoteDecision,
    ParticipantSeance,
    PointOrdreDuJour,
    ScenarioDecision,
    Seance,
)
from convive.gouvernance.rules.instances import USAGES, TypeInstance

TODAY = timezone.localdate


def in_days(jours: int) -> date:
    """Today, some days later or earlier."""
    return TODAY() + timedelta(days=jours)


def create_instance_essai(
    espace: Espace,
    nom: str = "Comité de pilotage",
    type_instance: str = TypeInstance.COPIL.value,
    *,
    thematiques: tuple[Thematique, ...] = (),
    **champs: Any,
) -> Instance:
    usage = USAGES[TypeInstance(type_instance)]
    valeurs = {"role": usage.role, "seances_par_an": usage.rythme, "duree_minutes": usage.duree_minutes}
    instance = Instance.objects.create(espace=espace, nom=nom, type=type_instance, **(valeurs | champs))
    instance.thematiques.set(thematiques)
    return instance


def create_siege(instance: Instance, qui: Personne | Organisation | str, **champs: Any) -> MembreInstance:
    """A seat since a year: a person, an organisation or a name."""
    valeurs: dict[str, Any] = {"date_debut": in_days(-365)}
    cle = "nom" if isinstance(qui, str) else "personne" if isinstance(qui, Personne) else "organisation"
    return MembreInstance.objects.create(instance=instance, **(valeurs | {cle: qui} | champs))


def create_carte(espace: Espace, compte: Compte, organisation: Organisation | None = None) -> Personne:
    """The card of a compte in the directory, with a function when an organisation is given."""
    personne = Personne.objects.create(espace=espace, nom=compte.nom_affiche, email=compte.email)
    if organisation is not None:
        Fonction.objects.create(espace=espace, personne=personne, organisation=organisation)
    return personne


def create_seance_essai(instance: Instance, jours: int = 10, **champs: Any) -> Seance:
    """A draft in so many days, two hours in the afternoon."""
    valeurs: dict[str, Any] = {"date": in_days(jours), "heure_debut": time(14), "heure_fin": time(16)}
    return Seance.objects.create(espace=instance.espace, instance=instance, **(valeurs | champs))


def create_point_essai(instance: Instance, titre: str = "Où en est le plan", **champs: Any) -> PointOrdreDuJour:
    return PointOrdreDuJour.objects.create(instance=instance, titre=titre, **champs)


def create_participant_essai(seance: Seance, nom: str = "Soraya Bellegué", **champs: Any) -> ParticipantSeance:
    return ParticipantSeance.objects.create(seance=seance, nom=nom, **champs)


def create_decision_essai(
    espace: Espace, libelle: str = "Ouvrir vingt places sur le plateau.", **champs: Any
) -> Decision:
    valeurs: dict[str, Any] = {"date": in_days(-30), "echeance": in_days(60)} | champs
    seance = valeurs.get("seance")
    if seance is not None:
        valeurs.setdefault("instance", seance.instance)
    annee = valeurs["date"].year
    numero = Decision.objects.filter(espace=espace, annee=annee).count() + 1
    return Decision.objects.create(espace=espace, libelle=libelle, annee=annee, numero=numero, **valeurs)


@dataclass(frozen=True, slots=True)
class Gouvernance:
    """`copil` is open to partners, `bureau` is not. Each has a closed séance with a decision and a line of minutes; the
    copil has also a convened one and a draft with two points, and one more that waits."""

    copil: Instance
    bureau: Instance
    close: Seance
    close_bureau: Seance
    convoquee: Seance
    brouillon: Seance
    points: tuple[PointOrdreDuJour, PointOrdreDuJour]
    attente: PointOrdreDuJour
    decision: Decision
    decision_bureau: Decision


def create_gouvernance(espace: Espace) -> Gouvernance:
    copil = create_instance_essai(espace)
    bureau = create_instance_essai(
        espace, "Bureau des maires", TypeInstance.ASSEMBLEE_ELUS.value, is_ouverte_partenaires=False
    )
    close = create_seance_essai(copil, -30, statut="close", numero=1, convoquee_le=timezone.now())
    close_bureau = create_seance_essai(bureau, -20, statut="close", numero=1, convoquee_le=timezone.now())
    convoquee = create_seance_essai(copil, 5, statut="convoquee", numero=2, convoquee_le=timezone.now())
    brouillon = create_seance_essai(copil, 90)
    points = (
        create_point_essai(copil, "Ouvrir la séance", seance=brouillon, ordre=1),
        create_point_essai(copil, "Valider le bilan", seance=brouillon, ordre=2, nature="decision", duree_minutes=20),
    )
    for seance in (close, close_bureau):
        LigneSeance.objects.create(seance=seance, sorte="decision", texte=f"Une ligne de {seance.instance}")
        create_participant_essai(seance, presence="present")
    return Gouvernance(
        copil,
        bureau,
        close,
        close_bureau,
        convoquee,
        brouillon,
        points,
        create_point_essai(copil, "Parler des transports"),
        create_decision_essai(espace, seance=close),
        create_decision_essai(espace, "Réunir les maires en juin.", seance=close_bureau),
    )


def create_note_essai(
    espace: Espace,
    question: str = "Où ouvrir les vingt places\u00a0?",
    *,
    titres: tuple[str, ...] = ("L’école",),
    **champs: Any,
) -> NoteDecision:
    """A note with « ne rien changer » and a scenario for each of `titres`."""
    note = NoteDecision.objects.create(espace=espace, question=question, **champs)
    for rang, titre in enumerate(titres, start=1):
        ScenarioDecision.objects.create(note=note, titre=titre, ordre=rang)
    ScenarioDecision.objects.create(note=note, titre="Ne rien changer", is_sans_changement=True)
    return note


def join_note(note: NoteDecision, seance: Seance) -> PointOrdreDuJour:
    """The note on the agenda of a séance."""
    return create_point_essai(
        seance.instance, note.question, seance=seance, nature="decision", objet_type="note_decision", objet_uuid=note.pk
    )
