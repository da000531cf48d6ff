"""The critical reading: a mark and a comment on each line of the grid, and one’s own project."""

from dataclasses import dataclass

from django.db import transaction

from convive.formation.actions.reponse import lock_ouvert
from convive.formation.models import Atelier, Inscription, ProjetApporte, ReponseAtelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import SorteAtelier
from convive.formation.rules.lecture import MAX_TEXTE_PROJET, NOTES, PROJETS, SIEN, name_note
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.prise_poste.rules.case import Redaction, fuse_redaction


@dataclass(frozen=True, slots=True)
class SaisieNote:
    """`niveau` is None for a line that has no mark yet."""

    projet: str
    critere: str
    niveau: int | None
    base: str
    texte: str


@transaction.atomic
def record_note(
    *, inscription: Inscription, atelier: Atelier, saisie: SaisieNote
) -> tuple[Redaction, ReponseAtelier | None]:
    """Save a mark and its reason; the same again has no effect. Raise FormationRefusee."""
    current = lock_ouvert(inscription, atelier)
    criteres = {critere.cle for critere in get_grille_lecture().criteres}
    if current.sorte != SorteAtelier.LECTURE or saisie.projet not in (*PROJETS, SIEN) or saisie.critere not in criteres:
        raise FormationRefusee("Cette ligne n’est pas dans la grille.")
    if saisie.niveau is not None and saisie.niveau not in NOTES:
        raise FormationRefusee("La note va de 0 à 3.")
    champ = name_note(saisie.projet, saisie.critere)
    former = ReponseAtelier.objects.filter(atelier=current, inscription=inscription, champ=champ).first()
    redaction = fuse_redaction(saisie.base, saisie.texte, former.texte if former else "")
    texte = redaction.texte if redaction.is_gardee else (former.texte if former else "")
    avant = (former.texte, former.niveau) if former else ("", None)
    if avant == (texte, saisie.niveau):
        return redaction, former
    reponse = former or ReponseAtelier(atelier=current, inscription=inscription, champ=champ, version=0)
    reponse.texte, reponse.niveau, reponse.ecrit_par = texte, saisie.niveau, inscription
    reponse.version += 1
    reponse.save()
    return redaction, reponse


@transaction.atomic
def import_projet(*, inscription: Inscription, atelier: Atelier, titre: str, texte: str) -> ProjetApporte:
    """Add one’s own project, replacing the former one but keeping its marks. Raise FormationRefusee if it has no
    text."""
    current = lock_ouvert(inscription, atelier)
    if current.sorte != SorteAtelier.LECTURE:
        raise FormationRefusee("Cet atelier n’est pas une lecture.")
    texte = texte.strip()[:MAX_TEXTE_PROJET]
    if not texte:
        raise FormationRefusee(
            "Nous n’avons trouvé aucun mot dans ce fichier. S’il s’agit de pages numérisées, collez plutôt le texte."
        )
    projet, _ = ProjetApporte.objects.update_or_create(
        atelier=current, inscription=inscription, defaults={"titre": titre, "texte": texte}
    )
    return projet


@transaction.atomic
def delete_projet(*, inscription: Inscription, atelier: Atelier) -> None:
    """Delete one’s own project with its marks; no effect the second time."""
    current = lock_ouvert(inscription, atelier)
    ProjetApporte.objects.filter(atelier=current, inscription=inscription).delete()
    siennes = ReponseAtelier.objects.filter(atelier=current, inscription=inscription)
    siennes.filter(champ__startswith=f"{SIEN}-").delete()
