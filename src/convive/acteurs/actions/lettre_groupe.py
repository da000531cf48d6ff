"""Write a letter to a group, choose whom it goes to, send it once. Every action writes the journal."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.envoi_lettre_groupe import record_echanges_lettre, send_essai, send_lettre_tache
from convive.acteurs.models import DestinataireLettre, LettreGroupe, OppositionLettre
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.rules.lettres_groupe import A_REPRENDRE, MAX_DESTINATAIRES, EtatDestinataire, explain_inconnus
from convive.acteurs.selectors.lettre_groupe import Cible, build_pli, get_oppositions, list_plis
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Saisie, lock_fiche, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.courriel import is_courriel_envoye

DEJA_PARTIE = "Cette lettre est partie\u00a0: elle ne change plus. Écrivez-en une autre."


@transaction.atomic
def create_lettre(*, by: Compte, espace: Espace, saisie: Saisie, cibles: Iterable[Cible] = ()) -> LettreGroupe:
    """Raise ActeurRefuse for a merge field that does not exist."""
    refuse_espace_expire(espace)
    _refuse_inconnus(saisie.valeurs)
    lettre = LettreGroupe.objects.create(espace=espace, auteur=by, auteur_nom=str(by), **saisie.valeurs)
    record(by, Geste.CREER, lettre, espace)
    attach_destinataires(by=by, lettre=lettre, cibles=cibles)
    return lettre


@transaction.atomic
def update_lettre(*, by: Compte, lettre: LettreGroupe, saisie: Saisie) -> bool:
    """Raise FicheChangee when someone else saved it meanwhile, ActeurRefuse once it is sent."""
    current = _lock_brouillon(lettre)
    _refuse_inconnus(saisie.valeurs)
    return update_fiche(current, saisie, by=by)


@transaction.atomic
def attach_destinataires(*, by: Compte, lettre: LettreGroupe, cibles: Iterable[Cible]) -> int:
    """Add people; how many were not there yet. Raise ActeurRefuse past MAX_DESTINATAIRES."""
    current = _lock_brouillon(lettre)
    held = set(current.destinataires.values_list("personne", "organisation"))
    already = {(personne, None if personne else organisation) for personne, organisation in held}
    wanted = {cible.cle: cible for cible in cibles if cible.cle not in already}
    if len(held) + len(wanted) > MAX_DESTINATAIRES:
        raise ActeurRefuse(f"Une lettre va à {MAX_DESTINATAIRES} personnes au plus\u00a0: faites-en deux.")
    DestinataireLettre.objects.bulk_create(
        DestinataireLettre(lettre=current, personne=cible.personne, organisation=cible.organisation)
        for cible in wanted.values()
    )
    if wanted:
        _touch(current)
        record(by, Geste.RATTACHER, current, current.espace, nombre=len(wanted))
    return len(wanted)


@transaction.atomic
def detach_destinataire(*, by: Compte, lettre: LettreGroupe, destinataire: DestinataireLettre) -> None:
    """Doing it twice changes nothing."""
    current = _lock_brouillon(lettre)
    deleted, _ = current.destinataires.filter(pk=destinataire.pk).delete()
    if deleted:
        _touch(current)
        record(by, Geste.DETACHER, current, current.espace, nombre=1)


@transaction.atomic
def delete_lettre(*, by: Compte, lettre: LettreGroupe) -> None:
    """A draft goes; a letter that was sent stays."""
    current = _lock_brouillon(lettre)
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


def submit_essai(*, by: Compte, lettre: LettreGroupe, destinataire: DestinataireLettre) -> None:
    """Send to oneself the copy of somebody. Raise ActeurRefuse when it did not leave."""
    refuse_espace_expire(lettre.espace)
    pli = build_pli(lettre, destinataire, frozenset())
    if not send_essai(lettre, pli, by):
        raise ActeurRefuse("L’essai n’est pas parti\u00a0: le serveur d’e-mail ne répond pas. Réessayez plus tard.")


@transaction.atomic
def submit_lettre(*, by: Compte, lettre: LettreGroupe, version: int, is_vides_acceptes: bool = False) -> bool:
    """Send, once: False when it had left already. Each copy keeps what it says from then on; those without an address
    are to be printed, those who want no more letters are left out.

    Raise ActeurRefuse when it changed since the page was read, when it goes to nobody, or when a field is empty for
    somebody and nobody accepted that.
    """
    current = _lock(lettre)
    if not current.is_brouillon:
        return False
    if version != current.version:
        raise ActeurRefuse("La lettre ou la liste a changé depuis que vous l’avez relue\u00a0: relisez, puis envoyez.")
    plis = list_plis(current)
    if not any(pli.etat is not EtatDestinataire.ECARTE for pli in plis):
        raise ActeurRefuse("Personne à qui l’envoyer\u00a0: choisissez d’abord les destinataires.")
    if not is_vides_acceptes and any(pli.vides for pli in plis if not pli.is_oppose):
        raise ActeurRefuse("Un champ est vide pour quelqu’un\u00a0: complétez sa fiche, ou acceptez-le.")
    current.envoyee_le, current.envoyee_par, current.envoyee_par_nom = timezone.now(), by, str(by)
    current.save(update_fields=["envoyee_le", "envoyee_par", "envoyee_par_nom", "updated_at"])
    rows = []
    for pli in plis:
        row = pli.destinataire
        row.etat, row.nom, row.email, row.adresse = pli.etat.value, pli.nom, pli.email, pli.adresse
        row.objet, row.texte = pli.objet, pli.texte
        rows.append(row)
    DestinataireLettre.objects.bulk_update(rows, ["etat", "nom", "email", "adresse", "objet", "texte"], batch_size=200)
    # A card that was joined to another one meanwhile has its copy there.
    current.destinataires.filter(etat=EtatDestinataire.PREVU.value).delete()
    record_echanges_lettre(current, [row for row in rows if row.etat == EtatDestinataire.PAPIER.value])
    record(by, Geste.NOTIFIER, current, current.espace, destinataires=len(rows))
    transaction.on_commit(partial(send_lettre_tache.enqueue, str(current.pk)))
    return True


@transaction.atomic
def reopen_destinataires(*, by: Compte, lettre: LettreGroupe, destinataires: Iterable[DestinataireLettre]) -> int:
    """Send again what was refused, or cut while it left, to the address that the card has today; how many."""
    current, again = _lock(lettre), 0
    opposees = get_oppositions(current.espace)
    for row in current.destinataires.filter(pk__in=[row.pk for row in destinataires]):
        if EtatDestinataire(row.etat) not in A_REPRENDRE:
            continue
        fiche = row.personne or row.organisation
        row.email = fiche.email if fiche else ""
        etat = EtatDestinataire.A_ENVOYER if row.email and is_courriel_envoye() else EtatDestinataire.PAPIER
        row.etat = (EtatDestinataire.ECARTE if row.email.casefold() in opposees else etat).value
        row.essais, row.raison = 0, ""
        row.save(update_fields=["email", "etat", "essais", "raison", "updated_at"])
        if row.etat == EtatDestinataire.PAPIER.value:
            record_echanges_lettre(current, [row])
        again += 1
    if again:
        record(by, Geste.NOTIFIER, current, current.espace, reprises=again)
        transaction.on_commit(partial(send_lettre_tache.enqueue, str(current.pk)))
    return again


@transaction.atomic
def create_opposition(*, by: Compte | None, espace: Espace, email: str) -> bool:
    """An address wants no more letters; whether it was not said yet. `by` is None for the person herself."""
    opposition, is_new = OppositionLettre.objects.get_or_create(espace=espace, email=email.strip().casefold())
    if is_new:
        # Copies that wait do not leave any more.
        waiting = DestinataireLettre.objects.a_envoyer().filter(lettre__espace=espace, email__iexact=opposition.email)
        waiting.update(etat=EtatDestinataire.ECARTE.value, updated_at=timezone.now())
        record(by, Geste.REFUSER, opposition, espace)
    return is_new


@transaction.atomic
def delete_opposition(*, by: Compte, opposition: OppositionLettre) -> None:
    """She wants letters again. Doing it twice changes nothing."""
    refuse_espace_expire(opposition.espace)
    if OppositionLettre.objects.filter(pk=opposition.pk).exists():
        record(by, Geste.ACCEPTER, opposition, opposition.espace)
        OppositionLettre.objects.filter(pk=opposition.pk).delete()


def delete_lettres_anciennes(limite: datetime) -> int:
    """Letters that were sent before this moment, with who received them; how many."""
    anciennes = LettreGroupe.objects.filter(envoyee_le__lt=limite)
    count = anciennes.count()
    anciennes.delete()
    return count


def _lock(lettre: LettreGroupe) -> LettreGroupe:
    return lock_fiche(lettre, ActeurRefuse("Cette lettre a été supprimée entre-temps."))


def _lock_brouillon(lettre: LettreGroupe) -> LettreGroupe:
    current = _lock(lettre)
    if not current.is_brouillon:
        raise ActeurRefuse(DEJA_PARTIE)
    return current


def _touch(lettre: LettreGroupe) -> None:
    """Whoever read the page before reads it again before sending."""
    lettre.version += 1
    lettre.save(update_fields=["version", "updated_at"])


def _refuse_inconnus(valeurs: Mapping[str, str]) -> None:
    if phrase := explain_inconnus(*valeurs.values()):
        raise ActeurRefuse(phrase)
