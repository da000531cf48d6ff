"""An organisme de formation: its programmes, sessions, stagiaires, ateliers and quality proofs; and the help pages."""
