"""The source tree as the checks see it: its files, and C++ text with comments and string literals told apart."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent

CPP = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|(?P<raw>R"(?P<mark>[^()\\\s]*)\(.*?\)(?P=mark)")'
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<digits>\b\d[\w']*)"  # 20'000: that mark begins no character
    r"|(?P<char>'(?:\\.|[^'\\\n])+')",
    re.S)


def is_test(path):
    return path.stem.endswith(("_test", "_bench"))


def cpp_files(src):
    """The C++ files of a source folder, tests and benchmarks among them, in order of name."""
    return sorted(path for path in src.rglob("*") if path.suffix in (".cpp", ".hpp"))


def string_literals(text):
    """(line, literal with its quotes) of each string literal outside comments; an #include's path is none."""
    for match in CPP.finditer(text):
        literal = match["raw"] or match["string"]
        if literal and not re.search(r"#\s*include\s*$", text[text.rfind("\n", 0, match.start()) + 1:match.start()]):
            yield text.count("\n", 0, match.start()) + 1, literal


def without_comments(text):
    """The text with comments and the content of literals blanked; lines keep their numbers."""
    def blank(match):
        if match["digits"]:
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])
    return CPP.sub(blank, text)


def report(name, checked, problems):
    """Prints the outcome of a check; the exit status of its program. A check that found nothing to check has failed."""
    for problem in problems:
        print(problem)
    if not checked:
        print(f"{name}: found nothing to check")
        return 1
    print(f"{name}: {checked} checked, {len(problems)} wrong")
    return 1 if problems else 0
