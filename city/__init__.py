"""The reference backend: a small sample municipality that speaks Open311 GeoReport v2. Reached over HTTP only."""
