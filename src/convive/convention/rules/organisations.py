"""The type of an organisation, guessed from its name as people write it. Pure Python."""

import re

# In this order: « Caf » before « commune », « communauté de communes » before « commune ».
INDICES = (
    (re.compile(r"\b(caf|caisse d’allocations familiales|caisse d'allocations familiales)\b"), "caf"),
    (re.compile(r"\b(msa|mutualité sociale agricole)\b"), "msa"),
    (re.compile(r"\b(ccas|cias)\b"), "ccas"),
    (re.compile(r"\b(communauté|métropole|agglomération|epci|intercommunalité|cc)\b"), "epci"),
    (re.compile(r"\b(commune|mairie|ville|village)\b"), "commune"),
    (re.compile(r"\b(département|conseil départemental)\b"), "departement"),
    (re.compile(r"\b(région|conseil régional)\b"), "region"),
    (re.compile(r"\b(préfecture|état|éducation nationale|rectorat|ddets|sdjes)\b"), "etat"),
    (re.compile(r"\b(centre social|espace de vie sociale)\b"), "centre_social"),
    (re.compile(r"\b(syndicat|établissement public|hôpital|lycée|collège)\b"), "etablissement_public"),
    (re.compile(r"\b(association|amicale|maison des jeunes|mjc|fédération)\b"), "association"),
)


def guess_type(nom: str) -> str:
    """« epci » for « CC des Trois Gués »; nothing when the name does not say."""
    plain = nom.casefold()
    return next((type_organisation for indice, type_organisation in INDICES if indice.search(plain)), "")
