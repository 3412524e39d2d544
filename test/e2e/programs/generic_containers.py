# A stack, a queue and a matrix as functions on lists, for elements of several types; nested lists change in place.
def push(stack, x):
    stack.append(x)
    return len(stack)


def rotate(matrix):
    return [[row[i] for row in matrix[::-1]] for i in range(len(matrix[0]))]


def flatten(rows):
    return [x for row in rows for x in row]


def chunks(values, size):
    return [values[i : i + size] for i in range(0, len(values), size)]


def merge(a, b):
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


def sort(values):
    if len(values) < 2:
        return values[:]
    middle = len(values) // 2
    return merge(sort(values[:middle]), sort(values[middle:]))


numbers, words = [3], ["x"]
print(push(numbers, 4), push(words, "y"), numbers, words)
m = [[1, 2, 3], [4, 5, 6]]
print(rotate(m), flatten(rotate(m)), chunks(flatten(m), 4), chunks("abcdefg", 3))
m[0][1] = 20
alias = m[1]
alias.extend([7, 8])
print(m, sort([5, 2, 9, 1, 5]), sort(["pear", "fig", "apple"]), sort([2.5, -1.0]), sort([(2, "b"), (1, "z"), (2, "a")]))
print([*m[0], *alias][::-2], m == [[1, 20, 3], [4, 5, 6, 7, 8]], sorted(m, key=len, reverse=True)[0][-1], sum([len(r) for r in m]))
