"""What words say: a title of column, a date, an amount, a status, a list of names. The words stand in `mots/`."""
