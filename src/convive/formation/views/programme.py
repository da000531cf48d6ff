"""The programmes of an organisme, in the order of their life cycle: composed, edited, published, archived."""

from typing import Any

from django.http import Http404

from convive.espaces.views.page import Formulaire, Gestes, Page
from convive.formation.actions.programme import (
    close_programme,
    create_programme,
    create_programme_cours,
    create_publication,
    delete_programme,
    reopen_programme,
    update_objectifs,
    update_programme,
)
from convive.formation.actions.sequence import create_sequence, update_places
from convive.formation.forms.programme import (
    AjouterSequenceForm,
    ComposerForm,
    ObjectifsForm,
    PlacesForm,
    ProgrammeForm,
)
from convive.formation.models import Programme, SequenceProgramme
from convive.formation.permissions import can_animer, can_lire_formation, can_organiser
from convive.formation.rules.objectifs import say_manques
from convive.formation.rules.publication import load_programme
from convive.formation.selectors.adresses import get_adresses
from convive.formation.selectors.cours import get_briques, get_cours, list_cours, list_cours_propres
from convive.formation.selectors.deroule import build_deroule
from convive.formation.selectors.objectifs import list_travailles
from convive.formation.selectors.programme import ProgrammeLu, list_programmes
from convive.formation.views.rubrique import (
    FORMATS,
    PROGRAMME,
    PROGRAMMES,
    attach_programme,
    build_pages,
)
from convive.formation.views.valise import ask_valise

pages = build_pages("programmes/", PROGRAMMES)
programme = attach_programme(pages)


@pages.ecriture("", droit=can_lire_formation, ecrit=can_organiser)
def programme_list(page: Page) -> Formulaire:
    """The programmes of an organisme. The only action is to create one from a shipped course."""

    def take() -> Programme:
        try:
            cours = get_cours(page.request.POST.get("cours", ""))
        except KeyError:
            raise Http404("Ce cours n’existe pas.") from None
        return create_programme_cours(by=page.compte, espace=page.espace, cours=cours)

    return Formulaire(
        None,
        take,
        fait="Le cours est à vous\u00a0: complétez sa fiche, changez ce que vous voulez.",
        suite=lambda programme: page.get_url(PROGRAMME, programme.pk),
        contexte=lambda: {
            "programmes": list_programmes(page.membre),
            "cours": list_cours(),
            "adresses": get_adresses(),
        },
    )


@pages.ecriture("composer/", droit=can_organiser)
def programme_create(page: Page) -> Formulaire:
    """Compose a programme from the séquences of shipped courses."""
    page.lead("Programmes", page.get_url(PROGRAMMES))
    form = ComposerForm(page.data, cours=list_cours_propres())
    return Formulaire(
        form,
        lambda: create_programme(
            by=page.compte,
            espace=page.espace,
            titre=form.cleaned_data["titre"],
            places=form.get_places(),
            objectifs=form.get_objectifs(),
        ),
        fait="Le programme est composé\u00a0: voyez ce que chaque demi-journée contient.",
        suite=lambda programme: page.get_url(PROGRAMME, programme.pk),
    )


@programme.ecriture("", droit=can_lire_formation, ecrit=can_organiser)
def programme_detail(page: Page, lu: ProgrammeLu) -> Gestes:
    """A programme: its sheet, its demi-journées, what it lacks; publish or archive it."""
    by, un = page.compte, lu.programme
    return Gestes(
        {
            "publier": (
                lambda: create_publication(by=by, programme=un, today=page.today),
                lambda publication: f"Version {publication.numero} publiée\u00a0: la fiche est visible sans compte.",
            ),
            "archiver": (
                lambda: close_programme(by=by, programme=un),
                "Programme archivé\u00a0: sa fiche publique est fermée, ses versions restent.",
            ),
            "rouvrir": (lambda: reopen_programme(by=by, programme=un), "Programme rouvert, en brouillon."),
            "supprimer": (lambda: delete_programme(by=by, programme=un), "Programme supprimé."),
        },
        suite=page.get_url(PROGRAMMES) if page.geste == "supprimer" else page.request.path,
        contexte=lambda: {"formats": FORMATS, **_read_travail(lu)},
    )


