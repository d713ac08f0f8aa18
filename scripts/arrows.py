#!/usr/bin/env python3
"""Which room may include which, and whose tables an area reads: `./test lint` runs this. A breach prints its file and the rule.

The rooms and their order are those of docs/dev/architecture.md. An exception is one include of one file, with its reason.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "src"

# The areas of the shop: each may use those before it.
AREAS = """shops audit staff places customers catalog partners statuses pricing purchasing referrers orders payments shipping
           invoicing messages profit alerts webhooks efactura checkout returns service documents books reports bulk settings""".split()

# What each room outside shop/ may include, beside itself. `shop` stands for its files outside the areas (scope, links, pages of lists),
# `shop/*` for every area, `http/client` for the one door of http/ that is open to those who call partners.
ROOMS = {
    "base": [],
    "db": ["base"],
    "jobs": ["base", "db"],
    "http": ["base"],
    "shop": ["base", "db", "shop/shops"],
    "couriers": ["base", "http/client", "shop/partners", "shop/places", "shop/shipping"],
    "processors": ["base", "http/client", "shop/partners", "shop/payments"],
    "gateways": ["base", "http/client", "shop/partners", "shop/messages"],
    "authorities": ["base", "http/client", "shop/places", "shop/efactura", "shop/customers", "shop/payments"],
    "api": ["base", "db", "jobs", "http", "shop", "shop/*"],
    "sandbox": ["base", "http", "processors", "gateways", "shop/*"],
    "seed": ["base", "db", "shop", "shop/*"],
    "program": ["base", "db", "jobs", "http", "shop", "shop/*", "api", "sandbox", "seed"],
}
FOR_AREAS = ["base", "db", "jobs", "http/client", "shop", "shop/shops"]

EXCEPTIONS = {
    # The shop's own delivery has no courier to print its label: it draws it with the shop's papers.
    ("couriers/own.cpp", "shop/documents/paper.hpp"),
    # A refund that is due is told like everything else that waits; the area of returns knows which are.
    ("shop/alerts/findings.cpp", "shop/returns/return.hpp"),
}


# (file, table) that another area owns: why it may stand. A table belongs to the area after which its file in migrations/ is named.
# Reports read what all areas keep, many orders in one statement.
READS = {
    ("shop/scope.cpp", "idempotency_keys"),  # the scope is of the shops, above their folder
    ("shop/books/closing.cpp", "closed_months"),  # nothing is dated into a closed month by anybody, so the shops keep them
    ("shop/bulk/bulk.cpp", "orders"),  # the number of an order that failed
    ("shop/messages/sending.cpp", "roles"),  # who of the shop has a right, to be written to
    ("shop/messages/sending.cpp", "staff"),
    ("shop/alerts/subscriptions.cpp", "roles"),
    ("shop/alerts/subscriptions.cpp", "staff"),
    ("shop/messages/template.cpp", "orders"),  # the newest order, for a sample letter
    ("shop/messages/template.cpp", "shipments"),
    ("shop/alerts/watch.cpp", "orders"),  # those that wait, by the index of their status
    ("shop/orders/order_statistics.cpp", "statuses"),  # sums by stage
}


def owners():
    found = {}
    for path in (ROOT.parent / "migrations").glob("*.sql"):
        for table in re.findall(r"CREATE (?:TABLE|VIEW) (\w+)", path.read_text()):
            found[table] = path.stem.split("_", 1)[1]
    return found


def foreign_reads():
    owner = owners()
    for path in sorted(ROOT.rglob("*.cpp")):
        name = path.relative_to(ROOT).as_posix()
        room = room_of(name).removeprefix("shop/")
        if name.endswith("_test.cpp") or room in ("seed", "sandbox", "reports"):
            continue
        text = path.read_text()
        tables = set(re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)", text))
        tables |= set(re.findall(r'Table<[\w:]+> \w+\("(\w+)"\)', text))
        for table in sorted(tables & owner.keys()):
            if owner[table] != room and (name, table) not in READS:
                yield name, table, owner[table]


def room_of(path):
    """`shop/orders` for a file of an area, else the folder below src/."""
    parts = pathlib.PurePath(path).parts
    if parts[0] == "shop" and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0] if len(parts) > 1 else "program"  # main.cpp and the like


def allowed(here, include):
    there = room_of(include)
    if here == there:
        return True
    if there == "texts":  # made of data/texts: a room says its own
        return include == f"texts/{here.removeprefix('shop/')}.hpp"
    if here.startswith("shop/"):
        area = here.removeprefix("shop/")
        if there.startswith("shop/"):
            other = there.removeprefix("shop/")
            return other in AREAS and area in AREAS and AREAS.index(other) < AREAS.index(area)
        rules = FOR_AREAS
    else:
        rules = ROOMS.get(here)
        if rules is None:
            return False
    return there in rules or include.removesuffix(".hpp") in rules or (there.startswith("shop/") and "shop/*" in rules)


def breaches():
    for path in sorted(ROOT.rglob("*.[ch]pp")):
        name = path.relative_to(ROOT).as_posix()
        if name.endswith("_test.cpp") or name == "precompiled.hpp":
            continue
        for include in re.findall(r'^#include "([^"]+)"', path.read_text(), re.M):
            if not allowed(room_of(name), include) and (name, include) not in EXCEPTIONS:
                yield name, include


def main():
    found = list(breaches())
    for name, include in found:
        print(f"{name} includes {include}: {room_of(name)} may not use {room_of(include)} (scripts/arrows.py)")
    reads = list(foreign_reads())
    for name, table, area in reads:
        print(f"{name} names the table {table} of {area}: ask that area (scripts/arrows.py)")
    sys.exit(1 if found or reads else 0)


main()
