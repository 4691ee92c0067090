#!/usr/bin/env python3
"""Paths through a large network: load, memory and query times, with a hub of 100,000 neighbours at each place of a route.

    python benchmarks/paths.py [--people 1000000] [--ties 10000000]

Prints CPU seconds, MiB (peak of this process, the input arrays included) and CPU milliseconds: other work on the machine
does not count, and nothing here waits for anything.
"""

from __future__ import annotations

import argparse
import resource
from time import process_time

import numpy as np

from afterword.network.graph import Graph, graph_of
from afterword.network.search import routes

HUB = 100_000


def ties(people: int, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Skewed ends, chances of the two kinds of evidence; people 1 to 4 are hubs, and 5 and 6 know nobody but one of them each.

    Nobody knows both 3 and 4, and their ties are the likeliest: between them the search must look at everything.
    """
    rng = np.random.default_rng(7)
    hub = min(HUB, people // 8)
    tails = (rng.random(count, np.float32) ** 2 * people).astype(np.int32)
    heads = rng.integers(0, people, count, np.int32)
    for ends in (tails, heads):
        ends[(ends == 3) | (ends == 4)] = 7
    chances = rng.choice(np.array([0.2, 0.36, 0.5], np.float32), count)
    tails[:hub], heads[:hub] = 1, rng.choice(people, hub, replace=False)
    tails[hub : 2 * hub], heads[hub : 2 * hub] = 2, rng.choice(people, hub, replace=False)
    rest = 2 * hub + np.arange(2 * hub)
    tails[rest], heads[rest], chances[rest] = 3 + (rest >= 3 * hub), rng.permutation(people)[: 2 * hub], 0.5
    chances[4 * hub :] = np.minimum(chances[4 * hub :], np.float32(0.36))
    tails[4 * hub], heads[4 * hub], tails[4 * hub + 1], heads[4 * hub + 1] = 5, 1, 6, 2
    return tails, heads, chances


def milliseconds(graph: Graph, pairs: list[tuple[int, list[int]]]) -> list[float]:
    """One query for each pair."""
    taken = []
    for source, targets in pairs:
        begin = process_time()
        routes(graph, source, targets, novelty=None)
        taken.append((process_time() - begin) * 1000)
    return sorted(taken)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--ties", type=int, default=10_000_000)
    asked = parser.parse_args()
    arrays = ties(asked.people, asked.ties)
    begin = process_time()
    graph = graph_of(asked.people, *arrays)
    print(f"load      {process_time() - begin:8.2f} s    {asked.people:,} people, {asked.ties:,} ties")
    rng = np.random.default_rng(11)
    any_two = [(int(a), [int(b)]) for a, b in rng.integers(3, asked.people, (60, 2))]
    tenants = [(int(rng.integers(3, asked.people)), rng.integers(3, asked.people, 300).tolist()) for _ in range(20)]
    cases = {
        "two people": any_two,
        "a company of 300": tenants,
        "from a hub": [(1, target) for _, target in any_two[:20]],
        "to a hub": [(source, [2]) for source, _ in any_two[:20]],
        "hub to hub": [(1, [2])] * 10,
        "hub to hub, nobody in common": [(3, [4])] * 10,
        "a hub at the second step": [(5, target) for _, target in any_two[:20]],
        "hubs at both middle steps": [(5, [6])] * 10,
        "hub to company": [(1, targets) for _, targets in tenants],
    }
    milliseconds(graph, any_two[:2])
    for name, pairs in cases.items():
        taken = milliseconds(graph, pairs)
        print(f"{name:<30} median {taken[len(taken) // 2]:7.1f} ms   worst {taken[-1]:7.1f} ms   of {len(taken)}")
    print(f"peak      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB")


if __name__ == "__main__":
    main()
