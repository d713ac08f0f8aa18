#!/usr/bin/env python3
"""Every sentence that a refusal may say is in the catalogue, and the catalogue has no other: `./test lint` runs this.

A sentence is a literal where src/base/sentence.hpp wants one: of `refuse` and its like, of `said`, of a function with a parameter that is
a Sentence. What is neither a literal nor passed on from another refusal is reported too, for nobody could translate it.
"""
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
CATALOGUE = ROOT / "data" / "refusals.ro.toml"

# Where the sentence stands among the arguments.
EVERYWHERE = {"refuse": 2, "invalid_field": 1, "not_found": 0, "Refusal": 2, "said": 0, "Sentence": 0}
STRING = r'"(?:[^"\\\n]|\\.)*"'
LITERAL = re.compile(rf"(?:\s*{STRING})+\s*")
PARAMETER = re.compile(r"(?:const\s+)?Sentence\s*&?&?\s*(\w+)")


def without_comments(text):
    """The same text with blanks in place of comments, so that lines stay where they are."""
    kept = re.compile(rf"(R\"sql\(.*?\)sql\"|{STRING}|'(?:[^'\\\n]|\\.)')|//[^\n]*|/\*.*?\*/", re.S)
    return kept.sub(lambda m: m[1] or re.sub(r"[^\n]", " ", m[0]), text)


def end_of(text, start):
    """Behind the bracket that closes the one before `start`."""
    depth, at = 1, start
    while depth and at < len(text):
        string = re.compile(rf"{STRING}|'(?:[^'\\\n]|\\.)'").match(text, at)
        if string and not (text[at] == "'" and text[at - 1].isdigit()):
            at = string.end()
            continue
        depth += (text[at] in "([{") - (text[at] in ")]}")
        at += 1
    return at


def split(text, separators):
    """The parts of an expression between separators that stand in no bracket and no string."""
    parts, start, at = [], 0, 0
    while at < len(text):
        string = re.compile(STRING).match(text, at)
        if string:
            at = string.end()
        elif text[at] in "([{":
            at = end_of(text, at + 1)
        elif text[at] in separators and text[at - 1 : at + 1] != "::" and text[at : at + 2] != "::":
            parts.append(text[start:at])
            at += 1
            start = at
        else:
            at += 1
    return parts + [text[start:]]


def joined(literals):
    inner = "".join(each[1:-1] for each in re.findall(STRING, literals))
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), inner)


class Source:
    def __init__(self, path):
        self.name = path.relative_to(ROOT).as_posix()
        self.folder = path.parent
        self.text = without_comments(path.read_text())
        self.functions = self.with_sentences()
        # What is a Sentence by its declaration has been read where it was made.
        self.known = set(PARAMETER.findall(self.text))

    def with_sentences(self):
        """Functions that are declared here and take a sentence: {name: which argument}."""
        found = {}
        for call in re.finditer(r"(?:\b(\w+)|\b(\w+)\s*=\s*\[[^]]*\])\s*\(", self.text):
            arguments = split(self.text[call.end() : end_of(self.text, call.end()) - 1], ",")
            for place, argument in enumerate(arguments):
                if PARAMETER.fullmatch(argument.strip()):
                    found[call[1] or call[2]] = place
        return {name: place for name, place in found.items() if name not in EVERYWHERE}

    def line(self, at):
        return self.text.count("\n", 0, at) + 1

    def wanted(self, functions):
        """(position, expression) of everything that must be a sentence."""
        names = "|".join(sorted(EVERYWHERE.keys() | functions.keys(), key=len, reverse=True))
        for call in re.finditer(rf"(?<!\w)({names})\s*[({{]", self.text):
            before = self.text[: call.start()].rstrip()
            if call[1] in ("Refusal", "Sentence"):
                if re.search(r"\b(?:struct|class|enum)$", before):
                    continue
            elif call[0].endswith("{"):
                continue  # something else of the same name
            arguments = split(self.text[call.end() : end_of(self.text, call.end()) - 1], ",")
            place = (functions | EVERYWHERE)[call[1]]
            if place < len(arguments) and not PARAMETER.fullmatch(arguments[place].strip()):
                yield call.start(), arguments[place]
        for braces in re.finditer(r"(?<!Refusal)\{\s*RefusalKind::", self.text):
            arguments = split(self.text[braces.start() + 1 : end_of(self.text, braces.start() + 1) - 1], ",")
            if len(arguments) > 2:
                yield braces.start(), arguments[2]
        for made in re.finditer(r"\bSentence\s+\w+\s*=([^;]*);", self.text):
            yield made.start(), made[1]

    def read(self, expression):
        """The sentences of an expression; nothing when it cannot be told."""
        expression = expression.strip()
        if LITERAL.fullmatch(expression):
            return {joined(expression)}
        branches = split(expression, "?:")
        if len(branches) == 3:
            read = [self.read(branch) for branch in branches[1:]]
            return None if None in read else set().union(*read)
        expression = re.sub(r"^std::move\((.*)\)$", r"\1", expression)
        if re.fullmatch(r"(said|as_said|Sentence)\s*\(.*\)", expression, re.S):
            return set()  # read by itself, or somebody else's words
        if re.search(r"(\.|->)detail$", expression) or expression in self.known:
            return set()
        return None


def functions_near(source, sources):
    """What a file may call by its bare name or with its folder before it."""
    found = dict(source.functions)
    for other in sources:
        if not other.name.endswith(".hpp"):
            continue
        if other.folder == source.folder:
            found = other.functions | found
        else:
            found |= {f"{other.folder.name}::{name}": place for name, place in other.functions.items()}
    return found


def main():
    catalogue = tomllib.loads(CATALOGUE.read_text())
    problems = []
    said = set()
    # base/sentence.hpp is the type itself.
    paths = [p for p in sorted(SOURCES.rglob("*.?pp")) if not p.stem.endswith("_test") and p.stem != "sentence"]
    sources = [Source(path) for path in paths]
    for source in sources:
        for at, expression in source.wanted(functions_near(source, sources)):
            read = source.read(expression)
            if read is None:
                problems.append(f"{source.name}:{source.line(at)}: no literal sentence: {' '.join(expression.split())}")
                continue
            for sentence in read:
                said.add(sentence)
                # Nothing but places and signs is the same in every language.
                if sentence not in catalogue and re.search("[A-Za-z]", sentence):
                    problems.append(f"{source.name}:{source.line(at)}: not in {CATALOGUE.name}: {sentence}")
    lines = CATALOGUE.read_text().splitlines()
    for english, romanian in catalogue.items():
        key = english.replace("\\", "\\\\").replace('"', '\\"')
        line = next((i for i, each in enumerate(lines, 1) if each.startswith(f'"{key}"')), 1)
        where = f"data/{CATALOGUE.name}:{line}"
        if english not in said:
            problems.append(f"{where}: nobody says: {english}")
        if english.count("{}") != romanian.count("{}"):
            problems.append(f"{where}: other places: {english}")
    for problem in problems:
        print(f"{problem} (scripts/refusals.py)")
    if len(said) < 100:
        sys.exit("refusals.py found hardly any sentence: it no longer reads the sources")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
