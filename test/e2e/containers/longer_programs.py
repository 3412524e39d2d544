"""Longer computations: matrices, simulation, text."""
import math

def lu(a):
    n = len(a)
    u = [row[:] for row in a]
    l = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(k + 1, n):
            f = u[i][k] / u[k][k]
            l[i][k] = f
            for j in range(k, n):
                u[i][j] -= f * u[k][j]
    return l, u

def simulate(n):
    state = 12345
    bag = []
    hist = {}
    for _ in range(n):
        state = (state * 1103515245 + 12345) % 2147483648
        v = state % 10
        bag.append(v)
        hist[v] = hist.get(v, 0) + 1
    return bag, hist

def primes_upto(n):
    found = []
    for c in range(2, n):
        for p in found:
            if p * p > c:
                found.append(c)
                break
            if c % p == 0:
                break
        else:
            found.append(c)
    return found

def tokenize(s):
    out = []
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."):
                j += 1
            out.append(("num", s[i:j]))
            i = j
        else:
            out.append(("op", c))
            i += 1
    return out

def evaluate(tokens):
    values = []
    ops = []
    prec = {"+": 1, "-": 1, "*": 2, "/": 2, "(": 0}
    def reduce_top():
        b = values.pop()
        a = values.pop()
        op = ops.pop()
        if op == "+":
            values.append(a + b)
        elif op == "-":
            values.append(a - b)
        elif op == "*":
            values.append(a * b)
        else:
            values.append(a / b)
    for kind, text in tokens:
        if kind == "num":
            values.append(float(text))
        elif text == "(":
            ops.append(text)
        elif text == ")":
            while ops[-1] != "(":
                reduce_top()
            ops.pop()
        else:
            while ops and prec[ops[-1]] >= prec[text]:
                reduce_top()
            ops.append(text)
    while ops:
        reduce_top()
    return values[0]

def main():
    l, u = lu([[4.0, 3.0, 2.0], [2.0, 1.0, 3.0], [3.0, 4.0, 2.0]])
    print(l, u)
    bag, hist = simulate(2000)
    print(bag[:10], sorted(hist.items()))
    print(primes_upto(60), len(primes_upto(2000)))
    print(tokenize("3 + 4*(2 - 1.5)"), evaluate(tokenize("3 + 4*(2 - 1.5) / 8")))
    pts = [(math.cos(i), math.sin(i)) for i in range(5)]
    print(round(sum(x * x + y * y for x, y in pts), 6), [round(x, 3) for x, _ in pts])
    grid = [list("..#"), list("#.."), list("...")]
    print("\n".join("".join(row) for row in grid), sum(row.count("#") for row in grid))
    seen = {(0, 0)}
    frontier = [(0, 0)]
    steps = 0
    while frontier:
        new = []
        for r, c in frontier:
            for dr, dc in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
                p = (r + dr, c + dc)
                if 0 <= p[0] < 3 and 0 <= p[1] < 3 and grid[p[0]][p[1]] == "." and p not in seen:
                    seen.add(p)
                    new.append(p)
        frontier = new
        steps += 1
    print(steps, len(seen), sorted(seen))
    text = "to be or not to be that is the question"
    freq = {}
    for ch in text:
        if ch != " ":
            freq[ch] = freq.get(ch, 0) + 1
    print(sorted(freq.items(), key=lambda kv: (-kv[1], kv[0]))[:4])
    pairs = list(zip(text.split(), text.split()[1:]))
    bigrams = {}
    for a, b in pairs:
        bigrams.setdefault(a, {})
        bigrams[a][b] = bigrams[a].get(b, 0) + 1
    print(bigrams["to"], len(bigrams), max(len(v) for v in bigrams.values()))
main()
