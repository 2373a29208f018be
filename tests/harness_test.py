#!/usr/bin/env python3
"""The checks themselves: what must fail, fails."""

import pathlib
import tempfile
import unittest

import console
import source
import walls


def tree(files):
    """A folder with these files: path -> text."""
    folder = tempfile.TemporaryDirectory()
    for name, text in files.items():
        path = pathlib.Path(folder.name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


GOOD = {
    "src/rooms.txt": "# a comment\nbase:\nreason: base\ncli: base reason\n",
    "src/base/text.hpp": "#pragma once\n",
    "src/base/text.cpp": '#include "base/text.hpp"\nconst char* hello = "hello";\n',
    "src/reason/why.cpp": '#include <vector>\n#include "base/text.hpp"\n',
    "src/cli/main.cpp": 'int main() { return getenv("HOME") == nullptr; }\n',
    "record/persons.csv": "id,name\ndoe,Jane Doe-Roe\n",
    "record/states.csv": "id,name,official_name,other_names\naa,Aland,Republic of Aland,Aland Isles;AI\n",
    "law/test-treaty/part-1.md": "# Treaty\n```law\n[TT 5(1)] a if b.\n```\n",
}


class Walls(unittest.TestCase):
    def outcome(self, **changes):
        files = dict(GOOD, **{name.replace("__", "/").replace("_dot_", "."): text for name, text in changes.items()})
        with tree(files) as folder:
            return walls.main(pathlib.Path(folder))

    def test_a_good_tree_passes(self):
        self.assertEqual(self.outcome(), 0)

    def test_each_fault_fails(self):
        for shows, name, text in [
            ("an include that the table does not allow", "src/base/up.cpp", '#include "reason/why.cpp"\n'),
            ("an include of a file that is not there", "src/base/up.cpp", '#include "base/nowhere.hpp"\n'),
            ("an include without its room", "src/base/up.cpp", '#include "text.hpp"\n'),
            ("an include by a test", "src/base/up_test.cpp", '#include "reason/why.cpp"\n'),
            ("a room that is not in the table", "src/attic/a.cpp", "int a;\n"),
            ("a table that goes round", "src/rooms.txt", "base: reason\nreason: base\ncli: base reason\n"),
            ("a clock outside cli", "src/reason/why.cpp", '#include "base/text.hpp"\nauto t = std::chrono::system_clock::now();\n'),
            ("a person", "src/reason/why.cpp", 'auto who = "Jane Doe-Roe is";\n'),
            ("a surname", "src/reason/why.cpp", 'auto who = "Mrs Doe-Roe";\n'),
            ("a state", "src/reason/why.cpp", 'auto where = R"(in Aland)";\n'),
            ("a state in what a command says", "src/cli/help.cpp", r'auto help = "\nAland";'),
            ("a treaty", "src/reason/why.cpp", 'auto law = "the Test Treaty says";\n'),
            ("a label", "src/reason/why.cpp", 'auto law = "TT 5(1)";\n'),
            ("an article", "src/reason/why.cpp", 'auto law = "under Article 5";\n'),
        ]:
            with self.subTest(shows):
                self.assertEqual(self.outcome(**{name: text}), 1)

    def test_what_only_looks_like_a_fault_passes(self):
        for shows, name, text in [
            ("a state in a comment", "src/reason/why.cpp", "// Aland, for one\n/* Aland */\n"),
            ("a state in a test", "src/reason/why_test.cpp", 'auto where = "Aland";\n'),
            ("a clock in a comment", "src/reason/why.cpp", "// system_clock::now() is for cli\n"),
            ("a part of a longer word", "src/reason/why.cpp", 'auto word = "Alandia";\n'),
        ]:
            with self.subTest(shows):
                self.assertEqual(self.outcome(**{name: text}), 0)

    def test_nothing_to_check_fails(self):
        with tree({"src/rooms.txt": ""}) as folder:
            self.assertEqual(walls.main(pathlib.Path(folder)), 1)


class Text(unittest.TestCase):
    def test_string_literals(self):
        text = '#include "a/b.hpp"\nauto a = "x\\"y"; // "no"\nauto n = 20\'000; auto c = \'"\'; auto b = R"x(raw "q")x"; /* "no" */\n'
        self.assertEqual(list(source.string_literals(text)), [(2, '"x\\"y"'), (3, 'R"x(raw "q")x"')])


class Console(unittest.TestCase):
    def test_matching(self):
        for shows, expected, got, same in [
            ("equal", ["a", "b"], ["a", "b"], True),
            ("a line more", ["a"], ["a", "b"], False),
            ("a line less", ["a", "b"], ["a"], False),
            ("nothing of nothing", [], [], True),
            ("nothing of something", [], ["a"], False),
            ("lines elided in the middle", ["a", "...", "d"], ["a", "b", "c", "d"], True),
            ("no line elided", ["a", "…", "d"], ["a", "d"], True),
            ("lines elided at the end", ["a", "..."], ["a", "b"], True),
            ("an ellipsis does not hide the line after it", ["…", "d"], ["a", "b"], False),
            ("text elided in a line", ["took … ms"], ["took 12 ms"], True),
            ("text elided stays in its line", ["took … ms"], ["took 12", " ms"], False),
            ("no pattern in the text", ["a.c"], ["abc"], False),
        ]:
            with self.subTest(shows):
                self.assertEqual(console.matches(expected, got), same)

    def test_steps(self):
        found = console.steps("$ dedere ask \\\n    'x'\nyes\n$ true\n")
        self.assertEqual([(step.command, step.expected) for step in found], [("dedere ask \\\n    'x'", ["yes"]), ("true", [])])
        self.assertRaises(ValueError, console.steps, "yes\n")

    def test_a_page_is_run_and_what_differs_is_rewritten(self):
        page = "Text.\n```console\n$ dedere a b\nold\n$ ./dedere; false\n\n[exit 1]\n```\n```text x\n$ dedere no\n```\n"
        run = lambda block: console.check_block(block, "/bin/echo", ".") if block.kind == "console" else None
        with tempfile.NamedTemporaryFile("w+", dir=source.ROOT / "tests", suffix=".txt") as file:
            file.write(page)
            file.flush()
            ran, faults, text = console.check_page(pathlib.Path(file.name), "/bin/echo", run)
        self.assertEqual((ran, len(faults)), (2, 1))
        self.assertIn(":2: $ dedere a b", faults[0])
        self.assertEqual(text, page.replace("old", "a b"))


if __name__ == "__main__":
    unittest.main()
