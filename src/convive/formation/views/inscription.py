"""The people of a session (enrolled, on the waiting list, gone), and the page of each person."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from convive.espaces.views.page import Formulaire, Gestes, Page, Rendu
from convive.formation.actions.convocation import submit_adresse, update_jeton
from convive.formation.actions.inscription import (
    ListeInscrite,
    close_inscription,
    create_inscription,
    import_inscriptions,
    reopen_inscription,
    update_inscription,
)
from convive.formation.cles.stagiaire import build_cle
from convive.formation.forms.inscription import CollerForm, InscriptionForm, InscrireForm
from convive.formation.forms.session import MotifForm
from convive.formation.models import Inscription, SessionFormation
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatInscription
from convive.formation.rules.session import get_sortie
from convive.formation.selectors.session import get_inscription
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.rubrique import INSCRIPTIONS, attach_session, build_pages
from convive.socle.formats import nombre_accorde
from convive.socle.formulaires import explain_refus

ADRESSE_CHANGEE = "Sa page a une nouvelle adresse\u00a0; l’ancienne ne s’ouvre plus. Envoyez-lui la nouvelle."

pages = attach_session(build_pages(), "inscriptions/", INSCRIPTIONS)
inscription = pages.objet(
    "<uuid:inscription_uuid>/", get_inscription, "Cette personne n’est pas dans cette session.", dans="session"
)


@pages.ecriture("", droit=can_animer, ecrit=can_organiser)
def inscription_list(page: Page, session: SessionFormation) -> Rendu:
    """Enrol one person, or a pasted list."""
    form = InscrireForm(page.data if page.geste == "inscrire" else None)
    coller = CollerForm(page.data if page.geste == "coller" else None)
    liste = _paste(page, session, coller) if coller.is_valid() else None
    if liste is not None:
        if not liste.refusees:
            return page.redirect(page.request.path)
        coller = CollerForm(initial={"lignes": _list_refusees(coller.cleaned_data["lignes"], liste)})

    def read() -> dict[str, Any]:
        return {
            "lue": read_session(session, page.today),
            "form": form,
            "coller": coller,
            "refusees": liste.refusees if liste else (),
        }

    if not form.is_bound:
        return read()
    return Formulaire(
        form,
        lambda: _enrol(page, session, form),
        fait=lambda inscrite: f"{inscrite.nom} est inscrit·e." if inscrite else "",
        suite=f"{page.request.path}#inscrire",
        contexte=read,
    )


def _enrol(page: Page, session: SessionFormation, form: InscrireForm) -> Inscription | None:
    """Enrol a person; the message differs if she is put on the waiting list."""
    inscription = create_inscription(by=page.compte, session=session, valeurs=form.get_valeurs())
    if inscription.etat != EtatInscription.ATTENTE:
        return inscription
    messages.warning(page.request, f"La session est complète\u00a0: {inscription.nom} est en liste d’attente.")
    return None


def _list_refusees(texte: str, liste: ListeInscrite) -> str:
    """The refused lines as they were pasted, so that they can be corrected in the form."""
    lignes = texte.splitlines()
    return "\n".join(lignes[ligne.numero - 1] for ligne in liste.refusees)


def _paste(page: Page, session: SessionFormation, form: CollerForm) -> ListeInscrite | None:
    try:
        liste = import_inscriptions(by=page.compte, session=session, texte=form.cleaned_data["lignes"])
    except FormationRefusee as refus:
        explain_refus(form, refus)
        return None
    attente = sum(row.etat == EtatInscription.ATTENTE for row in liste.inscriptions)
    if liste.inscriptions:
        suite = f", dont {attente} en liste d’attente" if attente else ""
        phrase = nombre_accorde(len(liste.inscriptions), "personne ajoutée", "personnes ajoutées")
        messages.success(page.request, f"{phrase}{suite}.")
    return liste


@inscription.ecriture("", droit=can_animer, ecrit=can_organiser)
def inscription_update(page: Page, session: SessionFormation, inscription: Inscription) -> Formulaire | Gestes:
    """A person's data, her adaptation, her place, and her private link."""
    by, une, suite = page.compte, inscription, page.get_url(INSCRIPTIONS, session.pk)
    form = InscriptionForm(page.data if page.geste == "enregistrer" else None, inscription=une)
    motif = MotifForm(page.data if page.geste == "partir" else None, prefix="partir")

    def save() -> bool:
        return update_inscription(by=by, inscription=une, saisie=form.get_saisie())

    def leave() -> Inscription:
        return close_inscription(by=by, inscription=une, motif=motif.get_motif(), today=page.today)

    def read() -> dict[str, Any]:
        cle = build_cle(une)
        adresse = page.request.build_absolute_uri(reverse("formation:stagiaire_detail", args=[cle]))
        return {"form": form, "motif": motif, "sortie": get_sortie(session.date_debut, page.today), "adresse": adresse}

    if form.is_bound or not page.is_envoi:
        return Formulaire(form, save, fait="C’est enregistré.", suite=suite, contexte=read)
    if motif.is_bound:
        return Formulaire(motif, leave, fait=_say_partie, suite=suite, contexte=read)
    gestes = {
        "adresse": (lambda: submit_adresse(by=by, inscription=une), f"L’adresse de sa page part à {une.email}."),
        "changer": (lambda: update_jeton(by=by, inscription=une), ADRESSE_CHANGEE),
        "inscrire": (lambda: reopen_inscription(by=by, inscription=une), f"{une.nom} est inscrit·e."),
    }
    return Gestes(gestes, suite if page.geste == "inscrire" else f"{page.request.path}#page", read)


def _say_partie(inscription: Inscription) -> str:
    return f"{inscription.nom}\u00a0: {inscription.get_etat_display().lower()}."
