"""The page where what two people wrote is put side by side."""

from typing import Any


def read_conflits(response) -> dict[str, tuple[str, str]]:
    """What has to be chosen, field by field: what I wrote, what is saved, as one reads them."""
    assert response.status_code == 200
    assert "Vous avez écrit à deux en même temps" in response.content.decode()
    return {
        champ.champ: passage.mots or ("\n".join(passage.mien), "\n".join(passage.sien))
        for champ in response.context["fusion"].champs
        for passage in champ.passages
        if passage.is_conflit
    }


def choose(response, **choix: str) -> dict[str, Any]:
    """What a browser sends from that page: by field, what is kept; mine, unless told."""
    fusion, data = response.context["fusion"], {}
    for nom, valeur in response.context["caches"]:
        data.setdefault(nom, []).append(valeur)
    for champ in fusion.champs:
        for passage in champ.passages:
            if passage.is_conflit:
                data[f"choix-{passage.nom}"] = choix.get(champ.champ, "mien")
                data[f"ecrit-{passage.nom}"] = passage.depart
    return data | {"fusion": fusion.contenu}
