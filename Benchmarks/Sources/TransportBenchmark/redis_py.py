"""The workloads of TransportBenchmark, through redis-py: name, k/s, µs of CPU for one operation."""

import asyncio
import dataclasses
import sys
import time

import redis
import redis.asyncio

PORT = int(sys.argv[1])


@dataclasses.dataclass
class Record:
    field0: bytes
    field1: bytes
    field2: bytes
    field3: bytes
    field4: bytes
    field5: bytes
    field6: bytes
    field7: bytes


def report(name, operations, work):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(name, operations / wall / 1000, cpu * 1e6 / operations)


client = redis.Redis(port=PORT, decode_responses=True)


def pipelined(add, times, size):
    for _ in range(times):
        pipeline = client.pipeline(transaction=False)
        for _ in range(size):
            add(pipeline)
        yield pipeline.execute()


def drain(generator):
    for _ in generator:
        pass


def hashes():
    for replies in pipelined(lambda p: p.hgetall("hash"), 100, 100):
        for reply in replies:
            Record(**reply)


def sequential():
    for _ in range(10_000):
        client.get("key")


async def tasks():
    shared = redis.asyncio.Redis(port=PORT, decode_responses=True)

    async def one():
        for _ in range(200):
            await shared.get("key")

    await asyncio.gather(*(one() for _ in range(50)))
    await shared.aclose()


report("set", 50_000, lambda: drain(pipelined(lambda p: p.set("key", "value"), 50, 1000)))
report("get", 50_000, lambda: drain(pipelined(lambda p: p.get("key"), 50, 1000)))
report("sequential", 10_000, sequential)
report("tasks", 10_000, lambda: asyncio.run(tasks()))
report("hashes", 10_000, hashes)
report("list", 600_000, lambda: [client.lrange("list", 0, -1) for _ in range(3)])
