"""Writes an assembler file that includes files as they are, and C++ tables that name them.

embed.py data OUT FILE...   migrations (.sql) and data files, for db/migrate.hpp and base/data.hpp
embed.py web OUT [DIR]      the files below DIR with their .br and .gz twins, for http/assets.hpp
"""

import hashlib
import os
import sys


class Objects:
    def __init__(self):
        self.assembly = ['.section .rodata\n']
        self.declarations = []
        self.count = 0

    def view(self, path):
        """A C++ expression for the bytes of a file."""
        name = f'taraba_embedded_{self.count}'
        self.count += 1
        size = os.path.getsize(path)
        self.assembly.append(
            f'.balign 16\n.global {KIND}_{name}\n{KIND}_{name}:\n.incbin "{os.path.abspath(path)}"\n.byte 0\n')
        self.declarations.append(f'extern "C" const char {KIND}_{name}[];')
        return f'std::string_view({KIND}_{name}, {size})'


def write(out, objects, body):
    with open(out + '.S', 'w') as file:
        file.write(''.join(objects.assembly))
        file.write('.section .note.GNU-stack,"",@progbits\n')
    with open(out + '.cpp', 'w') as file:
        file.write(body)


def data(out, files):
    objects = Objects()
    migrations, others = [], []
    for path in sorted(files, key=os.path.basename):
        entry = f'    {{"{os.path.basename(path)}", {objects.view(path)}}},\n'
        (migrations if path.endswith('.sql') else others).append(entry)
    body = ('#include "base/data.hpp"\n#include "db/migrate.hpp"\n\n' + '\n'.join(objects.declarations) +
            '\n\nnamespace taraba {\n\nstd::vector<db::Migration> db::embedded_migrations() {\n    return {\n' +
            ''.join(migrations) + '    };\n}\n\nstd::span<const EmbeddedFile> embedded_files() {\n'
            '    static const EmbeddedFile all[]{\n' + ''.join(others) + '    };\n    return all;\n}\n\n'
            'std::string_view embedded_data(std::string_view name) {\n'
            '    for (const auto& [each, text] : embedded_files())\n        if (each == name) return text;\n'
            '    throw Fault("no embedded file " + std::string(name));\n}\n\n} // namespace taraba\n')
    write(out, objects, body)


def web(out, directory):
    objects = Objects()
    rows = []
    found = []
    for folder, _, names in os.walk(directory or '/nonexistent'):
        for name in names:
            path = os.path.join(folder, name)
            if not name.endswith(('.br', '.gz', '.map')):
                found.append((os.path.relpath(path, directory), path))
    for relative, path in sorted(found):
        with open(path, 'rb') as file:
            etag = hashlib.sha256(file.read()).hexdigest()[:16]
        twins = [objects.view(path + end) if os.path.exists(path + end) else '{}' for end in ('.br', '.gz')]
        rows.append(f'        {{"{relative}", {objects.view(path)}, {twins[0]}, {twins[1]}, "{etag}"}},\n')
    count = len(rows)
    body = ('#include "http/assets.hpp"\n\n' + '\n'.join(objects.declarations) +
            '\n\nnamespace taraba::http {\n\nstd::span<const Asset> embedded_assets() {\n    static const Asset all[]{\n' +
            ''.join(rows) + f'        {{}}}};\n    return {{all, {count}}};\n}}\n\n}} // namespace taraba::http\n')
    write(out, objects, body)


KIND = sys.argv[1]
if KIND == 'data':
    data(sys.argv[2], sys.argv[3:])
else:
    web(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else '')
