"""Communes, EPCI, départements, régions and périmètres; the yearly code list and its mergers."""
