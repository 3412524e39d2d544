# Loans and schedules: while loops with float conditions, rounding as people do it, formatted tables.
def schedule(principal, rate, payment):
    month, total = 0, 0.0
    rows = []
    while principal > 0.005:
        month += 1
        interest = round(principal * rate / 12, 2)
        if payment <= interest:
            raise ValueError(f"a payment of {payment:.2f} never pays back {principal:,.2f}")
        paid = min(payment, principal + interest)
        principal = round(principal + interest - paid, 2)
        total += paid
        rows.append((month, interest, paid - interest, principal))
    return rows, total


def annuity(principal, rate, months):
    q = rate / 12
    return principal * q / (1 - (1 + q) ** -months)


payment = round(annuity(10_000.0, 0.06, 12), 2)
rows, total = schedule(10_000.0, 0.06, payment)
print(f"{'month':>5}|{'interest':>10}|{'principal':>12}|{'left':>12}")
for month, interest, part, left in rows:
    if month in (1, 2, 11) or left == 0:
        print(f"{month:5d}|{interest:10.2f}|{part:12.2f}|{left:12,.2f}")
print(payment, round(total, 2), len(rows), f"{total / 10_000 - 1:.3%}", round(2.675, 2), round(0.5), round(1.5), round(-2.5), round(1234.5, -2))
try:
    schedule(10_000.0, 0.12, 90.0)
except ValueError as error:
    print(error)
