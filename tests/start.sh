#!/bin/sh
# ./dedere starts from any folder and through a link, passes arguments, input and status through, says nothing of its own, builds nothing when
# nothing changed, and builds again when a source did. The program and its build are stand-ins.
set -eu
home=$(cd "${0%/*}/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "start: $*"; exit 1; }

# A copy of the command around a program that tells what it was given.
mkdir -p "$scratch/a home/build/program" "$scratch/a home/tools" "$scratch/a home/src/room"
cp "$home/dedere" "$scratch/a home/"
cd "$scratch/a home"
cat >build/program/dedere <<'END'
#!/bin/sh
echo "$DEDERE_HOME|$*|$#|$(cat)"
exit 7
END
cat >tools/build-program <<'END'
#!/bin/sh
cat
echo building
cd "${0%/*}/.." && touch ../builds/$$ build/program/built
END
chmod +x build/program/dedere tools/build-program
touch src/room/a.cpp CMakeLists.txt CMakePresets.json tools/packages.txt
mkdir ../builds

expected="$scratch/a home|duty 'x  y'|2|input|7"
starts() {  # starts COMMAND BUILDS: what the program was given and its status; how often it was built by then
  status=0
  got=$(printf input | "$1" duty "'x  y'" 2>"$scratch/stderr") || status=$?
  [ "$got|$status" = "$expected" ] || fail "$1: expected $expected, got $got|$status"
  builds=$(ls "$scratch/builds" | wc -l)
  [ "$builds" = "$2" ] || fail "$1: expected $2 builds by then, got $builds"
}

starts ./dedere 1
grep -q building "$scratch/stderr" || fail "the build says nothing on standard error"
starts ./dedere 1
[ ! -s "$scratch/stderr" ] || fail "the second start says: $(cat "$scratch/stderr")"
ln -s "$scratch/a home/dedere" "$scratch/link"
cd /
starts "$scratch/a home/dedere" 1
starts "$scratch/link" 1
cd "$scratch"
starts "a home/dedere" 1
starts ./link 1
PATH="$scratch/a home:$PATH"
starts dedere 1
ln -s dedere "$scratch/a home/dedere-verify"
sed 's/^exit 7$/exit 8/' "$scratch/a home/build/program/dedere" >"$scratch/a home/build/program/dedere-verify"
chmod +x "$scratch/a home/build/program/dedere-verify"
expected=${expected%7}8
starts dedere-verify 1
starts "$scratch/a home/dedere-verify" 1
expected=${expected%8}7
cd "$scratch/a home"
touch src/room/a.cpp; starts ./dedere 2
touch src/room/new.cpp; starts ./dedere 3
rm src/room/new.cpp; starts ./dedere 4
touch CMakeLists.txt; starts ./dedere 5
rm build/program/built; starts ./dedere 6
starts ./dedere 6

printf '#!/bin/sh\nexit 1\n' >tools/build-program
touch src/room/a.cpp
status=0; ./dedere duty >/dev/null 2>&1 || status=$?
[ $status = 3 ] || fail "a build that fails ends with $status, not with 3"
echo "start: 17 starts"
