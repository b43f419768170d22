"""Documents of organisations (by-laws, questions and answers, circulars), cut into passages that can be found and quoted."""
