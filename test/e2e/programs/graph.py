# Shortest paths on dictionaries and on arrays; topological order; cycles are an exception; paths as lists of strings.
import numpy as np


class CycleError(Exception):
    pass


def dijkstra(graph, source):
    distance = {source: 0.0}
    before = {}
    todo = [(0.0, source)]
    while todo:
        todo.sort(reverse=True)
        d, node = todo.pop()
        if d > distance[node]:
            continue
        for other, weight in graph.get(node, []):
            new = d + weight
            if other not in distance or new < distance[other]:
                distance[other] = new
                before[other] = node
                todo.append((new, other))
    return distance, before


def path(before, target):
    nodes = [target]
    while nodes[-1] in before:
        nodes.append(before[nodes[-1]])
    return " > ".join(reversed(nodes))


def floyd(weights):
    d = weights.copy()
    for k in range(len(d)):
        for i in range(len(d)):
            for j in range(len(d)):
                if d[i, k] + d[k, j] < d[i, j]:
                    d[i, j] = d[i, k] + d[k, j]
    return d


def order(needs):
    done, running, out = set(), set(), []

    def visit(node):
        if node in done:
            return
        if node in running:
            raise CycleError("cycle through " + node)
        running.add(node)
        for other in needs.get(node, []):
            visit(other)
        running.remove(node)
        done.add(node)
        out.append(node)

    for node in needs:
        visit(node)
    return out


graph = {"a": [("b", 7.0), ("c", 3.0)], "b": [("d", 2.0)], "c": [("b", 1.0), ("d", 8.0)], "d": [("a", 1.0)]}
distance, before = dijkstra(graph, "a")
print(sorted(distance.items()), path(before, "d"))
inf = np.inf
print(floyd(np.array([[0, 7, 3, inf], [inf, 0, inf, 2], [inf, 1, 0, 8], [1, inf, inf, 0]])))
print(order({"shirt": ["tie"], "tie": ["jacket"], "trousers": ["shoes", "belt"], "belt": ["jacket"], "socks": ["shoes"]}))
try:
    order({"x": ["y"], "y": ["z"], "z": ["x"]})
except CycleError as error:
    print(type(error).__name__ if False else "CycleError", error)
