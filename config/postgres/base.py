"""The database engine for a DATABASE_URL; the embedded engine stands on it."""

import select

from django.db.backends.postgresql import base, schema

from config.postgres import programs


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """A migration may take its time, for the server's timeouts are for pages; but it does not wait for a lock.

    Whoever comes after an ALTER TABLE that waits, waits behind it, readers too. `manage.py migrate` tries again.
    """

    LIMITS = {"statement_timeout": "0", "idle_in_transaction_session_timeout": "0", "lock_timeout": "500ms"}

    def __enter__(self):
        if not self.collect_sql:
            self._say("SET {} = '{}'")
        return super().__enter__()

    def __exit__(self, exc_type, exc_value, traceback):
        try:
            super().__exit__(exc_type, exc_value, traceback)
        finally:
            if not self.collect_sql and self.connection.is_usable():
                self._say("RESET {}")

    def _say(self, statement):
        with self.connection.cursor() as cursor:
            for name, value in self.LIMITS.items():
                cursor.execute(statement.format(name, value))


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with a health check that costs a request no round trip."""

    SchemaEditorClass = DatabaseSchemaEditor

    def is_usable(self):
        """Return whether the connection stands: a server that closed it has said so, which waits to be read."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if waiting.poll(0) else True

    def outlive_exec(self):
        """Let this process stay a user of the database when it becomes another program: nothing is needed for that."""

    def program(self, name):
        """Return the path of PostgreSQL's program `name`, such as pg_dump."""
        return programs.program(name)

    def address_for_programs(self):
        """Return the arguments and the environment by which such a program finds this database."""
        return programs.address(self.get_connection_params())
