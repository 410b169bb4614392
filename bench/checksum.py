"""What a contender's table must hold, and what it holds: order-independent checksums of the same rows.

The right rows come from the sandbox's dump of its data, which no contender reads.
"""
import json
import sqlite3

MASK = (1 << 64) - 1


def hash_of(key, value):
    """Python's hash of text is enough, as both sides are computed in one process. Its hash of tuples is not: sums of
    those often stay the same when two values change places."""
    return hash(f"{key} {value!r}")


class Checksum:
    """For each column the sum of its values' hashes, each hashed with its row's key: rows may come in any order, and a
    row that is lost, doubled or mixed with another one shows."""

    def __init__(self, columns):
        """`columns`: (name, declared type) pairs; the first one is the key."""
        self.columns = list(columns)
        self.rows = 0
        self.sums = [0] * len(self.columns)

    def add(self, values):
        key = values[0]
        self.rows += 1
        for i, value in enumerate(values):
            self.sums[i] += hash_of(key, value)

    def difference(self, *rights):
        """Empty if this table has the rows of `rights`, else what differs. Several may be given where a value has
        several right spellings."""
        if self.rows != rights[0].rows:
            return f"{self.rows} rows instead of {rights[0].rows}"
        wrong = [name for i, (name, _) in enumerate(self.columns)
                 if all((self.sums[i] - right.sums[i]) & MASK for right in rights)]
        return "other values in " + ", ".join(wrong) if wrong else ""


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def expected_value(value, column_type):
    """A JSON value as the SQL value that a table column of that declared type has to hold."""
    if isinstance(value, (dict, list)):
        return compact(value)
    if isinstance(value, bool):
        return int(value)
    if column_type == "INTEGER" and isinstance(value, str) and value:
        return int(value)
    return value


def of_records(records, columns):
    """The right rows: once as lists and gets spell them, once as search rows do."""
    plain, search = Checksum(columns), Checksum(columns)
    for record in records:
        other = record.pop("_search", {})
        values = [expected_value(record.get(name), kind) for name, kind in plain.columns]
        plain.add(values)
        for i, (name, kind) in enumerate(plain.columns):
            if name in other:
                search.sums[i] += hash_of(values[0], expected_value(other[name], kind)) - hash_of(values[0], values[i])
    search.rows = plain.rows
    search.sums = [own + delta for own, delta in zip(plain.sums, search.sums)]
    return plain, search


def table_value(value):
    """JSON text without the freedom of white space and escapes; anything else as it is."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return compact(json.loads(value))
        except ValueError:
            return value
    return value


def of_table(database, table, columns, exact=False):
    """Of the table in that file; with `exact`, JSON text counts as it is. Raises sqlite3.Error if there is no such
    table or column."""
    # A bare name in double quotes that is no column would be read as text.
    names = ", ".join(f't."{name}"' for name, _ in columns)
    connection = sqlite3.connect(database)
    try:
        checksum = Checksum(columns)
        for row in connection.execute(f'SELECT {names} FROM "{table}" AS t'):
            checksum.add(row if exact else [table_value(value) for value in row])
        return checksum
    finally:
        connection.close()


def difference(database, table, columns, rights):
    """Empty if the table holds the right rows, else what is wrong."""
    # Most write JSON without white space, as the sandbox does: parsing it is the second try.
    return (of_table(database, table, columns, exact=True).difference(*rights) and
            of_table(database, table, columns).difference(*rights))
