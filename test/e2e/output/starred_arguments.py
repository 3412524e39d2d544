"""`print` of what `*` unpacks."""


def main():
    print(*[1, 2], *"ab")
    print(*[], sep=",")
    print(*[], 1, *[2, 3], *[], sep=", ", end="!\n")
    print(*(x * 2 for x in range(3)))
    print(1, *[])
    print(*{"a": 1}.items(), *(1, 2))
    print([range(3), range(0, 10, 2)], range(5), range(1, 5, -1))


main()
