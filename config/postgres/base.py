"""The database engine for a DATABASE_URL; the embedded engine stands on it."""

import select

from django.db.backends.postgresql import base

from config.postgres import programs


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with a health check that costs a request no round trip."""

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
