#!/usr/bin/env python3
"""A checker of draw.json, written from docs/draw.md alone by somebody who read nothing else of the project.

Reads records, one a line (the text of draw.json as it is published), and writes for each `ok` or the parts that do not
hold, joined by spaces. Only the standard library. Unlike second.py, which computes places, this one trusts nothing of
the shape: it takes the text apart, and plays the log through as the written procedure.
"""
import hashlib
import hmac
import json
import re
import sys
import unicodedata

GAMES = {  # operator, groups of (how many, from, to), balls that are drawn without going back
    'cwl-kl8': ('fucai', [(20, 1, 80)], True),
    'cwl-ssq': ('fucai', [(6, 1, 33), (1, 1, 16)], True),
    'cwl-qlc': ('fucai', [(7, 1, 30)], True),
    'cwl-3d': ('fucai', [(3, 0, 9)], False),
    'lottery-dlt': ('ticai', [(5, 1, 35), (2, 1, 12)], True),
    'lottery-pl5': ('ticai', [(5, 0, 9)], False),
    'lottery-qxc': ('ticai', [(6, 0, 9), (1, 0, 14)], False),
}
CODE = re.compile(r'[a-z0-9]+(-[a-z0-9]+)*')
LEAF = re.compile(r'(T\d{6,})\|([^|]*)\|([^|]*)\|(in|rejected|disputed|withdrawn)\|(0|[1-9]\d{0,8})\|([0-9a-f]{64})')
BACK = ('appeal-allowed', 'returned')


class Hash:
    def __init__(self, alg):
        self.name = {'sha-256': 'sha256', 'sm3': 'sm3'}[alg]

    def of(self, data):
        return hashlib.new(self.name, data).digest()

    def mac(self, key, message):
        return hmac.new(key, message, self.name).digest()

    def root(self, lines):
        if not lines:
            return self.of(b'')
        if len(lines) == 1:
            return self.of(b'\0' + lines[0].encode())
        half = 1
        while half * 2 < len(lines):
            half *= 2
        return self.of(b'\1' + self.root(lines[:half]) + self.root(lines[half:]))


def name_of(number):
    return f'T{number:06}'


def is_code(text):
    return len(text) <= 64 and CODE.fullmatch(text) is not None


def ended(texts):
    return ''.join(text + '\n' for text in texts).encode()


def flats_fault(record):
    names = [one['flat'] for one in record['flats']]
    codes = names + [one['pool'] for one in record['flats']] + record['classes']
    codes += [one['reservedFor'] for one in record['flats'] if one['reservedFor'] is not None]
    return len(set(names)) < len(names) or len(set(record['classes'])) < len(record['classes']) or not all(map(is_code, codes))


def named_fault(sources):
    games = [one['game'] for one in sources]
    if len({GAMES[game][0] for game in games}) < 2 or len(set(games)) < len(games):
        return True
    ways = 1
    for game in games:
        _, groups, balls = GAMES[game]
        for count, low, high in groups:
            for at in range(count):
                ways *= (high - low + 1 - at) if balls else high - low + 1
            if balls:
                for at in range(count):
                    ways //= at + 1
    return ways < 2**60 or any(len(set(one['issues'])) < len(one['issues']) or not one['issues'] for one in sources)


def drawn_fault(named, drawn):
    if drawn['game'] != named['game'] or drawn['issue'] not in named['issues']:
        return True
    if drawn['evidence']['enteredBy'] == drawn['evidence']['confirmedBy']:
        return True
    _, groups, balls = GAMES[drawn['game']]
    rest = list(drawn['numbers'])
    for count, low, high in groups:
        part, rest = rest[:count], rest[count:]
        if len(part) < count or not all(low <= ball <= high for ball in part):
            return True
        if balls and sorted(set(part)) != part:
            return True
    return bool(rest)


def places(called, tickets, flats, classes, reserved, kept):
    """Written procedure of one pool. `called`: numbers in order; `kept`: number -> quota of who has chosen."""
    got = dict(kept)

    def give(quota, most):
        for number in called:
            if most <= 0:
                return
            if number not in got and (quota == 'general' or quota in tickets[number]['classes']):
                got[number] = quota
                most -= 1

    def own(quota):
        of = sum((one['reservedFor'] or 'general') == quota for one in flats)  # never more than there are flats
        give(quota, min(of - sum(one == quota for one in kept.values()), len(flats) - len(got)))

    if reserved == 'first':
        for one in classes:
            own(one)
    own('general')
    if reserved == 'last':
        for one in classes:
            own(one)
    give('general', len(flats) - len(got))
    return got


