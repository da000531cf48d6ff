"""What stagiaires write in an atelier, saved as they type. It is private, so the journal holds none of it."""

from dataclasses import dataclass

from django.db import transaction

from convive.espaces.permissions import refuse_espace_expire
from convive.formation.models import Atelier, GroupeAtelier, Inscription, ReponseAtelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.feuille import Portee
from convive.formation.selectors.feuilles import read_contenu_atelier
from convive.prise_poste.rules.case import Redaction, SaisieCase, fuse_redaction

FERME = "L’atelier est clos\u00a0: on peut encore lire et télécharger ce qui est écrit, sans rien y ajouter."
SANS_GROUPE = "Vous n’êtes pas dans un groupe\u00a0: dites-le à la personne qui anime."


@dataclass(frozen=True, slots=True)
class ReponseEcrite:
    redaction: Redaction
    reponse: ReponseAtelier | None


@transaction.atomic
def record_reponse(*, inscription: Inscription, atelier: Atelier, saisie: SaisieCase) -> ReponseEcrite:
    """Save a text, merged with what another member of the group wrote meanwhile. The same text again has no effect.

    Raise FormationRefusee if the atelier is closed, for an unknown box, or without a group.
    """
    current = lock_ouvert(inscription, atelier)
    contenu = read_contenu_atelier(current)
    found = contenu.feuille.get_case(saisie.champ, is_retour=current.retour_le is not None) if contenu else None
    if found is None:
        raise FormationRefusee("Cette case n’est pas dans l’atelier.")
    groupe = _lock_groupe(inscription, current) if found[0].portee is Portee.GROUPE else None
    rows = ReponseAtelier.objects.filter(atelier=current, champ=saisie.champ)
    rows = rows.filter(groupe=groupe) if groupe else rows.filter(inscription=inscription)
    former = rows.select_related("ecrit_par").first()
    enregistre = former.texte if former else ""
    redaction = fuse_redaction(saisie.base, saisie.texte, enregistre)
    if not redaction.is_gardee or redaction.texte == enregistre:
        return ReponseEcrite(redaction, former)
    reponse = former or ReponseAtelier(
        atelier=current, champ=saisie.champ, groupe=groupe, inscription=None if groupe else inscription, version=0
    )
    reponse.texte, reponse.ecrit_par = redaction.texte, inscription
    reponse.version += 1
    reponse.save()
    return ReponseEcrite(redaction, reponse)


def lock_ouvert(inscription: Inscription, atelier: Atelier) -> Atelier:
    """The current atelier, with the stagiaire's row locked until the end of the transaction."""
    refuse_espace_expire(inscription.espace)
    # Lock her own row so that two of her windows write one after another; groups lock theirs.
    Inscription.objects.select_for_update().get(pk=inscription.pk)
    current = Atelier.objects.filter(pk=atelier.pk, session=inscription.session_id).first()
    if current is None or current.ouvert_le is None:
        raise FormationRefusee("Cet atelier n’est plus ouvert.")
    if current.clos_le is not None:
        raise FormationRefusee(FERME)
    return current


def _lock_groupe(inscription: Inscription, atelier: Atelier) -> GroupeAtelier:
    places = GroupeAtelier.objects.filter(atelier=atelier, places__inscription=inscription)
    groupe = GroupeAtelier.objects.select_for_update().filter(pk__in=places.values("pk")).first()
    if groupe is None:
        raise FormationRefusee(SANS_GROUPE)
    return groupe
