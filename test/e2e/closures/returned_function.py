# A function that is returned keeps what it captured.
def adder(n):
    def add(x):
        return x + n

    return add


def compose(f, g):
    return lambda x: f(g(x))


def power_of(n):
    return lambda x: x**n, n


three = adder(3)
print(three(4), adder(10)(5), adder(0.5)(1))
both = compose(adder(1), adder(20))
print(both(100))
square, exponent = power_of(2)
print(square(7), exponent)
pair = (adder(1), lambda x: -x)
print(pair[0](1), pair[1](1))
print(compose(both, three)(0))
