"""The search without arrays gives what the search with them gives, on random networks."""

from __future__ import annotations

import random

from afterword.network import small
from afterword.network.graph import graph_of
from afterword.network.search import routes


def test_both_searches_find_the_same_ways():
    chance = random.Random(5)
    for _ in range(300):
        people = chance.randrange(4, 30)
        ties = [(chance.randrange(people), chance.randrange(people), chance.choice((0.2, 0.36, 0.55, 0.8)) + chance.random() / 50) for _ in range(chance.randrange(3, 90))]
        targets = {chance.randrange(1, people) for _ in range(chance.randrange(1, 4))}
        barred = {chance.randrange(1, people) for _ in range(chance.randrange(3))}
        fresh = [chance.random() for _ in range(people)]
        graph = graph_of(people, *(list(x) for x in zip(*ties, strict=True)))
        expected = routes(graph, 0, targets, barred=barred, novelty=fresh)
        found = small.routes(ties, 0, targets, barred=barred, novelty=fresh)
        assert [w[1] for w in found] == [r.people for r in expected]
        assert not barred & {x for w in found for x in w[1][1:]}
