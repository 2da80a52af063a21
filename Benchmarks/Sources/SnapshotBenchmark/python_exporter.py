"""A straightforward exporter: SCAN, pipelined HGETALL, executemany. Writes wall and CPU seconds.

python_exporter.py typed|raw PORT FILE
"""
import resource
import sqlite3
import sys
import time

import redis


def chunks(client, match):
    keys = []
    for key in client.scan_iter(match=match, count=1000):
        keys.append(key)
        if len(keys) == 1000:
            yield keys
            keys = []
    if keys:
        yield keys


def typed(client, db):
    db.execute(
        "CREATE TABLE bench_thing (id INTEGER PRIMARY KEY, name TEXT, category TEXT, amount INTEGER,"
        " price REAL, code TEXT, note TEXT)"
    )
    for keys in chunks(client, "bench.thing:obj:*"):
        pipe = client.pipeline(transaction=False)
        for key in keys:
            pipe.hgetall(key)
        rows = []
        for key, fields in zip(keys, pipe.execute()):
            get = fields.get
            rows.append((
                int(key.rsplit(b":", 1)[1]), get(b"name").decode(), get(b"category").decode(),
                int(get(b"amount")), float(get(b"price")), get(b"code").decode(), get(b"note").decode(),
            ))
        db.executemany("INSERT INTO bench_thing VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute("CREATE INDEX category ON bench_thing (category)")
    db.execute("CREATE INDEX amount ON bench_thing (amount)")
    db.execute("CREATE UNIQUE INDEX code ON bench_thing (code)")


def raw(client, db):
    db.execute("CREATE TABLE key (id INTEGER PRIMARY KEY, key BLOB, type TEXT, ttl INTEGER)")
    db.execute("CREATE TABLE part (key INTEGER, a BLOB, b BLOB)")
    number = 0
    for keys in chunks(client, None):
        pipe = client.pipeline(transaction=False)
        for key in keys:
            pipe.type(key)
            pipe.pttl(key)
        answers = pipe.execute()
        pipe = client.pipeline(transaction=False)
        for key, kind in zip(keys, answers[::2]):
            if kind == b"hash":
                pipe.hgetall(key)
            elif kind == b"set":
                pipe.smembers(key)
            elif kind == b"zset":
                pipe.zrange(key, 0, -1, withscores=True)
            else:
                pipe.get(key)
        heads, parts = [], []
        for key, kind, ttl, value in zip(keys, answers[::2], answers[1::2], pipe.execute()):
            number += 1
            heads.append((number, key, kind.decode(), ttl))
            if kind == b"hash":
                parts.extend((number, a, b) for a, b in value.items())
            elif kind == b"zset":
                parts.extend((number, a, b) for a, b in value)
            elif kind == b"set":
                parts.extend((number, a, None) for a in value)
            else:
                parts.append((number, value, None))
        db.executemany("INSERT INTO key VALUES (?, ?, ?, ?)", heads)
        db.executemany("INSERT INTO part VALUES (?, ?, ?)", parts)
    db.execute("CREATE UNIQUE INDEX name ON key (key)")


def main():
    level, port, path = sys.argv[1:]
    client = redis.Redis(port=int(port))
    start = time.monotonic()
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("PRAGMA synchronous = OFF")
    {"typed": typed, "raw": raw}[level](client, db)
    db.commit()
    db.close()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{time.monotonic() - start:.3f}\t{usage.ru_utime + usage.ru_stime:.3f}\t{usage.ru_maxrss}")


main()
