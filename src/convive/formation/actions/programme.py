"""Create a programme from a course or compose one, edit it, publish it. Published versions are dated and kept."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, lock_fiche, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.formation.models import ObjectifProgramme, Programme, PublicationProgramme, SequenceProgramme
from convive.formation.refus import FormationRefusee
from convive.formation.rules.cours import Cours, Objectif, SequenceCours
from convive.formation.rules.formation import EtatProgramme, Moment
from convive.formation.rules.programme import MAX_OBJECTIFS, MAX_PROGRAMMES
from convive.formation.rules.publication import dump_programme
from convive.formation.selectors.programme import read_programme
from convive.journal.models import Geste


@transaction.atomic
def create_programme_cours(*, by: Compte, espace: Espace, cours: Cours) -> Programme:
    """Create a programme from a course that ships with Convive, with all its séquences, which can then be changed."""
    espace = lock_espace(espace)
    programme = _create(
        by,
        espace,
        titre=_find_titre(espace, cours.titre),
        source=cours.cle,
        nature=cours.nature,
        public=cours.public,
        prerequis=cours.prerequis,
        methodes=cours.methodes,
        evaluation=cours.evaluation,
        livrables=cours.livrables,
    )
    _create_objectifs(programme, cours.objectifs)
    for demi in cours.demi_journees:
        for ordre, cle in enumerate(demi.sequences, start=1):
            sequence = cours.get_sequence(cle)
            if sequence is not None:
                create_sequence_brique(programme, sequence, sequence.cle, demi.jour, demi.moment, ordre)
    update_duree(programme)
    return programme


@transaction.atomic
def create_programme(
    *,
    by: Compte,
    espace: Espace,
    titre: str,
    places: Sequence[tuple[SequenceCours, int, Moment]] = (),
    objectifs: Sequence[Objectif] = (),
    **champs: Any,
) -> Programme:
    """Compose a programme from séquences; `places` gives the day and moment of each, in order."""
    espace = lock_espace(espace)
    if Programme.objects.filter(espace=espace, titre=titre).exists():
        raise FormationRefusee(champs={"titre": "Un de vos programmes porte déjà ce titre."})
    programme = _create(by, espace, titre=titre, **champs)
    _create_objectifs(programme, objectifs)
    for ordre, (sequence, jour, moment) in enumerate(places, start=1):
        create_sequence_brique(programme, sequence, sequence.cle, jour, moment, ordre)
    update_duree(programme)
    return programme


@transaction.atomic
def update_programme(*, by: Compte, programme: Programme, saisie: Saisie) -> bool:
    """Save a programme. Return whether something changed. Raise FicheChangee if someone else saved it meanwhile."""
    ecriture = Ecriture(lock_programme(programme), saisie)
    if ecriture.is_changee:
        current = ecriture.objet
        if Programme.objects.filter(espace=current.espace_id, titre=current.titre).exclude(pk=current.pk).exists():
            raise FormationRefusee(champs={"titre": "Un autre de vos programmes porte ce titre."})
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


@transaction.atomic
def update_objectifs(*, by: Compte, programme: Programme, objectifs: Sequence[Objectif], saisie: Saisie) -> None:
    """Replace the objectifs; one without a key is new. The same list again has no effect.

    Raise FicheChangee if someone else saved the programme meanwhile.
    """
    current = lock_programme(programme)
    rows = list(current.objectifs.all())
    avant = [Objectif(row.cle, row.verbe, row.texte, row.critere) for row in rows]
    if len(objectifs) > MAX_OBJECTIFS:
        raise FormationRefusee(f"{MAX_OBJECTIFS} objectifs au plus\u00a0: au-delà, on ne les évalue plus.")
    if list(objectifs) == avant:
        return
    ecriture = Ecriture(current, saisie)
    ecriture.add("objectifs")
    current.objectifs.all().delete()
    _create_objectifs(current, objectifs)
    gardes = set(current.objectifs.values_list("cle", flat=True))
    for sequence in current.sequences.all():
        # Séquences must only refer to objectifs that still exist.
        vises = [cle for cle in sequence.objectifs if cle in gardes]
        if vises != sequence.objectifs:
            SequenceProgramme.objects.filter(pk=sequence.pk).update(objectifs=vises)
    save_ecriture(ecriture, by=by)


@transaction.atomic
def create_publication(*, by: Compte, programme: Programme, today: date) -> PublicationProgramme:
    """Publish a programme as it is; publishing it again unchanged creates no version. Raise FormationRefusee."""
    current = lock_programme(programme)
    lu = read_programme(current)
    if lu.obstacles:
        raise FormationRefusee(*lu.obstacles)
    contenu = dump_programme(lu.publie)
    derniere = lu.publications[0] if lu.publications else None
    if derniere is not None and derniere.contenu == contenu and current.etat == EtatProgramme.PUBLIE:
        return derniere
    if derniere is None or derniere.contenu != contenu:
        numero = derniere.numero + 1 if derniere else 1
        derniere = PublicationProgramme.objects.create(
            espace=current.espace, programme=current, numero=numero, date=today, contenu=contenu, created_by=by
        )
    current.etat, current.publie_le = EtatProgramme.PUBLIE, derniere.date
    save_programme(current)
    record(by, Geste.VALIDER, current, current.espace, version=derniere.numero)
    return derniere


@transaction.atomic
def close_programme(*, by: Compte, programme: Programme) -> None:
    """Archive a programme: its public page closes, its versions are kept; no effect the second time."""
    _update_etat(by, programme, EtatProgramme.ARCHIVE, Geste.CLORE)


@transaction.atomic
def reopen_programme(*, by: Compte, programme: Programme) -> None:
    """Restore an archived programme as a draft, which becomes public again once published."""
    _update_etat(by, programme, EtatProgramme.BROUILLON, Geste.ROUVRIR)


@transaction.atomic
def delete_programme(*, by: Compte, programme: Programme) -> None:
    """Delete a programme, only if it is a draft that was never published."""
    current = lock_programme(programme)
    if current.publications.exists() or current.sessions.exists():
        raise FormationRefusee("Il a été publié, ou donné\u00a0: archivez-le, il reste lisible.")
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


def lock_programme(programme: Programme) -> Programme:
    """The current row, with its espace, locked until the end of the transaction."""
    return lock_fiche(programme, FormationRefusee("Ce programme vient d’être supprimé par quelqu’un d’autre."))


def save_programme(programme: Programme) -> None:
    programme.version += 1
    programme.save()


def update_duree(programme: Programme) -> None:
    """Store the total duration of its séquences on the programme."""
    programme.duree_minutes = sum(row.minutes for row in programme.sequences.all())
    programme.save(update_fields=["duree_minutes", "updated_at"])


def create_sequence_brique(
    programme: Programme, brique: SequenceCours, cle: str, jour: int, moment: Moment, ordre: int
) -> SequenceProgramme:
    """Add a séquence, inside the transaction of the caller. Its objectifs are kept only if the programme has them."""
    vises = set(programme.objectifs.values_list("cle", flat=True))
    return SequenceProgramme.objects.create(
        programme=programme,
        cle=cle,
        jour=jour,
        moment=moment.value,
        ordre=ordre,
        titre=brique.titre,
        objectifs=[cle for cle in brique.objectifs if cle in vises],
        capacites=list(brique.capacites),
        pages=list(brique.pages),
        outil=brique.outil,
        deroule=[
            {"minutes": row.minutes, "titre": row.titre, "methode": row.methode, "consigne": row.consigne}
            for row in brique.deroule
        ],
        notes_formateur=list(brique.notes_formateur),
        apports=[
            {"titre": row.titre, "statut": row.statut.value, "texte": row.texte, "sources": list(row.sources)}
            for row in brique.apports
        ],
    )


def _create(by: Compte, espace: Espace, **champs: Any) -> Programme:
    if Programme.objects.filter(espace=espace).count() >= MAX_PROGRAMMES:
        raise FormationRefusee(f"{MAX_PROGRAMMES} programmes au plus\u00a0: supprimez d’abord un brouillon.")
    programme = Programme.objects.create(espace=espace, **champs)
    record(by, Geste.CREER, programme, espace)
    return programme


def _create_objectifs(programme: Programme, objectifs: Sequence[Objectif]) -> None:
    pris = {row.cle for row in objectifs if row.cle}
    libres = (cle for numero in range(1, 100) if (cle := f"O{numero}") not in pris)
    for ordre, row in enumerate(objectifs, start=1):
        ObjectifProgramme.objects.create(
            programme=programme,
            cle=row.cle or next(libres),
            ordre=ordre,
            verbe=row.verbe,
            texte=row.texte,
            critere=row.critere,
        )


def _find_titre(espace: Espace, titre: str) -> str:
    """The title, or « … (2) » if a programme already has it."""
    pris = set(Programme.objects.filter(espace=espace, titre__startswith=titre).values_list("titre", flat=True))
    rang, trouve = 2, titre
    while trouve in pris:
        trouve, rang = f"{titre} ({rang})", rang + 1
    return trouve


def _update_etat(by: Compte, programme: Programme, etat: EtatProgramme, geste: Geste) -> None:
    current = lock_programme(programme)
    if current.etat == etat or (etat is EtatProgramme.BROUILLON and current.etat != EtatProgramme.ARCHIVE):
        return
    current.etat = etat
    if etat is EtatProgramme.BROUILLON:
        current.publie_le = None
    save_programme(current)
    record(by, geste, current, current.espace)
