from convive.socle import paquet


class FinancesConfig(paquet.PaquetConfig):
    name = "convive.finances"
    label = "finances"
    verbose_name = "Finances"

    def ready(self) -> None:
        from convive.finances.exports import record_documents
        from convive.finances.pages import record_pages
        from convive.finances.volets_elu import record_volets

        record_documents()
        record_pages()
        record_volets()
