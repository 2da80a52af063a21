"""The work of PeerSection through walrus and redis-om: peer, work, µs for one object."""

import os
import sys
import time

PORT, COUNT = int(sys.argv[1]), int(sys.argv[2])
os.environ["REDIS_OM_URL"] = f"redis://127.0.0.1:{PORT}"

import redis_om
import walrus

database = walrus.Walrus(port=PORT)


class Item(walrus.Model):
    __database__ = database
    __namespace__ = "walrus"
    code = walrus.TextField(index=True)
    team = walrus.IntegerField(index=True)
    level = walrus.IntegerField(index=True)
    name = walrus.TextField()
    price = walrus.FloatField()


class Thing(redis_om.HashModel, index=True):
    code: str
    team: int
    level: int
    name: str
    price: float


def values(number):
    return {
        "code": f"code-{number}",
        "team": number % 100,
        "level": number // 7 % 10,
        "name": f"item number {number}",
        "price": number + 0.5,
    }


def report(peer, names, work):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    for name in names:
        print(peer, name + ", wall", wall * 1e6 / COUNT, sep="\t")
        print(peer, name + ", client CPU", cpu * 1e6 / COUNT, sep="\t")


def save_items():
    for number in range(COUNT):
        Item.create(**values(number))


def get_items():
    for number in range(1, COUNT + 1):
        Item.load(number)


def load_items():
    for team in range(100):
        assert len(list(Item.query(Item.team == team))) == COUNT // 100


things = [Thing(**values(number)) for number in range(COUNT)]


def save_things():
    for thing in things:
        thing.save()


def get_things():
    for thing in things:
        Thing.get(thing.pk)


# Neither saves or gets several objects in one call, and both block their thread: their only way is beside all of ours.
report("walrus", ["save, one by one", "save, one by one from 100 tasks", "save"], save_items)
report("walrus", ["get by id", "get by id, from 100 tasks", "get by id, 100 in a call"], get_items)
report("walrus", ["load by an index"], load_items)
report("redis-om", ["save, one by one", "save, one by one from 100 tasks", "save"], save_things)
report("redis-om", ["get by id", "get by id, from 100 tasks", "get by id, 100 in a call"], get_things)
