#!/usr/bin/env python3
"""A table that is not exactly right never passes for right."""
import pathlib
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
import checksum  # noqa: E402

COLUMNS = [("id", "TEXT"), ("subject", "TEXT"), ("threads", "INTEGER"), ("contact", "TEXT")]
RECORDS = [
    {"id": "1", "subject": "Drucker defekt", "threads": "5", "contact": {"id": "7", "isSpam": False},
     "_search": {"contact": {"id": "7"}}},
    {"id": "2", "subject": "a \"quoted\" one", "threads": "0", "contact": None},
    {"id": "3", "subject": None, "threads": None, "contact": {"id": "8", "isSpam": True},
     "_search": {"contact": {"id": "8"}}},
]
RIGHT = [("1", "Drucker defekt", 5, '{"id":"7"}'), ("2", 'a "quoted" one', 0, None), ("3", None, None, '{"id":"8"}')]


class TableTest(unittest.TestCase):
    def difference(self, rows, columns=COLUMNS):
        expected = checksum.of_records([dict(record) for record in RECORDS], COLUMNS)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "t.db"
            database = sqlite3.connect(path)
            database.execute("CREATE TABLE t(" + ", ".join(name for name, _ in columns) + ")")
            database.executemany("INSERT INTO t VALUES(" + ", ".join("?" * len(columns)) + ")", rows)
            database.commit()
            database.close()
            return checksum.difference(path, "t", COLUMNS, expected)

    def test_the_right_rows_pass_in_any_order(self):
        self.assertEqual(self.difference(RIGHT), "")
        self.assertEqual(self.difference(RIGHT[::-1]), "")

    def test_either_spelling_of_a_column_passes(self):
        listed = [("1", "Drucker defekt", 5, '{"id":"7","isSpam":false}'), RIGHT[1],
                  ("3", None, None, '{"id":"8","isSpam":true}')]
        self.assertEqual(self.difference(listed), "")

    def test_white_space_and_escapes_of_json_do_not_matter(self):
        self.assertEqual(self.difference([("1", "Drucker defekt", 5, '{ "id": "\\u0037" }'), *RIGHT[1:]]), "")

    def test_a_lost_row_shows(self):
        self.assertEqual(self.difference(RIGHT[:2]), "2 rows instead of 3")

    def test_a_doubled_row_shows(self):
        self.assertEqual(self.difference([*RIGHT, RIGHT[0]]), "4 rows instead of 3")
        self.assertIn("id", self.difference([RIGHT[0], RIGHT[0], RIGHT[1]]))

    def test_another_value_shows_with_its_column(self):
        self.assertEqual(self.difference([("1", "Drucker", 5, '{"id":"7"}'), *RIGHT[1:]]), "other values in subject")
        self.assertEqual(self.difference([("1", "Drucker defekt", 5, '{"id":"9"}'), *RIGHT[1:]]),
                         "other values in contact")

    def test_another_type_shows(self):
        self.assertEqual(self.difference([("1", "Drucker defekt", "5", '{"id":"7"}'), *RIGHT[1:]]),
                         "other values in threads")
        self.assertEqual(self.difference([*RIGHT[:2], ("3", "", None, '{"id":"8"}')]), "other values in subject")

    def test_values_of_two_rows_that_changed_places_show(self):
        swapped = [("1", RIGHT[1][1], 5, '{"id":"7"}'), ("2", RIGHT[0][1], 0, None), RIGHT[2]]
        self.assertEqual(self.difference(swapped), "other values in subject")

    def test_a_missing_column_is_an_error(self):
        with self.assertRaises(sqlite3.Error):
            self.difference([row[:3] for row in RIGHT], COLUMNS[:3])


if __name__ == "__main__":
    unittest.main()
