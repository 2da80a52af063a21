"""The commands of MemoryBenchmark, on fakeredis: name and nanoseconds of CPU for one, tab between."""

import statistics
import time

import fakeredis

KEYS = 10_000
COUNT = 2_000


def report(name, work, count=COUNT):
    rounds = []
    for _ in range(5):
        start = time.process_time()
        work(count)
        rounds.append((time.process_time() - start) * 1e9 / count)
    print(f"{name}\t{statistics.median(rounds)}")


client = fakeredis.FakeRedis()
for i in range(KEYS):
    client.set(f"geo.city:obj:{i:07}", f"value:{i:010}")
    client.hset(f"geo.city:hash:{i:07}", mapping={"name": "m", "population": i, "timezone": "x"})


def get(count):
    for i in range(count):
        client.get(f"geo.city:obj:{i:07}")


def set_(count):
    for i in range(count):
        client.set(f"geo.city:obj:{i:07}", "value:0123456789")


def hset(count):
    for i in range(count):
        fields = {"name": f"m{i:07}", "population": f"{i:07}", "timezone": "Europe/Paris"}
        client.hset(f"geo.city:hash:{i:07}", mapping=fields)


def zadd(count):
    for i in range(count):
        client.zadd("z", {f"m{i:07}": i * 7919 % 9_999_999})


def ready(count):
    for _ in range(count):
        fakeredis.FakeRedis(server=fakeredis.FakeServer()).get("key")


zadd(COUNT)
report("GET", get)
report("SET", set_)
report("HSET of 3 fields", hset)
report("ZADD, update", zadd)
report("a new backend, and its first GET", ready, 200)
