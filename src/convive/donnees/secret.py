"""Small counts in the totals of the code list: what no département, région or country may count, see ADR 0023.

The pages mask the communes (`diagnostic.rules.secret`); a total that they show must not give one back by subtraction.
A frame is the part of an EPCI that lies in one département. Where its small counts cannot be hidden behind others (all
that it counts is one commune, or fewer people than the threshold), no total holds them: it says that they are missing.
"""

SEUIL_EFFECTIF = 5
"""The same as the parameter of the catalogue; a test holds them together."""

SENSIBLES = (
    "beneficiaires_aah",
    "beneficiaires_aeeh",
    "chomeurs_15_24",
    "chomeurs_15_64",
    "demandeurs_emploi_abc",
    "demandeurs_emploi_abc_moins_25",
    "foyers_aides_logement",
    "foyers_allocataires",
    "foyers_asf",
    "foyers_cmg",
    "foyers_prepare",
    "foyers_prime_activite",
    "foyers_qf_400_799",
    "foyers_qf_moins_400",
    "foyers_rsa",
    "jeunes_non_inseres_15_24",
)
"""The counts that sensitive indicators are made of; a test compares them with the catalogue."""
