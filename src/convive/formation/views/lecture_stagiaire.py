"""The critical reading: a project beside the grid, each line of which is saved on its own; and one's own project, which
can be added or removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse

from convive.espaces.permissions import EspaceExpire
from convive.formation.actions.lecture import delete_projet, import_projet, record_note
from convive.formation.forms.lecture import NoteForm, ProjetForm
from convive.formation.models import Atelier, Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import EtatAtelier, SorteAtelier
from convive.formation.rules.lecture import SIEN
from convive.formation.selectors.atelier_stagiaire import get_atelier_ouvert
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.formation.selectors.lecture import NoteLue, ProjetLu, read_lecture
from convive.formation.views.page_stagiaire import ATELIERS, PagesStagiaire, PageStagiaire, RenduStagiaire
from convive.socle.requetes import is_fragment
from convive.socle.televersement import get_plafond_depasse

LIGNE = "formation/_ligne_lecture.html"


@dataclass(frozen=True, slots=True)
class LigneMontree:
    """A line of the grid after saving or refusal: `base` is what is saved, `is_changee` says that its text differs from
    the one submitted."""

    lue: NoteLue
    base: str
    refus: str = ""
    le: datetime | None = None
    is_changee: bool = False


def _get_lecture(inscription: Inscription, uuid: Any) -> Atelier | None:
    found = get_atelier_ouvert(inscription, uuid)
    return found if found and found.sorte == SorteAtelier.LECTURE else None


pages = PagesStagiaire(onglet=ATELIERS)
atelier = pages.objet(
    "ateliers/<uuid:atelier_uuid>/", _get_lecture, "Cette lecture n’est pas ouverte, ou n’est pas dans votre session."
)


@atelier.ecriture("lecture/<slug:projet_cle>/")
def lecture_stagiaire_detail(page: PageStagiaire, atelier: Atelier, projet_cle: str) -> RenduStagiaire:
    lecture = read_lecture(page.inscription, atelier)
    projet = lecture.get_projet(projet_cle)
    if projet is None:
        raise Http404("Ce projet n’est pas dans cette lecture.")
    montree = _write(page, atelier, projet) if page.is_envoi else None
    if page.is_envoi and montree is None:
        return page.redirect()
    contexte = {
        "echelle": get_grille_lecture().echelle,
        "url": page.request.path,
        "peut_ecrire": atelier.etat in (EtatAtelier.OUVERT, EtatAtelier.RETOUR),
        "lecture": lecture,
        "projet": projet,
        "montree": montree,
    }
    if montree is not None and is_fragment(page.request):
        return _render_ligne(page, montree, contexte)
    if montree is not None and not montree.refus:
        return page.redirect(f"#case-{montree.lue.critere.cle}")
    return contexte


def _render_ligne(page: PageStagiaire, montree: LigneMontree, contexte: Mapping[str, Any]) -> HttpResponse:
    """The status below the line, or the whole line if its text differs from the one submitted."""
    response = page.render({**contexte, "lue": montree.lue}, LIGNE if montree.is_changee else f"{LIGNE}#etat")
    if montree.is_changee:
        response.headers["HX-Retarget"] = f"#case-{montree.lue.critere.cle}"
    return response


def _write(page: PageStagiaire, atelier: Atelier, projet: ProjetLu) -> LigneMontree | None:
    """Save a line and return it, saved or refused; None if the grid has no such line."""
    form = NoteForm(page.request.POST)
    lue = next((note for note in projet.notes if note.critere.cle == page.request.POST.get("critere")), None)
    if not form.is_valid() or lue is None:
        return None
    saisie = form.get_saisie(projet.cle)
    try:
        redaction, reponse = record_note(inscription=page.inscription, atelier=atelier, saisie=saisie)
    except (FormationRefusee, EspaceExpire) as error:
        return LigneMontree(NoteLue(lue.critere, saisie.niveau, "", saisie.texte), saisie.base, str(error))
    montree = NoteLue(lue.critere, saisie.niveau, "", redaction.texte)
    base, le = (reponse.texte, reponse.updated_at) if reponse else ("", None)
    return LigneMontree(montree, base, redaction.refus, le, is_changee=redaction.texte != saisie.texte)


@atelier.ecriture("mon-projet/")
def lecture_projet_update(page: PageStagiaire, atelier: Atelier) -> RenduStagiaire:
    request = page.request
    form = ProjetForm(page.data, request.FILES if page.is_envoi else None, plafond=get_plafond_depasse(request))
    try:
        if page.geste == "retirer":
            delete_projet(inscription=page.inscription, atelier=atelier)
            return page.redirect(page.get_url("formation:atelier_stagiaire_detail", atelier.pk))
        if form.is_valid():
            titre, texte = form.cleaned_data["titre"], form.read_texte()
            import_projet(inscription=page.inscription, atelier=atelier, titre=titre, texte=texte)
            return page.redirect(page.get_url("formation:lecture_stagiaire_detail", atelier.pk, SIEN))
    except (FormationRefusee, EspaceExpire) as refus:
        form.add_error(None, str(refus))
    return {"form": form, "sien": read_lecture(page.inscription, atelier).get_projet(SIEN)}
