# int() cuts off, float() and bool() convert, round() goes to the even neighbour.
print(int(2.9), int(-2.9), int(True), float(3), float(False))
print(bool(0), bool(0.0), bool(-1), bool(0.1))
print(round(2.5), round(3.5), round(-2.5), round(2.6))
print(abs(-3), abs(-3.5), abs(7))
