"""Aliases, rebinding, mutation while iterating."""
def main():
    a = [1, 2, 3]
    b = a
    a = a + [4]
    print(a, b)
    b += [9]
    print(a, b)
    c = b
    c[0] = 100
    print(b, c is b)
    for x in b:
        if x == 2:
            b.append(50)
        if len(b) > 8:
            break
    print(b)
    i = 0
    for x in a:
        if x % 2 == 0:
            a.remove(x)
        i += 1
    print(a, i)
    rows = [[0] * 2 for _ in range(2)]
    r = rows[0]
    r[1] = 5
    rows[1] = r
    r.append(7)
    print(rows)
    x = y = []
    x.append(1)
    print(x, y)
    m, n = [1], [2]
    m, n = n, m
    print(m, n)
    d = {"k": [1]}
    e = d.copy()
    e["k"].append(2)
    e["z"] = []
    print(d, e)
    t = ([1], [2])
    u = t
    u[0].append(5)
    print(t)
    z = [[1, 2], [3]]
    w = z[:]
    w[0].append(3)
    w.append([4])
    print(z, w)
    for row in z:
        row.insert(0, 0)
    print(z)
    q = [1, 2, 3, 4, 5]
    del q[1:3]
    q[1:1] = [7, 8]
    q[::2] = [0] * len(q[::2])
    print(q)
    for k, v in enumerate(q):
        q[k] = v + k
    print(q)
    while q:
        q.pop()
    print(q, not q)
main()
