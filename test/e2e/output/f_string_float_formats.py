# Format specifications of floats: fixed, scientific, general, percent.
x = 3.14159
print(f"{x:.2f} {x:.0f} {x:10.3f}| {x:<10.3f}| {x:e} {x:.3e} {x:g} {x:.3g}")
print(f"{0.256:.1%} {1e20:g} {1e-7:g} {123456789.0:,.2f} {-x:+.1f} {x:+.1f}")
print(f"{2.5:.0f} {3.5:.0f} {0.125:.2f} {1e16:.1f} {-0.0:.1f}")
