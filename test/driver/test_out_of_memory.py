"""Where there is no memory for a list, a dictionary or a string, MemoryError is raised."""

import resource

import pytest


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


PROGRAMS = {
    "sum_of_lists": "a = [0]\nwhile True:\n    a = a + a\n",
    "repeated_list": "print(len([0] * 10**14))\n",
    "grown_text": "a = ['x' * 1000000]\nwhile True:\n    a.append(a[0] + str(len(a)))\n",
    "grown_dictionary": "d = {0: 'x' * 1000}\nfor i in range(10**9):\n    d[i] = d[0] + str(i)\n",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_memory_error(amaru, name):
    lines = PROGRAMS[name].splitlines()
    amaru.write("program.py", "def main():\n" + "".join(f"    {line}\n" for line in lines) + "\n\nmain()\n")
    result = amaru("run", "program.py", preexec_fn=limit)
    assert result.returncode == 1, result.stderr[-500:]
    assert result.stderr.splitlines()[-1] == "MemoryError"
