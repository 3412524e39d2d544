# True and False take part in arithmetic as 1 and 0.
flag = True
print(flag + flag, flag * 10, flag - 3)
print(True / 2, -True, True == 1, False < True)
