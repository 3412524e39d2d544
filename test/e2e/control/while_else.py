# The else of a loop runs when no break left it.
def first_divisor(n):
    d = 2
    while d * d <= n:
        if n % d == 0:
            print(n, "is divisible by", d)
            break
        d += 1
    else:
        print(n, "is prime")


first_divisor(91)
first_divisor(97)
