# Under @amaru.jit an argument arrives as its annotation says: an int as a float, a float as float32.
import amaru


@amaru.jit
def half(x: float):
    return x / 2


@amaru.jit
def third(x: amaru.f32):
    return x / amaru.f32(3)


print(half(3))
print(half(True))
print(third(1.0))
