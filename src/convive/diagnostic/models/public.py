"""Who speaks, and what that person agreed to: the same for words that are quoted and for notes of an interview."""

from django.db import models


class PublicParole(models.TextChoices):
    """Who speaks, widely enough for nobody to be recognised."""

    PARENT_PETITE_ENFANCE = "parent_petite_enfance", "Un parent d’enfant de moins de six ans"
    PARENT_ENFANCE = "parent_enfance", "Un parent d’enfant de six à onze ans"
    PARENT_ADOLESCENCE = "parent_adolescence", "Un parent d’adolescent"
    PARENT_SEUL = "parent_seul", "Un parent seul avec ses enfants"
    JEUNE = "jeune", "Un·e jeune"
    SENIOR = "senior", "Une personne âgée"
    AIDANT = "aidant", "Une personne qui aide un proche"
    HABITANT = "habitant", "Une personne qui habite ici"
    BENEVOLE = "benevole", "Un·e bénévole"
    PROFESSIONNEL = "professionnel", "Un·e professionnel·le"
    ELU = "elu", "Un·e élu·e"


class Consentement(models.TextChoices):
    CITER = "citer", "D’accord pour être citée, sans son nom"
    EQUIPE = "equipe", "D’accord pour l’équipe seulement"
