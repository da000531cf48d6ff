"""A séance: the year that it comes from, its agenda, its day, what is said about it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse

from convive.acteurs.selectors.personne import list_choix_personnes
from convive.espaces.views.page import GESTE_INCONNU, Formulaire, Page, Pages, Rendu
from convive.gouvernance.actions.modele_seance import create_seance_comme
from convive.gouvernance.actions.seance import (
    SaisieSeance,
    carry_seance,
    create_seance,
    create_seances,
    delete_seance,
    update_seance,
    update_statut_seance,
)
from convive.gouvernance.actions.suites import put_suites
from convive.gouvernance.forms.calendrier import PeriodeForm, read_dates
from convive.gouvernance.forms.seance import DepartForm, PointForm, SeanceForm, build_initial_comme
from convive.gouvernance.models import Instance, Seance
from convive.gouvernance.permissions import can_list_brouillons, can_list_instances, can_update_instances
from convive.gouvernance.rules.calendrier import Calendrier, name_periode
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import A_VENIR, StatutSeance
from convive.gouvernance.rules.temps import Temps, find_temps
from convive.gouvernance.selectors.calendrier import (
    Annee,
    get_annee,
    get_calendrier,
    get_departement,
    get_sources,
    get_zone_espace,
    list_remarques,
)
from convive.gouvernance.selectors.connus import list_noms_attendus
from convive.gouvernance.selectors.instance import get_instance
from convive.gouvernance.selectors.ordres_du_jour import find_date_suivante, get_ordre_usuel, list_points_repris
from convive.gouvernance.selectors.seance import PageSeance, get_page_seance, get_seance
from convive.gouvernance.selectors.venir import get_venir
from convive.gouvernance.views.gestes_seance import AGENDA, TENIR, TOUTES, anchor_point, do_geste, save_point
from convive.gouvernance.views.rubrique import (
    COMPTE_RENDU,
    ECHANGES,
    ETAPE,
    INSTANCE,
    INSTANCE_ABSENTE,
    SEANCE,
    SEANCE_ABSENTE,
    SEANCES,
    get_url_temps,
    place_instance,
    place_seance,
)
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import nombre_accorde
from convive.socle.formulaires import explain_refus
from convive.socle.uuids import parse_uuid

AUCUN_DEPART = "Aucun e-mail ne part de cette installation\u00a0: prévenez vous-même les personnes convoquées."
pages = Pages(SEANCES, "instances/", onglet=SEANCE)
instance = pages.objet("<uuid:instance_uuid>/", get_instance, INSTANCE_ABSENTE, autour=place_instance)
seance = pages.objet("seances/<uuid:seance_uuid>/", get_seance, SEANCE_ABSENTE, autour=place_seance)


@pages.ecriture("annee/", droit=can_list_instances, ecrit=can_update_instances)
def seance_calendrier(page: Page) -> Rendu:
    """A year of séances: days are proposed, moved, kept; those that are kept become drafts."""
    form = PeriodeForm(page.request.GET, zone=get_zone_espace(page.espace), today=page.today)
    debut, zone = form.get_periode()
    departement = get_departement(page.espace)
    calendrier = get_calendrier(zone, departement)
    annee = get_annee(page.membre, debut, calendrier, is_equipe=can_list_brouillons(page.membre))
    if page.is_envoi:
        return _keep(page, annee, calendrier)
    return {
        "annee": annee,
        "form": form,
        "calendrier": calendrier,
        "periode": name_periode(debut),
        "sources": get_sources(debut),
        "departement": departement,
    }


def _keep(page: Page, annee: Annee, calendrier: Calendrier) -> HttpResponse:
    """The days that are ticked, as they were moved; what one should know of them is said once they are drafts."""
    lignes = {ligne.cle: ligne.instance for ligne in annee.lignes if ligne.seance is None}
    wanted = read_dates(page.request.POST, lignes)
    url = page.request.get_full_path()
    remarques = list_remarques(page.membre, wanted, calendrier)
    try:
        made = create_seances(
            by=page.compte, instances=[(instance, _build(instance, jour)) for instance, jour in wanted]
        )
    except GouvernanceRefusee as refus:
        messages.warning(page.request, str(refus))
        return page.redirect(url)
    if made:
        messages.success(page.request, f"{nombre_accorde(len(made), 'séance')} en préparation.")
    else:
        messages.warning(page.request, "Cochez les dates à garder\u00a0: aucune séance n’a été créée.")
    for remarque in remarques:
        messages.warning(page.request, f"{remarque}.")
    return page.redirect(url)


def _build(instance: Instance, jour: date) -> SaisieSeance:
    """With the hours that the body is used to."""
    if instance.heure_debut is None:
        return SaisieSeance(jour)
    fin = datetime.combine(jour, instance.heure_debut) + timedelta(minutes=instance.duree_minutes)
    # A body that ends after midnight gives its beginning alone.
    return SaisieSeance(jour, instance.heure_debut, fin.time() if fin.date() == jour else None)


@instance.ecriture("seances/preparer/", droit=can_update_instances)
def seance_create(page: Page, instance: Instance) -> Formulaire:
    """Its day may come later."""
    modele = _get_modele(page, instance)
    initial = build_initial_comme(modele, find_date_suivante(modele, page.today)) if modele else None
    form = SeanceForm(page.data, instance=instance, initial=initial)

    def save() -> Seance:
        if modele is not None:
            made = create_seance_comme(by=page.compte, modele=modele, saisie=form.get_saisie())
        else:
            made = create_seance(by=page.compte, instance=instance, saisie=form.get_saisie())
        put_suites(by=page.compte, seance=made)
        return made

    return Formulaire(
        form,
        save,
        fait="La séance est créée. Écrivez son ordre du jour, ou partez de l’ordre du jour type.",
        suite=lambda made: page.get_url(SEANCE, made.pk),
        contexte={"modele": modele, "repris": list_points_repris(modele) if modele else []},
    )


def _get_modele(page: Page, instance: Instance) -> Seance | None:
    """The séance of this body that the new one is like, when the address names one."""
    uuid = parse_uuid(page.request.GET.get("comme", ""))
    if uuid is None:
        return None
    modele = get_seance(page.membre, uuid)
    if modele is None:
        raise Http404(SEANCE_ABSENTE)
    if modele.instance_id != instance.pk:
        raise Http404("Cette séance est celle d’une autre instance.")
    return modele


@seance.ecriture("", droit=can_list_instances, ecrit=can_update_instances)
def seance_detail(page: Page, seance: Seance) -> Rendu:
    """Its agenda with the hours, what it could still hold, what waits: the first of its steps. Opened without saying
    more, a séance shows the step under way."""
    temps = find_temps(seance.statut, seance.date, page.today)
    if temps is not Temps.PREPARER and not page.is_envoi and not page.request.GET and page.contexte["is_equipe"]:
        return page.redirect(get_url_temps(page, seance, temps))
    is_equipe, is_redactrice = can_list_brouillons(page.membre), can_update_instances(page.membre)
    lue = get_page_seance(page.membre, seance, page.today, is_equipe=is_equipe)
    personnes = list_choix_personnes(page.membre) if is_redactrice and seance.is_modifiable else []
    wanted = parse_uuid(page.request.POST.get("uuid", "") or page.request.GET.get("point", ""))
    ligne = next((row for row in lue.lignes if row.point.pk == wanted), None)
    form = PointForm(
        page.data if page.geste in ("ajouter", "modifier") else None,
        personnes=personnes,
        noms=list_noms_attendus(seance, personnes) if is_redactrice and seance.is_modifiable else [],
        point=ligne.point if ligne else None,
    )
    contexte = {"form": form, "ouverte": ligne, **_build_page(page, lue)}
    if page.geste == "modifier" or (ligne and not page.geste):
        # What two people write in a point is joined, as in any card.
        return Formulaire(
            form,
            lambda: save_point(page, form),
            fait="",
            suite=lambda point: _get_retour(page, seance, anchor_point(point)),
            contexte=contexte,
        )
    if page.is_envoi and (ancre := _do(page, lue, form)) is not None:
        return page.redirect(_get_retour(page, seance, ancre))
    return contexte


def _build_page(page: Page, lue: PageSeance) -> dict[str, Any]:
    seance, is_equipe = lue.seance, can_list_brouillons(page.membre)
    peut_ecrire = page.contexte["peut_ecrire"] and seance.is_modifiable
    return _build_adresses(page, seance) | {
        "page": lue,
        "qui_voit": _say_qui_voit(lue),
        "venir": get_venir(page.membre, seance, page.today),
        "is_ajout": page.geste == "ajouter",
        "is_a_venir": seance.statut in A_VENIR,
        "is_depliee": TOUTES in page.request.GET,
        "lit_brouillons": is_equipe,
        "peut_ecrire": peut_ecrire,
        "usuel": get_ordre_usuel(seance.instance) if peut_ecrire else None,
        "peut_rouvrir": page.contexte["peut_ecrire"],
    }


def _build_adresses(page: Page, seance: Seance) -> dict[str, Any]:
    url = f"{page.get_url(SEANCE, seance.pk)}{ETAPE}"
    suivant = Temps.TENIR if seance.convoquee_le else Temps.CONVOQUER
    return {
        "url_preparer": url,
        "url_depliee": f"{url}&{TOUTES}=toutes",
        "url_ensuite": get_url_temps(page, seance, suivant),
    }


def _say_qui_voit(lue: PageSeance) -> str:
    seance = lue.seance
    if seance.statut == StatutSeance.BROUILLON:
        return "l’équipe de coopération seulement\u00a0: la séance est en préparation."
    autres = ", la Caf et les partenaires de l’espace" if seance.instance.is_ouverte_partenaires else ""
    membres = nombre_accorde(lue.membres, "membre")
    return f"{membres} de l’instance{autres}. Le compte rendu reste à l’équipe jusqu’à la clôture."


def _get_retour(page: Page, seance: Seance, ancre: str) -> str:
    """Where one was: the agenda is changed while the séance is held, too."""
    if TENIR in page.request.GET:
        return f"{page.get_url(COMPTE_RENDU, seance.pk)}{AGENDA}"
    is_dit = ancre.startswith("?") or find_temps(seance.statut, seance.date, page.today) is Temps.PREPARER
    return f"{page.get_url(SEANCE, seance.pk)}{'' if is_dit else ETAPE}{ancre}"


def _do(page: Page, lue: PageSeance, form: PointForm) -> str | None:
    """Where the page comes back to; None while a form has to be corrected."""
    try:
        return do_geste(page, lue, form)
    except GouvernanceRefusee as refus:
        if form.is_bound:
            explain_refus(form, refus)
            return None
        messages.warning(page.request, str(refus))
        return "#ordre-du-jour"


@seance.ecriture("modifier/", droit=can_update_instances)
def seance_update(page: Page, seance: Seance) -> Formulaire:
    """Change its day and its place; put it off, cancel it, take it up again."""
    geste = page.geste if page.is_envoi else "enregistrer"
    form = SeanceForm(page.data if geste == "enregistrer" else None, instance=seance.instance, seance=seance)
    depart = DepartForm(page.data if geste in ("reporter", "annuler") else None, prefix="depart")
    contexte = {"form": form, "depart": depart, "geste": geste}
    if geste == "supprimer":
        return Formulaire(
            None,
            lambda: delete_seance(by=page.compte, seance=seance),
            fait="La séance est supprimée\u00a0; ses points attendent la prochaine.",
            suite=page.get_url(INSTANCE, seance.instance_id),
            contexte=contexte,
        )
    saisi, save = _list_gestes(page, seance, form, depart).get(geste, (None, _refuse))
    return Formulaire(
        saisi,
        save,
        fait=_say_depart(seance, geste),
        suite=lambda shown: page.get_url(SEANCE, shown.pk),
        contexte=contexte,
    )


def _say_depart(seance: Seance, geste: str) -> str:
    """What was done, and who tells it: a séance that was convened does not take place, or takes place elsewhere."""
    if seance.convoquee_le is None or geste not in ("reporter", "annuler"):
        return "C’est enregistré."
    if is_courriel_envoye():
        return "C’est enregistré. Les personnes convoquées qui ont une adresse en sont prévenues par e-mail."
    return f"C’est enregistré. {AUCUN_DEPART}"


type Geste = tuple[forms.BaseForm | None, Callable[[], Seance]]


def _list_gestes(page: Page, seance: Seance, form: SeanceForm, depart: DepartForm) -> dict[str, Geste]:
    """What each button fills, and does; the séance that is shown then."""

    def save() -> Seance:
        version = form.cleaned_data["version"]
        return update_seance(by=page.compte, seance=seance, saisie=form.get_saisie(), version=version)

    def postpone() -> Seance:
        saisie = SaisieSeance(depart.cleaned_data["date"], seance.heure_debut, seance.heure_fin, lieu=seance.lieu)
        return carry_seance(by=page.compte, seance=seance, motif=depart.cleaned_data["motif"], saisie=saisie)

    def cancel() -> Seance:
        motif = depart.cleaned_data["motif"]
        return update_statut_seance(by=page.compte, seance=seance, vers=StatutSeance.ANNULEE, motif=motif)

    def reopen() -> Seance:
        # One that did not take place; closed minutes open again on the page that closes them, with a reason.
        return update_statut_seance(by=page.compte, seance=seance, vers=StatutSeance.BROUILLON)

    return {
        "enregistrer": (form, save),
        "reporter": (depart, postpone),
        "annuler": (depart, cancel),
        "rouvrir": (None, reopen),
    }


def _refuse() -> Seance:
    raise GouvernanceRefusee(GESTE_INCONNU)


@seance.sous("echanges/", onglet=ECHANGES).lecture("", droit=can_list_instances)
def seance_echanges(page: Page, seance: Seance) -> dict[str, Any]:
    """What is said about a séance, by whoever reads it."""
    return {}
