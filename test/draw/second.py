"""A second implementation of jucai.draw/1 (docs/draw.md). It shares no code with the first.

Reads one record a line on standard input and writes one line each: the places in the order of their tickets, or the
word of the first thing that does not hold.
"""

import hashlib
import hmac
import json
import re
import sys
import unicodedata

ALGORITHMS = {"sha-256": "sha256", "sm3": "sm3"}


def digest(alg, data):
    return hashlib.new(ALGORITHMS[alg], data).digest()


def mac(alg, key, data):
    return hmac.new(key, data, ALGORITHMS[alg]).digest()


def root(alg, leaves):
    if not leaves:
        return digest(alg, b"")
    if len(leaves) == 1:
        return digest(alg, b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return digest(alg, b"\x01" + root(alg, leaves[:split]) + root(alg, leaves[split:]))


def commitment(record):
    alg = record["algorithm"]
    flats = "".join(
        "%s|%s|%s\n" % (f["flat"], f["pool"], f["reservedFor"] or "") for f in record["flats"]
    )
    sources = ",".join("%s:%s" % (s["game"], ">".join(s["issues"])) for s in record["sources"])
    lines = [
        "jucai.draw/1",
        "alg=" + alg,
        "round=" + record["round"],
        "version=%d" % record["version"],
        "rules=" + digest(alg, record["rules"].encode()).hex(),
        "order=" + record["order"],
        "classes=" + "+".join(record["classes"]),
        "reserved=" + record["reserved"],
        "flats=" + digest(alg, flats.encode()).hex(),
        "tickets=%d" % record["tickets"],
        "root=" + record["root"],
        "audit=" + record["audit"],
        "locked=" + record["lockedAt"],
        "sources=" + sources,
    ]
    return digest(alg, ("\n".join(lines) + "\n").encode()).hex()


def read(leaf, number):
    name, pool, classes, state, points, holder = leaf.split("|")
    if name != "T%06d" % number or not re.fullmatch("[0-9a-f]{64}", holder):
        raise ValueError
    return {
        "number": number,
        "name": name,
        "pool": pool,
        "classes": classes.split("+") if classes else [],
        "state": state,
        "points": int(points),
    }


def order(record, key, pool, tickets):
    alg = record["algorithm"]
    for ticket in tickets:
        text = "jucai.draw.order/1\n%s\n%s" % (pool, ticket["name"])
        ticket["value"] = mac(alg, key, text.encode()).hex()
    by_points = record["order"] == "points"
    return sorted(
        tickets, key=lambda t: (-t["points"] if by_points else 0, t["value"], t["number"])
    )


def places(record, pool, ordered):
    """Quota or place in line of everybody who is called."""
    flats = [f for f in record["flats"] if f["pool"] == pool]
    called = [t for t in ordered if t["state"] == "in"]
    got = {}

    def give(quota, count, may):
        for ticket in called:
            if count <= 0:
                return
            if ticket["number"] not in got and may(ticket):
                got[ticket["number"]] = quota
                count -= 1

    def classes():
        for name in record["classes"]:
            kept = sum(1 for f in flats if f["reservedFor"] == name)
            give(name, kept, lambda t, name=name: name in t["classes"])

    def others():
        give("general", sum(1 for f in flats if f["reservedFor"] is None), lambda t: True)

    if record["reserved"] == "first":
        classes()
        others()
    else:
        others()
        classes()
    give("general", len(flats) - len(got), lambda t: True)
    waiting = 0
    for ticket in called:
        if ticket["number"] not in got:
            waiting += 1
            got[ticket["number"]] = "waiting %d" % waiting
    return got


def check(record):
    alg = record["algorithm"]
    if unicodedata.normalize("NFC", record["rules"]) != record["rules"]:
        return "rules"
    try:
        tickets = [read(leaf, at + 1) for at, leaf in enumerate(record["leaves"])]
    except ValueError:
        return "list"
    if len(tickets) != record["tickets"]:
        return "list"
    if root(alg, [leaf.encode() for leaf in record["leaves"]]).hex() != record["root"]:
        return "root"
    if commitment(record) != record["commitment"]:
        return "commitment"
    result = record["result"]
    for source, drawn in zip(record["sources"], result["drawn"]):
        if source["game"] != drawn["game"] or drawn["issue"] not in source["issues"]:
            return "sources"
    text = "".join(
        "%s:%s:%s/" % (d["game"], d["issue"], ".".join(str(n) for n in d["numbers"]))
        for d in result["drawn"]
    )
    key = mac(alg, bytes.fromhex(record["commitment"]), text.encode())
    if key.hex() != result["key"]:
        return "key"
    told = {}
    for pool in sorted({t["pool"] for t in tickets}):
        ordered = order(record, key, pool, [t for t in tickets if t["pool"] == pool])
        if ["%s %s" % (t["name"], t["value"]) for t in ordered] != result["order"].get(pool):
            return "order"
        told.update(places(record, pool, ordered))
    return " ".join("T%06d %s" % (number, told[number]) for number in sorted(told))


if __name__ == "__main__":
    for line in sys.stdin:
        print(check(json.loads(line)))
