"""PostgreSQL: tables, transactions, migrations, the embedded server, encryption. Imports nobody but the shared ground."""
