"""Training, parsing, evaluation and benchmark of the understanding. Rasa is imported by the functions, not on import."""
