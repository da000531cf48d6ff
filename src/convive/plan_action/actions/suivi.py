"""What is said of an action as it goes: follow-up notes and météos, written once, never changed."""

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import lock_fiche
from convive.plan_action.models import FicheAction, MeteoFiche, NoteSuivi
from convive.plan_action.rules.plan import MAX_NOM_PERSONNE, NiveauMeteo, Regard, VisibiliteNote


@transaction.atomic
def create_note(*, by: Compte, fiche: FicheAction, texte: str, visibilite: VisibiliteNote) -> NoteSuivi:
    """The same words sent twice the same day make one note: someone clicked twice."""
    current, today = lock_fiche(fiche), timezone.localdate()
    same = NoteSuivi.objects.filter(fiche=current, auteur=by, date=today, texte=texte, visibilite=visibilite.value)
    present = same.first()
    if present is not None:
        return present
    note = NoteSuivi.objects.create(
        fiche=current,
        date=today,
        texte=texte,
        visibilite=visibilite.value,
        auteur=by,
        auteur_libelle=str(by)[:MAX_NOM_PERSONNE],
    )
    record(by, Geste.COMMENTER, current, current.espace, note=visibilite.value)
    return note


@transaction.atomic
def create_meteo(*, by: Compte, fiche: FicheAction, regard: Regard, niveau: NiveauMeteo, phrase: str) -> MeteoFiche:
    """The last of a regard is the one that counts; the others stay. Twice the same the same day makes one."""
    current, today = lock_fiche(fiche), timezone.localdate()
    last = MeteoFiche.objects.filter(fiche=current, regard=regard.value).order_by("-date", "-created_at").first()
    if last is not None and (last.niveau, last.phrase, last.date, last.auteur_id) == (niveau, phrase, today, by.pk):
        return last
    meteo = MeteoFiche.objects.create(
        fiche=current,
        regard=regard.value,
        niveau=niveau.value,
        phrase=phrase,
        date=today,
        auteur=by,
        auteur_nom=str(by)[:MAX_NOM_PERSONNE],
    )
    update_calculs([current.pk])
    record(by, Geste.MODIFIER, current, current.espace, meteo=niveau.value, regard=regard.value)
    return meteo
