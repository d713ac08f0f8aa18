"""Turns the texts that people see into C++: a header an area, a namespace a table, a function a key.

texts.py OUT FILE...   from data/texts/<area>.<ro|en>.toml to OUT/texts/<area>.hpp

`term = "{months} luni"` in the table `warranty` of the area `documents` becomes `texts::documents::warranty::term(language, months)`. A key or a
place that one language lacks is refused, so that it does not build.
"""

import pathlib
import re
import sys
import tomllib

# Those that somebody might think of.
CPP_WORDS = set('and auto bool break case catch char class const continue default delete do double else enum export false float for friend '
                'goto if inline int long new not operator or private protected public register return short signed sizeof static struct '
                'switch template this throw true try typedef union unsigned using virtual void while'.split())
PLACE = re.compile(r'\{([a-z_]+)\}')


class Refused(Exception):
    pass


def read(path):
    """The tables of a file, each a dictionary of key and text."""
    try:
        tables = tomllib.loads(path.read_text(encoding='utf-8'))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f'{path}: {error}') from None
    for table, texts in tables.items():
        if not isinstance(texts, dict):
            raise Refused(f'{path}: {table} stands in no table')
        for key, text in texts.items():
            name = f'{path}: {table}.{key}'
            if not re.fullmatch('[a-z][a-z0-9_]*', key):
                raise Refused(f'{name} is no name for C++')
            if not isinstance(text, str) or not text:
                raise Refused(f'{name} has no text')
            if set(places(text)) & CPP_WORDS or key in CPP_WORDS:
                raise Refused(f'{name}: a word of C++ cannot be a name')
            if re.search('[{}]', PLACE.sub('', text)):
                raise Refused(f'{name} has a brace that belongs to no {{place}}')
    return tables


def places(text):
    """In the order of the text, each once."""
    return list(dict.fromkeys(PLACE.findall(text)))


def compare(romanian, english, ro_path, en_path):
    """Refuses what stands in one of the two only."""
    for having, lacking, path in ((romanian, english, en_path), (english, romanian, ro_path)):
        for table, texts in having.items():
            for key, text in texts.items():
                other = lacking.get(table, {}).get(key)
                if other is None:
                    raise Refused(f'{path}: {table}.{key} is missing')
                for place in places(text):
                    if place not in places(other):
                        raise Refused(f'{path}: {table}.{key} has no place for {{{place}}}')


def literal(text):
    escaped = text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n').replace('\t', '\\t')
    return f'"{escaped}"'


def value(text):
    """A C++ expression for a text: a literal, or its pieces joined."""
    if not places(text):
        return literal(text)
    pieces = PLACE.split(text)  # text, place, text, place … text
    parts = [piece if i % 2 else literal(piece) for i, piece in enumerate(pieces) if piece]
    return f'taraba::concatenated({{{", ".join(parts)}}})'


def function(key, romanian, english):
    parameters = ''.join(f', std::string_view {place}' for place in places(romanian))
    result = 'std::string' if parameters else 'std::string_view'
    return (f'inline {result} {key}(std::string_view language{parameters}) {{\n'
            f'    return language == "en" ? {value(english)}\n'
            f'                            : {value(romanian)};\n}}\n')


def header(area, folder):
    ro_path, en_path = (folder / f'{area}.{language}.toml' for language in ('ro', 'en'))
    for path in (ro_path, en_path):
        if not path.exists():
            raise Refused(f'{path} is missing')
    romanian, english = read(ro_path), read(en_path)
    compare(romanian, english, ro_path, en_path)
    parts = [f'// Made by cmake/texts.py from data/texts/{area}.ro.toml and {area}.en.toml.\n#pragma once\n\n#include "base/text.hpp"\n']
    for table, texts in romanian.items():
        functions = '\n'.join(function(key, text, english[table][key]) for key, text in texts.items())
        name = '::'.join(('taraba::texts', area, table))
        parts.append(f'namespace {name} {{\n\n{functions}\n}} // namespace {name}\n')
    return '\n'.join(parts)


def write(path, text):
    """Only when it is new, so that what includes it is not compiled for nothing."""
    if not path.exists() or path.read_text(encoding='utf-8') != text:
        path.write_text(text, encoding='utf-8')


def main(out, files):
    folder = pathlib.Path(out) / 'texts'
    folder.mkdir(parents=True, exist_ok=True)
    sources = {(path.parent, path.name.split('.')[0]) for path in map(pathlib.Path, files)}
    for parent, area in sorted(sources):
        write(folder / f'{area}.hpp', header(area, parent))


if __name__ == '__main__':
    try:
        main(sys.argv[1], sys.argv[2:])
    except Refused as refused:
        sys.exit(f'error: {refused}')
