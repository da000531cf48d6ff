"""The personas who read, run or organise in the espace of a training body."""

LECTEURS = frozenset({"chargee", "directeur", "formatrice", "lectrice"})
ANIMATEURS = frozenset({"chargee", "directeur", "formatrice"})
ORGANISATEURS = frozenset({"chargee", "directeur"})
