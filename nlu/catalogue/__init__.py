"""Names of services and problem categories, and how a message is linked to them."""
