"""The figures of a territory as each output shows them, read back from what leaves: pages, chapter, DOCX, XLSX, JSON.

A figure is (name, text shown without its spaces): two outputs agree where they name the same one. `python -m
tests.diagnostic.sorties SIREN…` compares the outputs of some EPCI of the database and of the data of this installation.
"""

import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTES = {f"{_W}t": lambda element: element.text or "", f"{_W}noBreakHyphen": lambda _: "-"}
_RESERVE = re.compile(
    r"\((?:partiel|rupture de série)\)|^[a-z]{1,2}\s–\s|(?<=\d)\s*[pr]\s*$|(?:,\s*)?\b(?:partiel|rupture de série)$"
)

type Chiffres = dict[str, str]


def clean(texte: str) -> str:
    """A figure without its spaces nor the word of its reservation."""
    return re.sub(r"\s", "", _RESERVE.sub("", texte.strip()))


class _Fiches(HTMLParser):
    """Names and values of the cards of a page: « cv-figure » of a portrait, « cv-indic » of the indicators."""

    def __init__(self) -> None:
        super().__init__()
        self.lus: Chiffres = {}
        self.pile: list[str] = []
        self.nom, self.valeur = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img", "input", "use", "path", "meta", "link"):
            return
        classes = dict(attrs).get("class") or ""
        self.pile.append(f"{tag} {classes}")
        if "__name" in classes:
            self.nom, self.valeur = "", ""

    def handle_endtag(self, tag: str) -> None:
        while self.pile:
            ouverte = self.pile.pop()
            if ouverte.startswith(f"{tag} "):
                if re.search(r"cv-(?:figure|indic)__(?:value|state)", ouverte):
                    self.lus[" ".join(self.nom.split())] = clean(self.valeur)
                return

    def handle_data(self, data: str) -> None:
        chemin = " ".join(self.pile)
        if re.search(r"cv-(?:figure|indic)__name", chemin):
            self.nom += data
        elif re.search(r"cv-(?:figure|indic)__(?:value|state)", chemin) and not re.search(
            r"\bsmall \S*$|cv-visually|cv-hide", chemin
        ):
            self.valeur += data


def read_page(html: str) -> Chiffres:
    lecteur = _Fiches()
    lecteur.feed(html)
    return lecteur.lus


def read_tableau(html: str) -> Chiffres:
    """Names and values of the table of all the figures of a portrait."""
    tableau = html[html.index('<caption class="cv-hide">Les chiffres du portrait') :]
    tableau = re.sub(r'<span aria-hidden="true">[^<]*</span>', "", tableau[: tableau.index("</table>")])
    lignes = re.findall(r'<th scope="row">(.*?)</th>\s*<td class="cv-num">(.*?)</td>', tableau, re.S)
    textes = [[unescape(re.sub(r"<[^>]*>", " ", cellule)) for cellule in ligne] for ligne in lignes]
    return {" ".join(nom.split()): clean(valeur) for nom, valeur in textes}


