"""What a test of the program from outside expects of it: counted, and what was not met kept for the report."""

from source import report


class Expectations:
    def __init__(self):
        self.checked, self.problems = 0, []

    def expect(self, so, what):
        self.checked += 1
        if not so:
            self.problems.append(what)

    def report(self, name):
        return report(name, self.checked, self.problems)
