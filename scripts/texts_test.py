#!/usr/bin/env python3
"""What cmake/texts.py must refuse, and what it makes: `./test lint` runs this."""
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "cmake" / "texts.py"


class Texts(unittest.TestCase):
    def make(self, romanian, english):
        """Whether the texts are taken, and the header or the reason why not."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            files = []
            for language, text in (("ro", romanian), ("en", english)):
                if text is not None:
                    files.append(folder / f"area.{language}.toml")
                    files[-1].write_text(text)
            run = subprocess.run([sys.executable, SCRIPT, folder, *files], capture_output=True, text=True)
            return (True, (folder / "texts/area.hpp").read_text()) if run.returncode == 0 else (False, run.stderr)

    def refuses(self, romanian, english, why):
        taken, said = self.make(romanian, english)
        self.assertFalse(taken)
        self.assertIn(why, said)

    def test_a_key_in_one_language_only(self):
        self.refuses('[a]\nx = "ics"\ny = "igrec"', '[a]\nx = "x"', "area.en.toml: a.y is missing")
        self.refuses('[a]\nx = "ics"', '[a]\nx = "x"\ny = "y"', "area.ro.toml: a.y is missing")

    def test_a_place_in_one_language_only(self):
        self.refuses('[a]\nx = "{n} luni"', '[a]\nx = "months"', "area.en.toml: a.x has no place for {n}")

    def test_a_language_that_is_missing(self):
        self.refuses('[a]\nx = "ics"', None, "area.en.toml is missing")

    def test_what_is_no_text(self):
        self.refuses('[a]\nx = ""', '[a]\nx = "x"', "a.x has no text")
        self.refuses('[a]\nx = "{n"', '[a]\nx = "{n"', "a.x has a brace")
        self.refuses('[a]\nx = "{case}"', '[a]\nx = "{case}"', "a.x: a word of C++")

    def test_places_in_the_order_of_the_romanian_text(self):
        taken, header = self.make('[a]\nx = "{b} și {a}"', '[a]\nx = "\\"{a}\\" and {b}"')
        self.assertTrue(taken)
        self.assertIn("x(std::string_view language, std::string_view b, std::string_view a)", header)
        self.assertIn('"\\"", a, "\\" and ", b', header)

    def test_every_text_is_said(self):
        said = set(re.findall(r"::(\w+)", "".join(path.read_text() for path in (ROOT / "src").rglob("*.cpp"))))
        for path in sorted((ROOT / "data" / "texts").glob("*.toml")):
            for table, texts in tomllib.loads(path.read_text()).items():
                self.assertEqual(sorted(texts.keys() - said), [], f"{path.name}, [{table}]")


unittest.main()
