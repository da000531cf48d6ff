"""Services and équipements of a territory: what exists, for whom, supported by whom; who exercises which competence."""
