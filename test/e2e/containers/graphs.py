"""A graph in dictionaries: breadth first, depth first, shortest paths."""


def bfs(graph, start):
    seen = {start}
    queue = [start]
    order = []
    while queue:
        node = queue.pop(0)
        order.append(node)
        for other in graph[node]:
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return order


def dijkstra(edges, n, start):
    distance = [float("inf")] * n
    distance[start] = 0.0
    done = set()
    while len(done) < n:
        best = -1
        for i in range(n):
            if i not in done and (best < 0 or distance[i] < distance[best]):
                best = i
        done.add(best)
        for (a, b), w in edges.items():
            if a == best and distance[a] + w < distance[b]:
                distance[b] = distance[a] + w
    return distance


def topological(graph):
    indegree = {node: 0 for node in graph}
    for node in graph:
        for other in graph[node]:
            indegree[other] += 1
    ready = sorted(node for node in graph if indegree[node] == 0)
    result = []
    while ready:
        node = ready.pop()
        result.append(node)
        for other in graph[node]:
            indegree[other] -= 1
            if indegree[other] == 0:
                ready.append(other)
    return result


def components(pairs, n):
    parent = list(range(n))
    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x
    for a, b in pairs:
        parent[find(a)] = find(b)
    return len({find(i) for i in range(n)})


def main():
    graph = {"a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": ["f"], "e": ["f"], "f": []}
    print(bfs(graph, "a"))
    print(topological(graph))
    edges = {(0, 1): 4.0, (0, 2): 1.0, (2, 1): 2.0, (1, 3): 5.0, (2, 3): 8.0}
    print(dijkstra(edges, 4, 0))
    print(components([(0, 1), (2, 3), (1, 2), (5, 6)], 8))


main()
