"""Zoho Desk as SQLite tables.

    import sqlite3, zoho_desk
    db = sqlite3.connect("desk.db")
    zoho_desk.load(db)
    db.execute("SELECT ticketNumber, subject FROM zoho_desk_tickets LIMIT 5").fetchall()

The login is stored by the program `zoho-desk login`, which comes with this package.
"""
import os
from typing import TypeVar

__all__ = ["load", "path"]

Connection = TypeVar("Connection")  # of sqlite3 or APSW


def path() -> str:
    """The file that SQLite loads: the module zoho_desk.so of this package.

    Raises FileNotFoundError in a copy of the sources that was never built.
    """
    file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "zoho_desk.so")
    if not os.path.exists(file):
        raise FileNotFoundError(
            f"{file} is missing: these are the sources, not an installed package. Build the package in a checkout "
            "of zoho_desk with `script/package python`, and `pip install` the wheel in dist/")
    return file


def load(connection: Connection) -> Connection:
    """Loads the extension into `connection`, of sqlite3 or APSW, and returns the connection.

    Extension loading is off again afterwards. What the module says when it cannot be loaded is raised as the
    connection's own error; a Python without loadable extensions raises RuntimeError.
    """
    # APSW before 3.42 has names without underscores.
    enable = _method(connection, "enable_load_extension", "enableloadextension")
    load_extension = _method(connection, "load_extension", "loadextension")
    if enable is None or load_extension is None:
        raise RuntimeError(
            "this Python's sqlite3 was built without loadable extensions. Use one that has them (Debian's "
            "/usr/bin/python3 has; pyenv: PYTHON_CONFIGURE_OPTS=--enable-loadable-sqlite-extensions), or APSW")
    enable(True)
    try:
        load_extension(path())
    finally:
        enable(False)
    return connection


def _method(connection, *names):
    return next((getattr(connection, name) for name in names if hasattr(connection, name)), None)
