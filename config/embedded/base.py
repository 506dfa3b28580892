"""The database engine: Django's PostgreSQL backend on a server that it starts itself."""

import time
from contextlib import suppress
from functools import partial
from types import SimpleNamespace

import psycopg
from django.db.backends.postgresql import client
from psycopg import errors, sql

from config.embedded import server
from config.postgres import base

# What the server says (always in English, see keeper.py) while it comes, goes or recovers.
PASSING = ("the database system is", "terminating connection")
ALREADY_THERE = (
    errors.DuplicateObject,
    errors.DuplicateDatabase,
    errors.UniqueViolation,
    errors.ObjectInUse,  # template1, while another process creates a database
)


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`, with the psql of the same PostgreSQL."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        """Start the server when needed; return psql's arguments and environment."""
        address = {"HOST": server.enter(settings_dict["HOME"]), "PORT": server.PORT}
        args, env = super().settings_to_cmd_args_env({**settings_dict, **address}, parameters)
        return [str(server.program("psql")), *args[1:]], env


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL in HOME/postgres/, started at the first connection and after each death."""

    client_class = DatabaseClient

    def __init__(self, settings_dict, *args, **kwargs):
        options = settings_dict["OPTIONS"]
        if pool := options.get("pool"):
            # The pool's own threads come through the same door, or would be slow to come back.
            door = SimpleNamespace(connect=partial(self._connect, psycopg.connect))
            pool = {**(pool if isinstance(pool, dict) else {}), "connection_class": door}
            settings_dict = {**settings_dict, "OPTIONS": {**options, "pool": pool}}
        super().__init__(settings_dict, *args, **kwargs)

    def outlive_exec(self):
        """Let this process stay a user of the server when it becomes another program, which would let go of it."""
        server.outlive_exec(self.settings_dict["HOME"])

    def get_connection_params(self):
        """Return psycopg's parameters for a server that runs: it is started when it does not.

        Raises OperationalError, in words, when it cannot be started or belongs to somebody else.
        """
        host = server.enter(self.settings_dict["HOME"])
        return {**super().get_connection_params(), "host": host, "port": server.PORT}

    def get_new_connection(self, conn_params):
        """Connect, waiting while the server comes up, and create the database when missing."""
        if self.pool:
            return super().get_new_connection(conn_params)
        connect = super().get_new_connection
        return self._connect(lambda **params: connect(params), **conn_params)

    def _connect(self, connect, conninfo="", **conn_params):
        deadline = time.monotonic() + server.PATIENCE
        while True:
            conn_params["host"] = server.enter(self.settings_dict["HOME"])
            try:
                return connect(**conn_params)
            except psycopg.OperationalError as error:
                reason = str(error)
                if "FATAL" in reason and "does not exist" in reason:
                    create_role_and_database(conn_params)
                elif "FATAL" in reason and not any(words in reason for words in PASSING):
                    raise
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.05)


def create_role_and_database(conn_params):
    """Make the role and the database that a connection with `conn_params` asks for.

    The role is no superuser, so that SQL that went astray cannot read the machine's files.
    """
    role, name = (sql.Identifier(conn_params[key]) for key in ("user", "dbname"))
    admin = {key: conn_params[key] for key in ("host", "port")}
    admin |= {"user": "postgres", "dbname": "postgres", "autocommit": True}
    with psycopg.connect(**admin) as connection:
        for statement in (
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role),
            sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role),
        ):
            with suppress(*ALREADY_THERE):
                connection.execute(statement)