def log_fault(record, tickets, orders):
    """Plays the log: who chooses must be called then, from a flat of their pool, and a flat goes once."""
    flats = {one['flat']: one for one in record['flats']}
    out, back, kept, taken = set(), set(), {}, set()
    for line in record['log']:
        number = int(line['ticket'][1:])
        if number not in tickets or name_of(number) != line['ticket']:
            return True
        if line['act'] == 'skip':
            if line['reason'] is None or line['reason'] in BACK or number in out:
                return True
            out.add(number)
            back.discard(number)
            kept.pop(number, None)
        elif line['act'] == 'restore':
            if line['reason'] not in BACK:
                return True
            out.discard(number)
            back.add(number)
        else:
            pool = tickets[number]['pool']
            flat = flats.get(line['flat'])
            if flat is None or flat['pool'] != pool or line['flat'] in taken or number in kept:
                return True
            called = [one for one in orders[pool] if one not in out and (tickets[one]['state'] == 'in' or one in back)]
            own = [one for one in record['flats'] if one['pool'] == pool]
            mine = {one: quota for one, quota in kept.items() if tickets[one]['pool'] == pool}
            quota = places(called, tickets, own, record['classes'], record['reserved'], mine).get(number)
            if quota is None:
                return True
            kept[number] = quota
            taken.add(line['flat'])
    return False


def check(text):
    faults = []

    def need(part, holds):
        if not holds and part not in faults:
            faults.append(part)

    record = json.loads(text)
    h = Hash(record['algorithm'])
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
    need('canonical', canonical == text and unicodedata.normalize('NFC', record['rules']) == record['rules'])
    need('canonical', record['format'] == 'jucai.draw/1' and '\r' not in record['rules'])
    need('list', not flats_fault(record))
    tickets = {}
    for at, line in enumerate(record['leaves']):
        found = LEAF.fullmatch(line)
        classes = [] if not found or found[3] == '' else found[3].split('+')
        if not found or found[1] != name_of(at + 1) or not is_code(found[2]) or classes != sorted(set(classes)):
            need('list', False)
            continue
        tickets[at + 1] = {'pool': found[2], 'classes': classes, 'state': found[4], 'points': int(found[5])}
    need('list', len(record['leaves']) == record['tickets'] == len(tickets))
    need('root', h.root(record['leaves']).hex() == record['root'])
    need('sources', not named_fault(record['sources']))
    sources = ','.join(one['game'] + ':' + '>'.join(one['issues']) for one in record['sources'])
    commitment = h.of(ended([
        'jucai.draw/1', 'alg=' + record['algorithm'], 'round=' + record['round'], f'version={record["version"]}',
        'rules=' + h.of(record['rules'].encode()).hex(), 'order=' + record['order'],
        'classes=' + '+'.join(record['classes']), 'reserved=' + record['reserved'],
        'flats=' + h.of(ended('|'.join((one['flat'], one['pool'], one['reservedFor'] or '')) for one in record['flats'])).hex(),
        f'tickets={record["tickets"]}', 'root=' + record['root'], 'audit=' + record['audit'],
        'locked=' + record['lockedAt'], 'sources=' + sources]))
    need('commitment', commitment.hex() == record['commitment'])
    result = record['result']
    if result is None:
        need('log', record['log'] == [])
        return faults
    drawn = result['drawn']
    need('sources', len(drawn) == len(record['sources']) and not any(map(drawn_fault, record['sources'], drawn)))
    message = ''.join(f'{one["game"]}:{one["issue"]}:{".".join(map(str, one["numbers"]))}/' for one in drawn)
    key = h.mac(commitment, message.encode())
    need('key', key.hex() == result['key'])
    pools = {}
    for number, ticket in tickets.items():
        value = h.mac(key, f'jucai.draw.order/1\n{ticket["pool"]}\n{name_of(number)}'.encode())
        points = -ticket['points'] if record['order'] == 'points' else 0
        pools.setdefault(ticket['pool'], []).append((points, value, number))
    for rows in pools.values():
        rows.sort()
    told = {pool: [f'{name_of(number)} {value.hex()}' for _, value, number in rows] for pool, rows in pools.items()}
    need('order', told == result['order'])
    orders = {pool: [number for _, _, number in rows] for pool, rows in pools.items()}
    need('log', not log_fault(record, tickets, orders))
    return faults


def main():
    for line in sys.stdin.buffer.read().split(b'\n'):
        if not line:
            continue
        try:
            faults = check(line.decode())
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            faults = ['unreadable']
            print(repr(error), file=sys.stderr)
        print(' '.join(faults) or 'ok')


if __name__ == '__main__':
    main()
