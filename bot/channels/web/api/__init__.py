"""The catalogue for other programs: `/catalogue.jsonld` and the read-only JSON interface under `/api/v1`."""
