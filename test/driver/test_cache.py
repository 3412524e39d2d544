"""What is taken from the cache, and what is compiled again."""

import os
import shutil

import pytest

from conftest import BUILD


@pytest.fixture
def program(amaru):
    amaru.write("helper.py", "def value():\n    return 41\n")
    amaru.write("main.py", "import helper\nprint(helper.value() + 1)\n")
    assert amaru("run", "main.py").stdout == "42\n"
    return amaru


def test_a_second_run_compiles_nothing(program):
    before = program.entries()
    assert len(before) == 1
    # The compiler would crash.
    result = program("run", "main.py", environment={"AMARU_CRASH": "abort"})
    assert (result.returncode, result.stdout) == (0, "42\n")
    assert program.entries() == before


def test_an_edit_of_the_file_compiles_again(program):
    program.write("main.py", "import helper\nprint(helper.value() + 2)\n")
    assert program("run", "main.py").stdout == "43\n"


def test_an_edit_of_an_imported_file_compiles_again(program):
    program.write("helper.py", "def value():\n    return 42\n")
    assert program("run", "main.py").stdout == "43\n"


def test_a_file_that_now_shadows_an_import_compiles_again(amaru):
    amaru.write("main.py", "import time\nprint(time.time() > 1.0)\n")
    assert amaru("run", "main.py").stdout == "True\n"
    amaru.write("time.py", "def time():\n    return 0.5\n")
    assert amaru("run", "main.py").stdout == "False\n"


def test_another_option_compiles_again(program):
    program("run", "--unchecked", "main.py")
    assert len(program.entries()) == 2


def test_another_folder_has_its_own_entry(program):
    os.mkdir(program.folder / "sub")
    shutil.copy(program.folder / "main.py", program.folder / "sub")
    (program.folder / "sub" / "helper.py").write_text("def value():\n    return 1\n")
    assert program("run", "sub/main.py").stdout == "2\n"


def test_another_compiler_or_stdlib_compiles_again(program):
    # A copy of the installation in which both can change.
    home = program.folder / "home"
    os.makedirs(home / "bin")
    os.makedirs(home / "lib" / "amaru")
    shutil.copy(os.path.join(BUILD, "bin", "amaru"), home / "bin")
    shutil.copy(os.path.join(BUILD, "lib", "libamaru-compiler.so"), home / "lib")
    shutil.copy(os.path.join(BUILD, "lib", "libamaru-rt.so"), home / "lib")
    shutil.copy(os.path.join(BUILD, "lib", "amaru.build-id"), home / "lib")
    shutil.copytree(os.path.join(BUILD, "lib", "amaru", "stdlib"), home / "lib" / "amaru" / "stdlib")
    program.write("math_main.py", "import math\nprint(math.gcd(12, 18))\n")

    import subprocess

    def run():
        command = [str(home / "bin" / "amaru"), "run", "math_main.py"]
        return subprocess.run(command, cwd=program.folder, env=program.environment, capture_output=True, text=True)

    def compiled():
        before = program.entries()
        result = run()
        assert result.stdout == "6\n", result.stderr
        return program.entries() != before

    assert compiled()
    assert not compiled()
    for module in (home / "lib" / "amaru" / "stdlib").rglob("*.py"):
        module.write_text(module.read_text() + "\n")
    assert compiled()
    assert not compiled()
    (home / "lib" / "amaru.build-id").write_text("another build\n")
    assert compiled()


@pytest.mark.parametrize("suffix", [".so", ".manifest"])
@pytest.mark.parametrize("damage", ["cut", "flip", "empty"])
def test_a_damaged_entry_is_compiled_again(program, suffix, damage):
    (path,) = (program.folder / "cache").glob("*" + suffix)
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(
        {
            "cut": content[:middle],
            "flip": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"",
        }[damage]
    )
    result = program("run", "main.py")
    assert (result.returncode, result.stdout, result.stderr) == (0, "42\n", "")
    assert path.read_bytes() == content


def test_an_entry_that_others_may_write_is_not_used(program):
    (path,) = (program.folder / "cache").glob("*.so")
    os.chmod(path, 0o666)
    before = program.entries()
    assert program("run", "main.py").stdout == "42\n"
    assert program.entries() != before


@pytest.mark.parametrize("directory", ["/dev/null/cache", "/proc/cache", "/dev/full"])
def test_a_cache_that_cannot_be_written_is_one_warning(amaru, directory):
    amaru.write("main.py", "print(42)\n")
    result = amaru("run", "main.py", environment={"AMARU_CACHE_DIR": directory})
    assert (result.returncode, result.stdout) == (0, "42\n")
    assert result.stderr.startswith("amaru: warning: the compiled program is not kept: ")
    assert len(result.stderr.splitlines()) == 1


def test_stats_clear_and_path(program):
    directory = str(program.folder / "cache")
    assert program("cache", "path").stdout == directory + "\n"
    assert "programs  1\n" in program("cache").stdout
    stranger = program.folder / "cache" / "notes.txt"
    stranger.write_text("not ours")
    assert program("cache", "clear").stdout == "removed 2 files\n"
    assert program.entries() == {} and stranger.exists()
    assert "programs  0\n" in program("cache", "stats").stdout


def test_doctor_says_where_things_are(amaru):
    result = amaru("doctor")
    assert result.returncode == 0, result.stderr
    words = [line.split()[0] for line in result.stdout.splitlines()]
    assert words == "amaru llvm system cpu libraries stdlib cache python libcuda ptxas".split()
    assert str(amaru.folder / "cache") + " (writable)" in result.stdout
