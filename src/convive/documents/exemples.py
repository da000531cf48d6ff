"""A sample of each kind of content, with invented data that say so: what a model looks like before one trusts it."""

from datetime import date

from convive.documents.graphiques import Barre, barres
from convive.documents.rules import (
    Classeur,
    Colonne,
    Contenu,
    Diaporama,
    Diapositive,
    DocumentHtml,
    Encadre,
    Famille,
    Feuille,
    FormatCellule,
    Graphe,
    Grille,
    Illustration,
    Metadonnees,
    Points,
    Serie,
    Ton,
)

FICTIF = "Exemple fictif : les noms et les chiffres sont inventés."
METADONNEES = Metadonnees("Convive", date(2026, 6, 12), FICTIF)
PLACES = (("Vallombre", 42, 38.2), ("Saint-Ambroise-des-Prés", 28, 51.7), ("Les Hautes-Granges", 16, 29.4))
SOURCE = "Recensement inventé, 2026"
CORPS = """<h1>Compte rendu d’exemple</h1>
<p><strong>Exemple fictif.</strong> Les noms et les chiffres sont inventés : ce document montre la présentation.</p>
<h2>Ce qui a été décidé</h2>
<p>Le comité de pilotage s’est réuni à la maison des associations de Vallombre. Il a examiné trois points, dans
l’ordre du jour, et rappelé que les 12<sup>es</sup> rencontres des familles se tiendront à l’automne.</p>
<ul><li>La ludothèque itinérante commence sa tournée en septembre.</li>
<li>Le relais petite enfance étend ses horaires. <small>Sous réserve de la délibération.</small></li></ul>
<ol><li>Écrire aux communes.</li><li>Réunir les gestionnaires.</li></ol>
<h3>Les mots du comité</h3>
<blockquote><p>« Ce qui compte, c’est que les familles n’aient plus à choisir entre l’heure et la
route. »</p></blockquote>
<h4>Pour aller plus loin</h4>
<dl><dt>EAJE</dt><dd>Établissement d’accueil du jeune enfant</dd><dt>RPE</dt><dd>Relais petite enfance</dd></dl>
<h2>Les chiffres</h2>
<table><caption>Places d’accueil par commune</caption><thead><tr><th scope="col">Commune</th>
<th scope="col" class="nombre">Places</th><th scope="col" class="nombre">Pour 100 enfants</th></tr></thead>
<tbody>{lignes}</tbody></table>
<figure><img src="places" alt="Places pour 100 enfants : 51,7 à Saint-Ambroise-des-Prés, 38,2 à Vallombre, 29,4 aux
Hautes-Granges."><figcaption>Places pour 100 enfants. Source : {source}</figcaption></figure>
<p class="source">Source : {source}.</p>"""


def build_exemple(famille: Famille) -> Contenu:
    """The sample of a family of formats."""
    if famille is Famille.CLASSEUR:
        return _build_classeur()
    return _build_diaporama() if famille is Famille.DIAPORAMA else _build_texte()


def _build_graphique() -> str:
    lignes = [Barre(nom, taux, accent=rang == 0) for rang, (nom, _, taux) in enumerate(PLACES)]
    return barres(titre="Places pour 100 enfants", barres=lignes, unite="places pour 100 enfants", source=SOURCE).svg


def _build_texte() -> DocumentHtml:
    lignes = "".join(
        f'<tr><th scope="row">{nom}</th><td class="nombre">{places}</td>'
        f'<td class="nombre">{str(taux).replace(".", ",")}</td></tr>'
        for nom, places, taux in PLACES
    )
    corps = CORPS.format(lignes=lignes, source=SOURCE)
    return DocumentHtml("Compte rendu d’exemple", corps, METADONNEES, {"places": _build_graphique()})


def _build_classeur() -> Classeur:
    colonnes = [
        Colonne("Commune", largeur=32),
        Colonne("Places", FormatCellule.ENTIER),
        Colonne("Pour 100 enfants", FormatCellule.DECIMAL, 20),
    ]
    return Classeur(
        "Places d’accueil",
        [Feuille("Places d’accueil", colonnes, PLACES, [f"Source : {SOURCE}.", FICTIF])],
        METADONNEES,
    )


def _build_diaporama() -> Diaporama:
    return Diaporama(
        titre="Présentation d’exemple",
        sous_titre=FICTIF,
        diapositives=[
            Diapositive(
                "Deux décisions pour la rentrée",
                Points(
                    ["La ludothèque itinérante commence sa tournée.", "Le relais petite enfance étend ses horaires."]
                ),
                "Rappeler que la délibération est attendue en juillet.",
            ),
            Diapositive(
                "Le plan avance surtout dans l’axe 1",
                Graphe(
                    ["Axe 1 Grandir", "Axe 2 Soutenir"],
                    [
                        Serie("Terminées", [4, 2]),
                        Serie("En cours", [3, 5], Ton.SECOND),
                        Serie("Arrêtées", [0, 1], Ton.ALERTE),
                    ],
                    "Barres, en actions : axe 1, 4 terminées, 3 en cours ; axe 2, 2 terminées, 5 en cours, 1 arrêtée.",
                    "Plan d’actions inventé, 2026",
                ),
                surtitre="Information · 10 minutes",
                encadre=Encadre("À retenir", ["Une action est arrêtée."]),
            ),
            Diapositive(
                "Saint-Ambroise-des-Prés accueille le plus",
                Illustration("places", "Places pour 100 enfants, par commune : de 29,4 à 51,7.", SOURCE),
            ),
            Diapositive(
                "Les places d’accueil par commune",
                Grille(
                    ["Commune", "Places"], [[nom, str(places)] for nom, places, _ in PLACES], SOURCE, frozenset({1})
                ),
            ),
        ],
        metadonnees=METADONNEES,
        images={"places": _build_graphique()},
    )
