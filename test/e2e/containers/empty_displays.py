"""Elements of empty displays that are known from a later use."""
def g(n):
    result = []
    if n > 0:
        result += g(n - 1)
        result.append(n)
    return result
print(g(4))
def h(n, acc):
    if n > 0:
        acc.append(n * 0.5)
        h(n - 1, acc)
a = []
h(3, a)
print(a)
def dfs(node, graph, seen, order):
    seen.add(node)
    for other in graph.get(node, []):
        if other not in seen:
            dfs(other, graph, seen, order)
    order.append(node)
seen, order = set(), []
dfs("a", {"a": ["b", "c"], "b": ["c"]}, seen, order)
print(order, sorted(seen))
class_names = {}
for i in range(5):
    key = "even" if i % 2 == 0 else "odd"
    if key not in class_names:
        class_names[key] = {}
    class_names[key][i] = [i] * i
print(class_names)
def build():
    table = [[] for _ in range(3)]
    for i in range(7):
        table[i % 3].append((i, str(i)))
    return table
print(build())
pending = [(0, [])]
while pending:
    depth, path = pending.pop()
    if depth == 2:
        print(path)
        continue
    for c in "ab":
        pending.append((depth + 1, path + [c]))
print([[] for _ in range(2)], [[]] * 2)
x = [] or [1]
y = [1] and []
print(x, y)
empty_first = [[], [1, 2], []]
empty_first[0].append(5)
print(empty_first)
matrix = []
for i in range(3):
    row = []
    for j in range(3):
        row.append(i * j)
    matrix.append(row)
print(matrix)
t = ([], {})
t[0].append(1.5)
t[1]["a"] = 2
print(t)
u = list()
v = dict()
w = set()
u.append("s"); v[1] = 2.0; w.add((1, "q"))
print(u, v, w)
