"""The enjeux of the demonstration, the vote of a comité, and what was decided."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from convive.diagnostic.actions.vote import create_criteres_usuels
from convive.diagnostic.demo.afom import get_constats_par_cle
from convive.diagnostic.demo.constats import DecorDiagnostic, build_decor
from convive.diagnostic.models import Constat, CritereEnjeu, DecisionEnjeu, Enjeu, TourVote, VoteEnjeu
from convive.espaces.models import Espace
from convive.socle.recit import Recit


def create_enjeux_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file; the constats are those that the demonstration has just made."""
    contenu, decor = recit.read("enjeux"), build_decor(espace, recit)
    constats = get_constats_par_cle(espace, recit)
    create_criteres_usuels(espace)
    criteres = list(CritereEnjeu.objects.filter(espace=espace).order_by("ordre"))
    vote = contenu["vote"]
    tour = TourVote.objects.create(
        espace=espace,
        libelle=vote["libelle"],
        cadre=vote["cadre"],
        date_ouverture=vote["ouvert"],
        date_cloture=vote["clos"],
    )
    tour.criteres.set(criteres)
    votes: list[VoteEnjeu] = []
    for ligne in contenu["enjeux"]:
        enjeu = _create_enjeu(decor, ligne, constats, vote["ouvert"])
        for nom, notes in zip(vote["bulletins"], ligne["notes"], strict=True):
            cle = hashlib.sha256(nom.encode()).hexdigest()
            votes += [
                VoteEnjeu(tour=tour, enjeu=enjeu, critere=critere, bulletin=cle, votant_nom=nom, note=note)
                for critere, note in zip(criteres, notes, strict=True)
                if note is not None
            ]
    VoteEnjeu.objects.bulk_create(votes)


def _create_enjeu(
    decor: DecorDiagnostic, ligne: Mapping[str, Any], constats: Mapping[str, Constat], ouvert: date
) -> Enjeu:
    enjeu = Enjeu.objects.create(
        espace=decor.espace,
        libelle=ligne["libelle"],
        precision=ligne.get("precision", ""),
        decision=ligne.get("decision", DecisionEnjeu.A_DECIDER),
        motif=ligne.get("motif", ""),
        instance_libelle=ligne.get("par", ""),
        date_decision=ligne.get("le"),
        note_par_id=decor.auteur if "le" in ligne else None,
        created_by_id=decor.auteur,
        updated_by_id=decor.auteur,
    )
    enjeu.thematiques.set(decor.thematiques[nom] for nom in ligne["thematiques"])
    enjeu.constats.set(constats[cle] for cle in ligne["constats"])
    # Written for the vote, and changed when it was decided.
    ecrit, change = (
        timezone.make_aware(datetime.combine(jour, time(17))) for jour in (ouvert, ligne.get("le", ouvert))
    )
    Enjeu.objects.filter(pk=enjeu.pk).update(created_at=ecrit, updated_at=change)
    return enjeu
