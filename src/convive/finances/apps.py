from convive.socle import paquet


class FinancesConfig(paquet.PaquetConfig):
    name = "convive.finances"
    label = "finances"
    verbose_name = "Finances"

    def ready(self) -> None:
        from convive.finances.exports import record_documents
        from convive.finances.pages import record_pages

        record_documents()
        record_pages()
