"""Erase a person: requested, delayed, done once. The only action that changes lines of the journal (ADR 0012)."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from convive.comptes.actions.courriel import notify_compte
from convive.comptes.conservation import get_regle
from convive.comptes.models import Compte, DemandeEffacement, MotifEffacement
from convive.comptes.registre import (
    DonneesPersonne,
    Effacement,
    NomsDeRole,
    Obstacle,
    Sort,
    donnees_personnelles,
)
from convive.comptes.rules import build_remplacement
from convive.comptes.selectors.adresse import get_adresse_prouvee
from convive.journal.actions import delete_noms, record_geste
from convive.journal.models import Geste

DOMAINE_EFFACE = "efface.invalid"
"""The domain of the addresses given to erased comptes, which can never exist: the column must stay unique and
filled."""


class EffacementRefuse(ValueError):
    """The person must first settle something; each obstacle can be shown."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        self.obstacles = obstacles
        super().__init__(" ".join(obstacle.phrase for obstacle in obstacles))


def _refuse_obstacles(compte: Compte) -> None:
    if obstacles := donnees_personnelles.list_obstacles(compte):
        raise EffacementRefuse(obstacles)


@transaction.atomic
def submit_effacement(*, by: Compte) -> DemandeEffacement:
    """Request erasure after the delay in the retention rules; a second request changes nothing. Raise
    EffacementRefuse."""
    compte = Compte.objects.select_for_update().get(pk=by.pk)
    _refuse_obstacles(compte)
    waiting = DemandeEffacement.objects.filter(
        compte=compte, date_annulation__isnull=True, date_execution__isnull=True
    ).first()
    if waiting:
        return waiting
    demande = DemandeEffacement.objects.create(
        compte=compte, executer_le=timezone.now() + get_regle("delai_effacement").delai
    )
    _record(compte, compte, Geste.SOUMETTRE, "Effacement d’un compte")
    send = partial(
        notify_compte,
        "Votre demande d’effacement",
        "comptes/_courriel_effacement_demande.txt",
        {"compte": compte, "demande": demande},
        compte.email,
    )
    transaction.on_commit(send)
    return demande


@transaction.atomic
def close_effacement(*, by: Compte) -> None:
    """Cancel the pending request for erasure, if there is one."""
    waiting = DemandeEffacement.objects.filter(compte=by, date_annulation__isnull=True, date_execution__isnull=True)
    if waiting.update(date_annulation=timezone.now()):
        _record(by, by, Geste.REVOQUER, "Effacement d’un compte")


@transaction.atomic
def delete_personne(*, compte: Compte, motif: str) -> int:
    """Erase a person now: what each package declares, the journal, the compte. Return how many journal lines changed.

    The row of the compte stays as an empty shell named after a role, so that shared content still has an author. A
    compte that is already erased is left alone. Raise EffacementRefuse if somebody must first take over.
    """
    compte = Compte.objects.select_for_update().get(pk=compte.pk)
    if is_efface(compte):
        return 0
    _refuse_obstacles(compte)
    noms, adresse = donnees_personnelles.get_noms_de_role(compte), get_adresse_prouvee(compte)
    effacement = Effacement(compte, compte.email, compte.nom_affiche, noms, adresse)
    for declaration in donnees_personnelles.get_all():
        _delete_donnees(declaration, effacement)
    lignes = delete_noms(
        auteur=compte,
        cherche=build_remplacement(effacement.nom, adresse),
        get_nom=effacement.noms.get,
        espaces=list(effacement.noms.par_espace),
    )
    compte.email = f"{compte.pk.hex}@{DOMAINE_EFFACE}"
    compte.nom_affiche = effacement.noms.general
    compte.is_active, compte.is_staff, compte.last_login = False, False, None
    compte.set_unusable_password()
    compte.save()
    DemandeEffacement.objects.update_or_create(
        compte=compte,
        date_annulation=None,
        date_execution=None,
        defaults={"date_execution": timezone.now()},
        create_defaults={"motif": motif, "executer_le": timezone.now(), "date_execution": timezone.now()},
    )
    _record(None, compte, Geste.SUPPRIMER, f"Compte effacé ({effacement.noms.general})", motif=motif, lignes=lignes)
    send = partial(
        notify_compte,
        "Votre compte est effacé",
        "comptes/_courriel_efface.txt",
        {"nom": effacement.noms.general},
        effacement.email,
    )
    transaction.on_commit(send)
    return lignes


@transaction.atomic
def delete_personne_sans_compte(*, email: str, nom: str) -> int:
    """Erase someone who never had a compte: what she received, and her name in the journal, whose number of changed
    lines is returned."""
    email = email.strip().casefold()
    inconnu = Compte(email=email, nom_affiche=nom.strip() or email)
    effacement = Effacement(inconnu, email, inconnu.nom_affiche, NomsDeRole(), email)
    for declaration in donnees_personnelles.get_all():
        if declaration.efface is not None:
            declaration.efface(effacement)
    lignes = delete_noms(
        auteur=inconnu,
        cherche=build_remplacement(inconnu.nom_affiche, email),
        get_nom=effacement.noms.get,
        espaces=None,
    )
    _record(None, inconnu, Geste.SUPPRIMER, "Personne sans compte effacée", lignes=lignes)
    return lignes


def is_efface(compte: Compte) -> bool:
    return compte.email.endswith(f"@{DOMAINE_EFFACE}")


def _delete_donnees(declaration: DonneesPersonne, effacement: Effacement) -> None:
    if declaration.efface is not None:
        declaration.efface(effacement)
    elif declaration.sort is Sort.EFFACER:
        declaration.get_lignes_liees(effacement.compte).delete()


def _record(auteur: Compte | None, compte: Compte, geste: Geste, libelle: str, **detail: object) -> None:
    """Write to the journal without the person's name, since she is being erased."""
    record_geste(
        auteur=auteur,
        geste=geste,
        objet_type="compte",
        objet_uuid=compte.pk,
        objet_libelle=libelle,
        detail=detail,
    )


def delete_personnes_dues() -> tuple[int, list[str]]:
    """Run the requests whose delay is over. Return how many were run and, for each of the others, one sentence without
    a name that says why it must wait."""
    done, waiting = 0, []
    due = DemandeEffacement.objects.filter(
        executer_le__lte=timezone.now(), date_annulation__isnull=True, date_execution__isnull=True
    )
    for demande in due.select_related("compte"):
        try:
            delete_personne(compte=demande.compte, motif=MotifEffacement.DEMANDE)
            done += 1
        except EffacementRefuse as refus:
            waiting.append(f"Compte {demande.compte_id} : {refus}")
    return done, waiting


def is_demonstration(compte: Compte) -> bool:
    """Whether this is an invented person of the demonstration, whom the next reset would create again."""
    return settings.DEMO and compte.email.endswith("@exemple.invalid")
