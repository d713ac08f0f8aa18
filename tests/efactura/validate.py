#!/usr/bin/env python3
"""Checks UBL invoices and credit notes for RO e-Factura: well-formed, UBL 2.1 XSD, EN 16931 rules (newest release), CIUS-RO rules (the
set of the ministry, with the older EN 16931 rules it brings along).

  validate.py FILE.xml…    the files; without any, their names are read from the input, one a line

Prints "FILE: OK" or "FILE: FAILED" and a line per failed rule. Warnings are printed and do not fail a file.
Exit: 0 all files pass, 1 a file fails, 2 it could not run (a tool is missing, no file named). Installs nothing.
SAXON_JAR names the Saxon-HE jar (9.9 or later; several joined by ":") when it is not the one of the package libsaxonhe-java.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from xml.parsers import expat

HERE = os.path.dirname(os.path.abspath(__file__))
UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'
SCHEMAS = {f'{UBL}Invoice-2 Invoice': 'UBL-Invoice-2.1.xsd', f'{UBL}CreditNote-2 CreditNote': 'UBL-CreditNote-2.1.xsd'}
RULES = {
    'EN16931': 'en16931/EN16931-UBL-validation-preprocessed.sch',
    'CIUS-RO': 'cius-ro/EN16931-CIUS_RO-UBL-validation.sch',
}


def stop(why):
    print(f'validate.py: {why}', file=sys.stderr)
    sys.exit(2)


def saxon():
    jar = os.environ.get('SAXON_JAR', '')
    if not jar and shutil.which('dpkg'):
        listed = subprocess.run(['dpkg', '-L', 'libsaxonhe-java'], capture_output=True, text=True).stdout
        jar = next((each for each in listed.splitlines() if re.search(r'/Saxon-HE[^/]*\.jar$', each)), '')
    if not jar:
        stop('Saxon-HE is missing; install the package libsaxonhe-java or set SAXON_JAR to a Saxon-HE jar (9.9 or later).')
    for each in jar.split(':'):
        if not os.access(each, os.R_OK):
            stop(f"the Saxon jar '{each}' cannot be read.")
    return jar


def root_of(path):
    """The namespace and name of the root element; raises ExpatError when the file is not well-formed."""
    roots = []
    parser = expat.ParserCreate(namespace_separator=' ')
    parser.StartElementHandler = lambda name, _: roots or roots.append(name)
    with open(path, 'rb') as file:
        parser.ParseFile(file)
    return roots[0]


class Document:
    """A file with what was found: (rule set, flag, rule, place, text)."""

    def __init__(self, name):
        self.name = name
        self.path = os.path.abspath(name)
        self.found = []
        self.schema = None
        try:
            root = root_of(self.path)
            self.schema = SCHEMAS.get(root)
            if not self.schema:
                self.found.append(('XML', 'fatal', 'root', '', f'neither a UBL 2 Invoice nor a UBL 2 CreditNote: {root}'))
        except OSError:
            self.found.append(('FILE', 'fatal', '-', '', 'the file cannot be read'))
        except expat.ExpatError as error:
            self.found.append(('XML', 'fatal', f'line {error.lineno}', '', f'not well-formed: {error}'))


def check_schema(schema, documents):
    """A file that fails here is not given to the rules."""
    if not documents:
        return
    by_path = {each.path: each for each in documents}
    answer = subprocess.run(
        ['xmllint', '--noout', '--nonet', '--schema', f'{HERE}/xsd/maindoc/{schema}', *by_path], capture_output=True, text=True).stderr
    valid = set()
    for line in answer.splitlines():
        if line.endswith(' validates'):
            valid.add(line.removesuffix(' validates'))
        elif at := re.match(r'(.*?):(\d+): *(.*)', line):
            if at[1] in by_path:
                by_path[at[1]].found.append(('XSD', 'fatal', f'line {at[2]}', '', at[3]))
    for path, each in by_path.items():
        if path not in valid and not each.found:
            each.found.append(('XSD', 'fatal', '-', '', (answer.splitlines() or ['the schema was not checked'])[0]))


def check_rules(jar, documents):
    """EN 16931 and CIUS-RO, all files in one Java process."""
    if not documents:
        return
    with tempfile.TemporaryDirectory() as work:
        for i, each in enumerate(documents):
            os.symlink(each.path, f'{work}/{i}.xml')
        with open(f'{work}/run.xml', 'w') as run:
            run.write('<run>')
            run.writelines(f'<rules name="{name}" href="{path}"/>' for name, path in RULES.items())
            run.writelines(f'<doc n="{i}" href="{i}.xml"/>' for i in range(len(documents)))
            run.write('</run>')
        ran = subprocess.run(
            ['java', '-cp', jar, 'net.sf.saxon.Transform', f'-s:{work}/run.xml', f'-xsl:{HERE}/rules.xsl', f'-o:{work}/rules.out'],
            stderr=subprocess.PIPE, text=True)
        if ran.returncode != 0 or not os.path.exists(f'{work}/rules.out'):
            stop(f'the rules could not be run:\n{ran.stderr}')
        with open(f'{work}/rules.out', encoding='utf-8') as found:
            for line in found:
                if cells := line.rstrip('\n').split('\t', 5):
                    if cells[0]:
                        documents[int(cells[0])].found.append(tuple(cells[1:]))


def say(document):
    """Prints what was found, what both sets of rules contain once. Returns whether the file passes."""
    passes = all(flag == 'warning' for _, flag, *_ in document.found)
    print(f'{document.name}: {"OK" if passes else "FAILED"}')
    sets = {}
    for name, *rest in document.found:
        names = sets.setdefault(tuple(rest), [])
        if name not in names:
            names.append(name)
    for (flag, rule, place, text), names in sets.items():
        print(f'  {"+".join(names)} {flag} {rule}: {text}' + (f' (at {place})' if place else ''))
    return passes


def main():
    names = sys.argv[1:] or sys.stdin.read().split('\n')
    names = [each for each in names if each]
    if not names:
        stop('name at least one XML file: validate.py FILE.xml…')
    for tool, package in (('xmllint', 'libxml2-utils'), ('java', 'default-jre-headless')):
        if not shutil.which(tool):
            stop(f'{tool} is missing; it is in the package {package}.')
    jar = saxon()
    documents = [Document(each) for each in names]
    for schema in SCHEMAS.values():
        check_schema(schema, [each for each in documents if each.schema == schema])
    check_rules(jar, [each for each in documents if not each.found])
    return 0 if all([say(each) for each in documents]) else 1


sys.exit(main())
