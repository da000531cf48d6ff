"""Pure rules of charts: what is drawn, where, in which class, with which words. No Django, no Vega."""
