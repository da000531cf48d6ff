"""Search without a database: French words, questions, extracts, words close to one another."""
