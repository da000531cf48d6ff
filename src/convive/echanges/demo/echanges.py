"""Creates the discussions of the demonstration and the notifications they caused, spread over several weeks.

The actions would date everything from now, so the rows are written directly, with the dates of the story; the
recipients are chosen by the same rules.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from convive.comptes.models import Compte
from convive.echanges.actions.discussion import build_libelle_journal
from convive.echanges.actions.notification import notify_commentaire
from convive.echanges.actions.suivi import record_suivi
from convive.echanges.models import Commentaire, Discussion, EtatLettre, LettreSemaine, Mention, Notification
from convive.echanges.rules import get_semaine
from convive.espaces.models import Espace, Membre, Note
from convive.espaces.rules import get_lundi
from convive.journal.models import Geste, Journal
from convive.socle.evenements import evenements
from convive.socle.objets import objets
from convive.socle.recit import Recit

type Faits = Iterator[tuple[datetime, Callable[[], None]]]
JOURS_NON_LUS = 6
HEURE_LETTRE = time(7, 0)


def create_echanges_demo(espace: Espace, recit: Recit) -> None:
    """Create the story in chronological order, because who already follows or takes part decides who is notified."""
    conteur = _Conteur(espace, recit)
    for _, tell in sorted(conteur.list_faits(), key=lambda fait: fait[0]):
        tell()
    _create_lettres(espace, recit)


def _get_instant(ligne: Mapping[str, Any]) -> datetime:
    day = timezone.localdate() - timedelta(days=ligne["jours"])
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(ligne["heure"])))


class _Conteur:
    """Holds the espace and its people while the story is created."""

    def __init__(self, espace: Espace, recit: Recit) -> None:
        self.espace, self.recit = espace, recit
        self.comptes = {cle: Compte.objects.get(pk=uuid) for cle, uuid in recit.comptes.items()}

    def list_faits(self) -> Faits:
        contenu = self.recit.read("echanges")
        notes = {note.titre: note for note in Note.objects.filter(espace=self.espace)}
        for titre in (ligne["titre"] for ligne in self.recit.read("carnet")["notes"]):
            note, ligne = notes[titre], contenu["notes"].get(titre, {})
            yield from self._list_versions(note)
            for cle in ligne.get("suivie_par", ()):
                record_suivi(self.comptes[cle], self.espace.pk, objets.get_reference(note))
            yield from self._list_discussions(note, ligne.get("discussions", ()))
        yield from self._list_discussions(self.espace, contenu["discussions"])
        for ligne in contenu["fins_de_place"]:
            yield _get_instant(ligne), partial(self._close_place, ligne)

    def _list_versions(self, note: Note) -> Faits:
        for rang, version in enumerate(note.versions.order_by("version")):
            geste, auteur = Geste.MODIFIER if rang else Geste.CREER, version.history_user
            at = version.history_date
            yield at, partial(self._record, at, auteur, geste, note, str(note))

    def _list_discussions(self, objet: Note | Espace, lignes: list[Mapping[str, Any]]) -> Faits:
        for rang, ligne in enumerate(lignes):
            premier, reglee = ligne["commentaires"][0], ligne.get("reglee")
            discussion = Discussion(
                pk=uuid5(self.espace.pk, f"{objet.pk} {rang}"),
                espace=self.espace,
                objet_type=objets.get_reference(objet).objet_type,
                objet_uuid=objet.pk,
                is_interne=ligne["visibilite"] == "interne",
                ouverte_le=_get_instant(premier),
                ouverte_par=self.comptes[premier["auteur"]],
                active_le=_get_instant(ligne["commentaires"][-1]),
            )
            discussion.save()
            for commentaire in ligne["commentaires"]:
                yield _get_instant(commentaire), partial(self._comment, discussion, commentaire, str(objet))
            if reglee:
                yield _get_instant(reglee), partial(self._close, discussion, reglee, str(objet))

    def _comment(self, discussion: Discussion, ligne: Mapping[str, Any], libelle: str) -> None:
        auteur, at = self.comptes[ligne["auteur"]], _get_instant(ligne)
        commentaire = Commentaire.objects.create(
            discussion=discussion,
            auteur=auteur,
            auteur_nom=auteur.nom_affiche,
            texte=ligne["texte"].strip(),
            publie_le=at,
        )
        demandes = [self.comptes[cle].pk for cle in ligne.get("avis", ())]
        Mention.objects.bulk_create([Mention(commentaire=commentaire, compte_id=uuid) for uuid in demandes])
        record_suivi(auteur, self.espace.pk, discussion.reference)
        notify_commentaire(commentaire, demandes)
        self._date_notifications(commentaire.pk, at)
        titre = build_libelle_journal(Geste.COMMENTER, commentaire, discussion, libelle)
        self._record(at, auteur, Geste.COMMENTER, commentaire, titre, discussion=str(discussion.pk))

    def _close(self, discussion: Discussion, ligne: Mapping[str, Any], libelle: str) -> None:
        auteur, at = self.comptes[ligne["par"]], _get_instant(ligne)
        discussion.reglee_le, discussion.reglee_par, discussion.reglee_par_nom = at, auteur, auteur.nom_affiche
        discussion.save()
        titre = build_libelle_journal(Geste.CLORE, discussion, discussion, libelle)
        self._record(at, auteur, Geste.CLORE, discussion, titre, discussion=str(discussion.pk))

    def _close_place(self, ligne: Mapping[str, Any]) -> None:
        place = Membre.objects.get(espace=self.espace, compte=self.comptes[ligne["place"]])
        place.date_fin = timezone.localdate() + timedelta(days=ligne["dans_jours"])
        place.save()
        self._record(_get_instant(ligne), self.comptes[ligne["par"]], Geste.MODIFIER, place, str(place))

    def _record(self, at: datetime, auteur: Compte, geste: Geste, objet: Any, libelle: str, **detail: str) -> None:
        """Write a line of the journal with the date of the story, and the notifications that follow from it."""
        reference = objets.get_reference(objet)
        ligne = Journal.objects.create(
            at=at,
            auteur=auteur,
            auteur_nom=auteur.nom_affiche,
            geste=geste,
            objet_type=reference.objet_type,
            objet_uuid=reference.objet_uuid,
            objet_libelle=libelle,
            espace_uuid=self.espace.pk,
            detail=detail,
        )
        evenements.publish(ligne)
        self._date_notifications(ligne.pk, at)

    def _date_notifications(self, source: UUID, at: datetime) -> None:
        is_lue = timezone.localdate() - timezone.localdate(at) >= timedelta(days=JOURS_NON_LUS)
        Notification.objects.filter(source_uuid=source).update(created_at=at, is_lue=is_lue)


def _create_lettres(espace: Espace, recit: Recit) -> None:
    """The letter of the last Monday before today, with the news of the seven days before it."""
    today = timezone.localdate()
    lundi = get_lundi(today - timedelta(days=1))
    sent, semaine = timezone.make_aware(datetime.combine(lundi, HEURE_LETTRE)), get_semaine(lundi)
    for compte in recit.comptes.values():
        told = Notification.objects.filter(
            espace=espace, compte=compte, created_at__range=(sent - timedelta(days=7), sent)
        )
        if told.exists():
            lettre, _ = LettreSemaine.objects.update_or_create(
                compte_id=compte,
                annee=semaine.annee,
                semaine=semaine.numero,
                defaults={"etat": EtatLettre.ENVOYEE, "date_envoi": sent},
            )
            told.update(lettre=lettre)
