"""Open311 GeoReport v2 with mySociety's service request updates: one file a resource."""
