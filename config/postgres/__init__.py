"""Django's PostgreSQL backend, which sees without asking the server whether a kept connection still stands."""
