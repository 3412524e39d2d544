"""Sieves and sums over lists of ints and bools."""


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i, flag in enumerate(flags) if flag]


def factors(n):
    result = []
    p = 2
    while p * p <= n:
        while n % p == 0:
            result.append(p)
            n //= p
        p += 1
    if n > 1:
        result.append(n)
    return result


def main():
    primes = sieve(100)
    print(primes, len(primes), sum(primes), primes[-5:])
    print([q - p for p, q in zip(primes, primes[1:])])
    print({n: factors(n) for n in (60, 97, 1024, 99)})
    print(any(p > 90 for p in primes), all(p % 2 for p in primes[1:]), sum(1 for p in primes if p % 4 == 1))
    bits = [False, True, True]
    bits[0] = not bits[0]
    print(bits, bits.count(True), True in bits, sum(bits), max(bits))
    squares = list(map(lambda x: x * x, primes[:5]))
    odd = list(filter(lambda x: x % 2 == 1, squares))
    print(squares, odd, list(map(str, squares)), list(map(float, odd)))


main()