def _read_travail(lu: ProgrammeLu) -> dict[str, Any]:
    travailles = list_travailles(lu.objectifs, lu.sequences)
    return {"travailles": travailles, "trous": say_manques(travailles)}


@programme.ecriture("fiche/", droit=can_organiser)
def programme_update(page: Page, lu: ProgrammeLu) -> Formulaire:
    """Edit the sheet. Changes that someone else made meanwhile are merged, or shown for a choice."""
    form = ProgrammeForm(page.data, programme=lu.programme)
    return Formulaire(
        form,
        lambda: update_programme(by=page.compte, programme=lu.programme, saisie=form.get_saisie()),
        fait="La fiche est enregistrée.",
        suite=page.get_url(PROGRAMME, lu.programme.pk),
    )


@programme.ecriture("objectifs/", droit=can_organiser)
def objectif_programme_update(page: Page, lu: ProgrammeLu) -> Formulaire:
    """Edit all the objectifs on one page."""
    form = ObjectifsForm(page.data, programme=lu.programme, objectifs=lu.objectifs)
    return Formulaire(
        form,
        lambda: update_objectifs(
            by=page.compte, programme=lu.programme, objectifs=form.get_objectifs(), saisie=form.build_saisie()
        ),
        fait="Les objectifs sont enregistrés.",
        suite=page.get_url(PROGRAMME, lu.programme.pk),
    )


@programme.ecriture("composition/", droit=can_organiser)
def composition_update(page: Page, lu: ProgrammeLu) -> Formulaire:
    """Edit the place of each séquence; `geste=ajouter` is the second form, which adds one."""
    is_ajout = page.geste == "ajouter"
    form = PlacesForm(None if is_ajout else page.data, sequences=lu.sequences)
    ajout = AjouterSequenceForm(page.data if is_ajout else None, briques=get_briques())
    contexte = {"form": form, "ajout": ajout}
    if is_ajout:
        return Formulaire(
            ajout,
            lambda: _add_sequence(page, lu.programme, ajout),
            fait="La séquence est ajoutée.",
            suite=page.request.path,
            contexte=contexte,
        )
    return Formulaire(
        form,
        lambda: update_places(
            by=page.compte, programme=lu.programme, places=form.get_places(), retraits=form.get_retraits()
        ),
        fait="L’ordre est enregistré.",
        suite=page.get_url(PROGRAMME, lu.programme.pk),
        contexte=contexte,
    )


def _add_sequence(page: Page, programme: Programme, form: AjouterSequenceForm) -> SequenceProgramme:
    jour, moment = form.place_choisie
    return create_sequence(
        by=page.compte,
        programme=programme,
        titre=form.cleaned_data["titre"],
        brique=form.brique_choisie,
        jour=jour,
        moment=moment,
    )


@programme.ecriture("deroule/", droit=can_lire_formation, ecrit=can_animer)
def deroule_detail(page: Page, lu: ProgrammeLu) -> Formulaire:
    """The schedule for trainers, from 9 am and 1.30 pm, and everything to give it."""
    contexte = {"demi_journees": build_deroule(lu.sequences), "formats": FORMATS}
    return ask_valise(page, lu.programme.pk, lu.programme.titre, contexte)


@programme.lecture("versions/<int:numero>/", droit=can_lire_formation)
def publication_detail(page: Page, lu: ProgrammeLu, numero: int) -> dict[str, Any]:
    """One version of a programme, as published."""
    publication = next((row for row in lu.publications if row.numero == numero), None)
    if publication is None:
        raise Http404("Ce programme n’a pas cette version.")
    return {"publication": publication, "publie": load_programme(publication.contenu)}
