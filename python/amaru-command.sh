#!/bin/sh
# Runs the binary of the installed package, which finds its libraries beside itself.
here=$(dirname "$(readlink -f "$0")")
for program in "$here"/../lib*/python3*/site-packages/amaru/bin/amaru "$here"/../local/lib/python3*/dist-packages/amaru/bin/amaru; do
  [ -x "$program" ] && exec "$program" "$@"
done
echo "amaru: the package amaru is not installed beside $here" >&2
exit 70
