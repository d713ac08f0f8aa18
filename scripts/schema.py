"""Writes docs/dev/schema.md from the migrations. With --check it only says whether the page is up to date.

A migration begins with a comment that names its area; a comment above a statement, or behind a column, says what it is for.
"""

import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, 'docs/dev/schema.md')


def comment_of(lines):
    return ' '.join(re.sub(r'^\s*-- ?', '', line).strip() for line in lines).strip()


def cell(text):
    return text.replace('|', '\\|')


def table_rows(block):
    """Columns and constraints of a CREATE TABLE's lines."""
    columns, rules, above = [], [], []
    for line in block:
        text = line.strip()
        if text.startswith('-- postgres:'):
            continue
        if text.startswith('-- sqlite:'):
            text = text[len('-- sqlite:'):].strip()
        if text.startswith('--'):
            above.append(line)
            continue
        code, _, note = text.partition(' -- ')
        code = code.strip().rstrip(',')
        if re.match(r'(PRIMARY KEY|FOREIGN KEY|UNIQUE|CHECK)\b', code):
            rules.append(code)
        else:
            match = re.match(r'(\w+)\s+(\w+)\s*(.*)', code)
            name, kind, rest = match.groups()
            null = '' if 'NOT NULL' in rest else 'may be missing'
            rest = re.sub(r'NOT NULL|CHECK \(' + name + r' IN \(0, 1\)\)', '', rest).strip()
            flag = 'flag' if f'CHECK ({name} IN (0, 1))' in code else ''
            words = '; '.join(each for each in (comment_of(above), note.strip(), null, flag) if each)
            columns.append((name, kind, rest, words))
        above = []
    return columns, rules


def page_of(path):
    lines = open(path, encoding='utf-8').read().split('\n')
    out, i, head = [], 0, []
    while i < len(lines) and lines[i].startswith('--'):
        head.append(lines[i])
        i += 1
    area = re.match(r'\d+_(\w+)\.sql', os.path.basename(path)).group(1)
    out.append(f'## {area.capitalize()}\n\n`migrations/{os.path.basename(path)}`. {comment_of(head)}\n')
    above = []
    while i < len(lines):
        line = lines[i]
        if re.match(r'-- (sqlite|postgres):', line):
            trigger = re.match(r'-- \w+:\s*CREATE TRIGGER (\w+) (.*?)(?: BEGIN .*| FOR EACH .*| WHEN.*)?;?$', line)
            if trigger:
                out.append(f'- trigger `{trigger.group(1)}` ({"SQLite" if "sqlite" in line else "PostgreSQL"}): {trigger.group(2)}')
        elif line.startswith('--'):
            above.append(line)
            i += 1
            continue
        elif line.startswith('CREATE TABLE'):
            block, i = [], i + 1
            while not lines[i].startswith(')'):
                if block and not block[-1].strip().startswith('--') and block[-1].count('(') > block[-1].count(')'):
                    block[-1] += ' ' + lines[i].strip() # a rule of several lines
                else:
                    block.append(lines[i])
                i += 1
            columns, rules = table_rows(block)
            out.append(f'### {line.split()[2]}\n\n{comment_of(above)}\n' if above else f'### {line.split()[2]}\n')
            out.append('| column | type | holds |\n| --- | --- | --- |')
            for name, kind, rest, words in columns:
                holds = '; '.join(each for each in (words, f'`{rest}`' if rest else '') if each)
                out.append(f'| {name} | {kind} | {cell(holds)} |')
            out.append('')
            out.extend(f'- `{rule}`' for rule in rules)
        elif line.startswith('CREATE') and 'INDEX' in line:
            text = line
            while not text.rstrip().endswith(';'):
                i += 1
                text += ' ' + lines[i].strip()
            note = f': {comment_of(above)}' if above else ''
            out.append(f'- `{re.sub(r"^CREATE ", "", text.strip().rstrip(";"))}`{note}')
        elif line.startswith('CREATE VIEW'):
            text = line
            while not lines[i].rstrip().endswith(';'):
                i += 1
                text += '\n' + lines[i]
            out.append(f'### {line.split()[2]}\n\n```sql\n{text}\n```\n')
        if line.strip():
            above = []
        elif out and out[-1] != '':
            out.append('')
        i += 1
    return '\n'.join(out)


def whole():
    parts = ['# The schema\n\nMade by `scripts/schema.py` from `migrations/`; a test fails when the two differ. The rules that it keeps: '
             '[database.md](../database.md); what it guards and what it cannot: [database_guards.md](database_guards.md).\n\n'
             'Money is in minor units, times are Unix milliseconds (UTC), days are YYYY-MM-DD, rates are basis points, quantities '
             'thousandths.\n']
    parts += [page_of(path) for path in sorted(glob.glob(os.path.join(ROOT, 'migrations/*.sql')))]
    return re.sub(r'\n{3,}', '\n\n', '\n'.join(parts)).rstrip() + '\n'


if __name__ == '__main__':
    text = whole()
    if '--check' in sys.argv:
        same = os.path.exists(PAGE) and open(PAGE, encoding='utf-8').read() == text
        if not same:
            print('docs/dev/schema.md is out of date: python3 scripts/schema.py writes it anew')
        sys.exit(0 if same else 1)
    with open(PAGE, 'w', encoding='utf-8') as file:
        file.write(text)
