"""The report form: a draft of a problem, how answers fill it, and the questions that are left."""
