"""Writes the rows of a typed snapshot into a server as plain pipelines do, without any check: each thing
as a hash, and its entries in the indexes. Writes wall and CPU seconds.

python_writer.py FILE PORT
"""
import resource
import sqlite3
import sys
import time

import redis

path, port = sys.argv[1], int(sys.argv[2])
client = redis.Redis(port=port)
start, used = time.perf_counter(), time.process_time()
base = "bench.thing"
rows = sqlite3.connect(path).execute("SELECT id, name, category, amount, price, code, note FROM bench_thing")
while some := rows.fetchmany(1000):
    pipe = client.pipeline(transaction=False)
    for id, name, category, amount, price, code, note in some:
        pipe.hset(f"{base}:obj:{id}", mapping={
            "name": name, "category": category, "amount": amount, "price": price, "code": code, "note": note,
        })
        pipe.sadd(f"{base}:id", id)
        pipe.sadd(f"{base}:idx:category:{category}", id)
        pipe.zadd(f"{base}:rng:amount", {id: amount})
        pipe.hset(f"{base}:uni:code", code, id)
    pipe.execute()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
print(time.perf_counter() - start, time.process_time() - used, peak, sep="\t")
