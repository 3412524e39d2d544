"""Stacks, queues, heaps and matrices in lists."""


def evaluate(tokens):
    stack = []
    for token in tokens.split():
        if token in ("+", "-", "*"):
            b = stack.pop()
            a = stack.pop()
            if token == "+":
                stack.append(a + b)
            elif token == "-":
                stack.append(a - b)
            else:
                stack.append(a * b)
        else:
            stack.append(int(token))
    return stack[0]


def heap_push(heap, item):
    heap.append(item)
    i = len(heap) - 1
    while i > 0:
        parent = (i - 1) // 2
        if heap[parent] <= heap[i]:
            break
        heap[parent], heap[i] = heap[i], heap[parent]
        i = parent


def heap_pop(heap):
    last = heap.pop()
    if not heap:
        return last
    result = heap[0]
    heap[0] = last
    i = 0
    while True:
        child = 2 * i + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[i] <= heap[child]:
            break
        heap[i], heap[child] = heap[child], heap[i]
        i = child
    return result


def quicksort(a):
    if len(a) <= 1:
        return a
    pivot = a[len(a) // 2]
    return quicksort([x for x in a if x < pivot]) + [x for x in a if x == pivot] + quicksort([x for x in a if x > pivot])


def permutations(items):
    if len(items) <= 1:
        return [items[:]]
    result = []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            result.append([items[i]] + rest)
    return result


def balanced(text):
    pairs = {")": "(", "]": "[", "}": "{"}
    stack = []
    for c in text:
        if c in "([{":
            stack.append(c)
        elif c in pairs:
            if not stack or stack.pop() != pairs[c]:
                return False
    return not stack


def main():
    print(evaluate("3 4 + 2 * 7 -"))
    heap = []
    for x in [5, 3, 8, 1, 9, 2]:
        heap_push(heap, x)
    print([heap_pop(heap) for _ in range(6)])
    print(quicksort([3, 6, 1, 8, 2, 9, 2]))
    print(permutations([1, 2, 3]))
    print(balanced("{[()]}"), balanced("{[(])}"), balanced("(("))
    a = [1, 2, 3]
    b = a
    b.append(4)
    c = a[:]
    c.append(5)
    print(a, b is a, c, a == b, a < c)
    a[1:2] = [20, 21, 22]
    del a[0]
    a.insert(0, -1)
    a.extend(range(2))
    a.remove(21)
    print(a, a.index(22), a.count(1), a.pop(), a.pop(0), a)
    a.reverse()
    print(a, a[::-1], a[-2:], a[:2] + [7] * 2, 3 in a, [] == [], bool([]), len([]))


main()
