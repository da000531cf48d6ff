"""The cells of the list of a plan: a hundred lines are drawn on a page, and a template counts each of their words."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from convive.plan_action.rules.completude import count_manquants, explain_manquants
from convive.plan_action.rules.liste import Colonne
from convive.plan_action.rules.plan import Priorite
from convive.plan_action.selectors.lignes_plan import FicheLue, LigneFiche
from convive.plan_action.templatetags.plan import meteo_action, statut_action, themes
from convive.socle.formats import INSECABLE, date_longue, insecables

register = template.Library()
MAX_PARENTE = 60
SANS_PLACE = "Pas encore classée dans le plan"


def _meta(texte: str, *, is_bloc: bool = True) -> str:
    return f'<span class="cv-meta{" cv-block" if is_bloc else ""}">{conditional_escape(texte)}</span>'


def _join(*pieces: str) -> SafeString:
    """Each piece was escaped where it was made. Eight of them by line: `mark_safe` asks each time if they are lazy."""
    return SafeString("".join(pieces))


@register.filter
def intitule(fiche: FicheLue) -> SafeString:
    """Its number and its title, the words of the link to it."""
    code = f'<span class="cv-code">{conditional_escape(fiche.code)}</span> ' if fiche.code else ""
    return _join(code, conditional_escape(insecables(fiche.titre)))


@register.filter
def precisions(ligne: LigneFiche, mise: Any) -> SafeString:
    """Under the title: its place when no heading says it, the action of which it is a part, its thématiques."""
    parente = ""
    if mise.tri is not None and Colonne.PLACE not in mise.colonnes:
        parente = _meta(insecables(mise.places.get(ligne.fiche.noeud, SANS_PLACE)))
    if ligne.fiche.parente:
        code, titre = ligne.fiche.parente
        court = titre if len(titre) <= MAX_PARENTE else f"{titre[: MAX_PARENTE - 1]}…"
        parente += _meta(f"fait partie de {code or 'l’action'} {court}")
    if not ligne.thematiques:
        return _join(parente)
    return _join(parente, themes(ligne.thematiques))


def etat(ligne: LigneFiche, mise: Any) -> SafeString:
    """Its status; it is a link where one may change it."""
    fiche, url = ligne.fiche, mise.url_statut
    statut: str = statut_action(fiche.statut)
    if url:
        statut = (
            f'<a class="cv-plan__statut" href="{url}{fiche.pk}/statut/">{statut}'
            f'<span class="cv-hide">, changer le statut de l’action {conditional_escape(fiche.titre)}</span></a>'
        )
    if fiche.is_brouillon:
        manque = explain_manquants(count_manquants(fiche.completude))
        return _join(statut, _meta(manque) if manque else "")
    return _join(statut, _meta("interne") if fiche.is_interne else "")


def meteos(ligne: LigneFiche, _mise: Any) -> SafeString:
    fiche = ligne.fiche
    date = _meta(f"le {date_longue(fiche.date_meteo)}") if fiche.date_meteo else ""
    autres = [_meta(f"{autre.regard}{INSECABLE}: {autre.libelle.lower()}") for autre in ligne.autres_regards]
    return _join(meteo_action(fiche.meteo_pilote), date, *autres)


def etapes(ligne: LigneFiche, _mise: Any) -> SafeString:
    fiche = ligne.fiche
    if fiche.nb_etapes:
        faites, nombre = fiche.nb_etapes_faites, fiche.nb_etapes
        return _join(
            f'<span class="cv-avance"><progress class="cv-progress" max="{nombre}" value="{faites}" '
            f'aria-label="Étapes faites"></progress><span class="cv-nb">{faites} / {nombre}</span></span>'
        )
    if fiche.avancement is not None:
        return _join(f'<span class="cv-nb">{fiche.avancement}{INSECABLE}%</span>')
    return _join(_meta("aucune", is_bloc=False))


def qui(ligne: LigneFiche, _mise: Any) -> SafeString:
    """Who pilots, then who carries; a body that carries alone is enough."""
    if ligne.porteur and not ligne.pilotes:
        return _join(conditional_escape(insecables(ligne.porteur)))
    pilotes = ", ".join(ligne.pilotes) or "à nommer"
    return _join(conditional_escape(pilotes), _meta(insecables(ligne.porteur or "porteur à choisir")))


def echeance(ligne: LigneFiche, _mise: Any) -> SafeString:
    fiche = ligne.fiche
    # What is written of the calendar may be a beginning: the column has the end, or nothing.
    jour = date_longue(fiche.date_fin) if fiche.date_fin else "–"
    late = f'<span class="cv-block cv-late">{conditional_escape(ligne.retard)}</span>' if ligne.retard else ""
    return _join(jour, late)


def place(ligne: LigneFiche, mise: Any) -> str:
    return conditional_escape(insecables(mise.places.get(ligne.fiche.noeud, SANS_PLACE)))


def priorite(ligne: LigneFiche, _mise: Any) -> str:
    fiche = ligne.fiche
    return Priorite(fiche.priorite).libelle if fiche.priorite else _meta("à préciser", is_bloc=False)


def mise_a_jour(ligne: LigneFiche, _mise: Any) -> str:
    return date_longue(timezone.localdate(ligne.fiche.updated_at))


CELLULES: dict[Colonne, Callable[[LigneFiche, Any], str]] = {
    Colonne.PLACE: place,
    Colonne.STATUT: etat,
    Colonne.METEO: meteos,
    Colonne.ETAPES: etapes,
    Colonne.QUI: qui,
    Colonne.PRIORITE: priorite,
    Colonne.ECHEANCE: echeance,
    Colonne.MISE_A_JOUR: mise_a_jour,
}


@register.filter
def cellules(ligne: LigneFiche, mise: Any) -> SafeString:
    """The cells of the columns that are shown; `mise` is `views.mise_en_page.MiseEnPage`."""
    return _join(*[f"{entete.ouverture}{CELLULES[entete.colonne](ligne, mise)}</td>" for entete in mise.entetes])
