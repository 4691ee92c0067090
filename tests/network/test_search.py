"""The search over (person, hops) against scipy and networkx on a graph laid out in layers, one for each hop."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from afterword.network.graph import graph_of
from afterword.network.search import Route, routes

Ties = list[tuple[int, int, float]]


def drawn(seed: int) -> tuple[int, Ties, int, set[int], set[int]]:
    """A small random world: people, ties, source, targets, barred."""
    rng = np.random.default_rng(seed)
    people = int(rng.integers(2, 26))
    count = int(rng.integers(0, people * 4))
    ends = rng.integers(0, people, (count, 2))
    levels = (0.2, 0.36, 0.5, 0.8) if seed % 2 else rng.uniform(0.02, 1, 50)
    chances = rng.choice(levels, count)
    ties = [(int(a), int(b), float(np.float32(p))) for (a, b), p in zip(ends, chances, strict=True) if a != b]
    targets = set(rng.integers(0, people, int(rng.integers(1, 4))).tolist())
    barred = set(rng.integers(1, people, int(rng.integers(0, 3))).tolist())
    return people, ties, 0, targets, barred


def built(people: int, ties: Ties):
    return graph_of(people, [t[0] for t in ties], [t[1] for t in ties], [t[2] for t in ties])


def by_scipy(people: int, ties: Ties, source: int, targets: set[int], barred: set[int], hops: int) -> float:
    """The best product, by Dijkstra over (hop, person)."""
    best: dict[tuple[int, int], float] = {}
    for a, b, p in ties:
        if not {a, b} & barred:
            for pair in ((a, b), (b, a)):
                best[pair] = max(best.get(pair, 0.0), p)
    rows = [(n * people + a, (n + 1) * people + b, 1e-9 - np.log(p)) for n in range(hops) for (a, b), p in best.items()]
    size = (hops + 1) * people
    if not rows:
        return 0.0
    tails, heads, weights = (np.array(x) for x in zip(*rows, strict=True))
    far = dijkstra(coo_array((weights, (tails, heads)), shape=(size, size)).tocsr(), indices=source)
    reached = [far[n * people + t] for t in targets - barred - {source} for n in range(1, hops + 1)]
    return float(np.exp(-min(reached, default=np.inf)))


def by_networkx(ties: Ties, source: int, targets: set[int], barred: set[int], hops: int) -> float:
    """The best product over all simple paths, one by one."""
    graph = nx.Graph()
    graph.add_node(source)
    for a, b, p in ties:
        if not {a, b} & barred and graph.get_edge_data(a, b, {"p": 0})["p"] < p:
            graph.add_edge(a, b, p=p)
    best = 0.0
    for target in targets - barred - {source}:
        if target in graph:
            for path in nx.all_simple_edge_paths(graph, source, target, cutoff=hops):
                best = max(best, float(np.prod([graph.edges[e]["p"] for e in path])))
    return best


@pytest.mark.parametrize(("hops", "worlds"), [(1, 100), (2, 200), (3, 1000)])
def test_the_best_route_is_the_one_that_scipy_finds_in_layers(hops: int, worlds: int) -> None:
    for seed in range(worlds):
        people, ties, source, targets, barred = drawn(seed)
        found = routes(built(people, ties), source, targets, barred=barred, hops=hops, least=0.0)
        best = max((r.chance for r in found), default=0.0)
        assert best == pytest.approx(by_scipy(people, ties, source, targets, barred, hops), rel=1e-5), seed


def test_the_best_route_is_the_best_of_all_paths() -> None:
    for seed in range(200):
        people, ties, source, targets, barred = drawn(seed)
        found = routes(built(people, ties), source, targets, barred=barred, least=0.0)
        best = max((r.chance for r in found), default=0.0)
        assert best == pytest.approx(by_networkx(ties, source, targets, barred, 3), rel=1e-5), seed


def test_routes_share_no_introducer_and_keep_every_promise() -> None:
    several = 0
    for seed in range(1000):
        people, ties, source, targets, barred = drawn(seed)
        found = routes(built(people, ties), source, targets, barred=barred)
        several += len(found) > 1
        known: dict[frozenset[int], float] = {}
        for a, b, p in ties:
            known[frozenset((a, b))] = max(known.get(frozenset((a, b)), 0.0), p)
        between = [x for r in found for x in (r.introducers or r.people[-1:])]
        assert len(between) == len(set(between)), seed
        assert len(found) <= 5
        for route in found:
            assert route.people[0] == source
            assert route.people[-1] in targets
            assert 2 <= len(route.people) <= 4
            assert len(set(route.people)) == len(route.people), seed
            assert not barred & set(route.people)
            assert route.chance >= 0.04
            steps = [known[frozenset(pair)] for pair in zip(route.people, route.people[1:], strict=False)]
            assert route.chance == pytest.approx(float(np.prod(steps)), rel=1e-5)
    assert several > 300


def test_each_further_route_is_the_best_without_the_introducers_used() -> None:
    for seed in range(300):
        people, ties, source, _, barred = drawn(seed)
        target = {people - 1}
        found = routes(built(people, ties), source, target, barred=barred, least=0.0)
        gone, left = set(barred), list(ties)
        for route in found:
            assert route.chance == pytest.approx(by_scipy(people, left, source, target, gone, 3), rel=1e-5), seed
            gone |= set(route.introducers)
            if not route.introducers:
                left = [t for t in left if set(t[:2]) != {source, people - 1}]


def test_the_user_hears_first_of_the_newer_of_two_equal_ways() -> None:
    graph = graph_of(4, [0, 0, 1, 2], [1, 2, 3, 3], [0.5, 0.5, 0.36, 0.36])
    found = routes(graph, 0, [3], novelty=[1, 0.2, 0.9, 1])
    assert [r.people for r in found] == [(0, 2, 3), (0, 1, 3)]


def test_nobody_known_is_no_route() -> None:
    graph = graph_of(3, [0], [1], [0.5])
    assert routes(graph, 0, [2]) == ()
    assert routes(graph, 0, []) == ()
    assert routes(graph, 0, [0]) == ()
    assert routes(graph_of(2, [], [], []), 0, [1]) == ()


def test_a_direct_tie_comes_before_its_detours() -> None:
    graph = graph_of(3, [0, 0, 1], [1, 2, 2], [0.5, 0.5, 1.0])
    assert routes(graph, 0, [2])[0] == Route((0, 2), 0.5)


def test_more_than_three_hops_are_refused() -> None:
    with pytest.raises(ValueError, match="hops"):
        routes(graph_of(2, [0], [1], [0.5]), 0, [1], hops=4)


def test_ties_with_oneself_or_without_a_chance_are_none() -> None:
    graph = graph_of(3, [0, 0, 1], [0, 1, 2], [0.5, 0.0, 1.5])
    assert graph.arcs == 0
    with pytest.raises(ValueError, match="outside"):
        graph_of(2, [0], [2], [0.5])


def test_two_ways_of_sorting_give_one_graph() -> None:
    for seed in range(200):
        people, ties, *_ = drawn(seed)
        columns = [t[0] for t in ties], [t[1] for t in ties], [t[2] for t in ties]
        once, twice = graph_of(people, *columns), graph_of(people, *columns, word=0)
        for part in ("starts", "heads", "chances", "tops", "seconds", "whom"):
            assert np.array_equal(getattr(once, part), getattr(twice, part)), (seed, part)


def test_of_each_person_the_two_best_chances_are_known() -> None:
    for seed in range(200):
        people, ties, *_ = drawn(seed)
        graph = built(people, ties)
        best: dict[int, dict[int, float]] = {n: {} for n in range(people)}
        for a, b, p in ties:
            best[a][b] = best[b][a] = max(p, best[a].get(b, 0.0))
        for person, known in best.items():
            assert graph.heads[graph.starts[person] : graph.starts[person + 1]].tolist() == sorted(known), seed
            assert graph.tops[person] == pytest.approx(max(known.values(), default=0.0))
            assert known.get(int(graph.whom[person]), 0.0) == pytest.approx(graph.tops[person])
            others = [p for other, p in known.items() if other != graph.whom[person]]
            assert graph.seconds[person] == pytest.approx(max(others, default=0.0))


@pytest.mark.parametrize("seed", range(2))
def test_between_two_hubs_the_best_route_is_found_block_by_block(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, hub = 8_000, 3_000
    ours, theirs = 2 + np.arange(hub), 2 + hub + np.arange(hub)
    strong = rng.uniform(0.3, 0.9, 2 * hub)
    between = rng.choice(ours, 40), rng.choice(theirs, 40), rng.uniform(0.05, 0.3, 40)
    away = rng.integers(2, 2 + 2 * hub, 5000), rng.integers(2 + 2 * hub, people, 5000), rng.uniform(0.3, 1, 5000)
    tails = np.concatenate((np.zeros(hub, int), np.ones(hub, int), between[0], away[0]))
    heads = np.concatenate((ours, theirs, between[1], away[1]))
    ties = [(int(a), int(b), float(np.float32(p))) for a, b, p in zip(tails, heads, np.concatenate((strong, between[2], away[2])), strict=True)]
    graph, known = built(people, ties), {}
    for a, b, p in ties:
        known[frozenset((a, b))] = max(p, known.get(frozenset((a, b)), 0.0))
    for source, target in ((0, 1), (1, 0)):
        found = routes(graph, source, {target}, least=0.0)
        left, chances = dict.fromkeys(map(int, (*ours, *theirs))), []
        for _ in found:
            way = max(((known[frozenset((0, a))] * known[frozenset((a, b))] * known[frozenset((b, 1))], a, b) for a, b in zip(*map(np.ndarray.tolist, between[:2]), strict=True) if a in left and b in left))
            chances.append(way[0])
            del left[way[1]], left[way[2]]
        assert [r.chance for r in found] == pytest.approx(chances, rel=1e-5)