def read_docx(octets: bytes) -> Chiffres:
    """First two cells of the rows of every table of four columns."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        corps = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - a document of ours
    lus: Chiffres = {}
    for ligne in corps.iter(f"{_W}tr"):
        cellules = [
            "".join(_TEXTES[t.tag](t) for t in cellule.iter() if t.tag in _TEXTES) for cellule in ligne.iter(f"{_W}tc")
        ]
        if len(cellules) == 4:
            lus[" ".join(cellules[0].split())] = clean(cellules[1])
    return lus


def read_xlsx(octets: bytes) -> dict[str, tuple[str, ...]]:
    """Identifier → cells of the first sheet."""
    from convive.donnees.sources.feuilles import list_feuilles

    with TemporaryDirectory() as dossier:
        path = Path(dossier) / "portrait.xlsx"
        path.write_bytes(octets)
        for _, lignes in list_feuilles(path):
            return {ligne[0]: tuple(ligne) for _, ligne in lignes if ligne and ligne[0]}
    return {}


def list_ecarts(reference: str, jour: date) -> tuple[list[str], int]:
    """What two outputs of one territory say differently, and how many figures were compared."""
    from django.test import Client
    from django.urls import reverse

    from convive.diagnostic.exports.donnees import build_donnees
    from convive.diagnostic.exports.formats import render_portrait
    from convive.diagnostic.exports.presentation import build_figure_affichee, list_figures_montrees
    from convive.diagnostic.selectors.indicateurs import get_tableau
    from convive.diagnostic.selectors.portrait import get_portrait
    from convive.territoires.selectors import get_perimetre

    perimetre = get_perimetre(reference)
    portrait, tableau = get_portrait(perimetre, jour), get_tableau(perimetre, jour)
    affichees = {nom: build_figure_affichee(figure, portrait) for nom, figure in portrait.figures.items()}
    attendus = {" ".join(f.libelle.split()): clean(f.texte) for f in affichees.values()}
    client = Client()

    def get(nom: str) -> str:
        reponse = client.get(reverse(f"diagnostic:{nom}", kwargs={"reference": reference}))
        assert reponse.status_code == 200, (nom, reponse.status_code)
        return reponse.content.decode()

    ecarts: list[str] = []
    compte = 0

    def compare(sortie: str, lus: Mapping[str, str], voulus: Mapping[str, str], *, is_tout: bool = True) -> None:
        nonlocal compte
        for nom, voulu in voulus.items():
            lu = lus.get(nom)
            compte += lu is not None
            if (lu is None and is_tout) or (lu is not None and lu != voulu):
                ecarts.append(f"{reference} {sortie} « {nom} » : {lu} au lieu de {voulu}")

    page = get("portrait_detail")
    montres = {" ".join(affichees[f.indicateur.identifiant].libelle.split()) for f in list_figures_montrees(portrait)}
    attendus = {nom: valeur for nom, valeur in attendus.items() if nom in montres}
    compare("page du portrait", read_page(page), attendus, is_tout=False)
    compare("tableau du portrait", read_tableau(page), attendus)
    compare("DOCX", read_docx(render_portrait(perimetre, "docx").contenu), attendus)
    # What both catalogues have, in the same year.
    communs = {
        " ".join(ligne.fiche.indicateur.libelle.split()): attendus[affichee]
        for nom, ligne in tableau.lignes.items()
        if nom in portrait.figures and portrait.figures[nom].millesime == ligne.figure.millesime
        for affichee in [" ".join(affichees[nom].libelle.split())]
        if ligne.figure.has_valeur
    }
    compare("page des indicateurs", read_page(get("indicateur_list")), communs)
    chiffres = {
        nom: json.dumps([figure.millesime, figure.valeur, str(figure.statut)])
        for nom, figure in portrait.figures.items()
    }
    donnees = json.loads(json.dumps(build_donnees(perimetre, portrait), ensure_ascii=False))
    ecrits = {
        figure["indicateur"]: json.dumps([str(figure["millesime"] or ""), figure["valeur"], figure["statut"]])
        for figure in donnees["figures"]
    }
    compare("JSON", ecrits, chiffres)
    lignes = read_xlsx(render_portrait(perimetre, "xlsx").contenu)
    valeurs = {nom: "" if f.valeur is None else repr(round(f.valeur, 6)) for nom, f in portrait.figures.items()}
    compare("XLSX", {nom: _read_nombre(lignes[nom][4]) for nom in valeurs if nom in lignes}, valeurs)
    compare("chapitre", read_chapitres(reference, jour), attendus, is_tout=False)
    return ecarts, compte


def _read_nombre(texte: str) -> str:
    try:
        return repr(round(float(texte), 6))
    except ValueError:
        return ""


def read_chapitres(reference: str, jour: date) -> Chiffres:
    """The figures of the chapters of a diagnosis just begun in an espace of this territory; nothing is kept of it."""
    from django.db import transaction

    from convive.diagnostic.actions.diagnostic import create_diagnostic
    from convive.diagnostic.exports.assemblage import build_diagnostic_lu
    from convive.diagnostic.rules.contenus import Chiffre
    from convive.espaces.actions.espace import create_espace
    from tests.espaces.factories import create_compte

    with transaction.atomic():
        espace = create_espace(by=create_compte(f"sorties{reference}"), reference=reference, nom=f"Sorties {reference}")
        diagnostic = create_diagnostic(by=espace.created_by, espace=espace)
        chapitres = build_diagnostic_lu(diagnostic, jour).chapitres
        lus = [c for chapitre in chapitres for c in chapitre.contenus if isinstance(c, Chiffre)]
        transaction.set_rollback(True)
    return {" ".join(c.libelle.split()): clean(c.valeur or str(c.statut)) for c in lus if c.valeur}


def main(references: list[str]) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    total = 0
    for reference in references:
        ecarts, compte = list_ecarts(reference, date.today())
        total += len(ecarts)
        lignes = [f"{reference}\u00a0: {compte} chiffres comparés, {len(ecarts)} écarts", *ecarts]
        sys.stdout.write("\n  ".join(lignes) + "\n")
    return int(total > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
