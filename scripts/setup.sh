#!/bin/sh
# Set-up for `make run` (argument: run) and `make test` (argument: test): brings uv, makes .venv, installs the locked packages.
# Never asks; works as root and as an ordinary user; says what it does; does nothing when all is there.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE || true
what=${1:-run}
say() { printf '… %s\n' "$*" >&2; }
fail() { printf 'shahryar: %s\n' "$*" >&2; exit 1; }

lock=requirements.lock
[ "$what" = test ] && lock=requirements-dev.lock
# where the machine keeps its own list of trusted certificates (a company's proxy, a mirror), that list counts
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"; fi
sum_of() { cat "$1" pyproject.toml | cksum; }
wanted=$(sum_of "$lock")
holds() { [ -f ".venv/installed-$1" ] && [ "$(cat ".venv/installed-$1")" = "$(sum_of "$2")" ]; }
# what tests need contains what a run needs
if holds test requirements-dev.lock; then exit 0; fi
if [ "$what" = run ] && holds run requirements.lock; then exit 0; fi

python=
for name in python3.11 python3 python; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -m pip --version >/dev/null 2>&1; then python=$name; break; fi
done
[ -n "$python" ] || fail "no Python 3 with pip was found; install Python 3.11 with pip and try again"

uv=.tools/uv/bin/uv
if [ ! -x "$uv" ]; then
    say "fetching uv, the installer (once)"
    PIP_ROOT_USER_ACTION=ignore "$python" -m pip install --quiet --disable-pip-version-check --target .tools/uv --upgrade uv ||
        fail "uv could not be fetched; is the package index reachable? (PIP_INDEX_URL names a mirror)"
fi
if [ ! -x .venv/bin/python ]; then
    "$uv" python find --no-python-downloads 3.11 >/dev/null 2>&1 ||
        say "CPython 3.11 is not on this machine; uv fetches it (where the network forbids that, install python3.11 by hand)"
    say "making .venv"
    "$uv" venv --quiet --python 3.11 .venv || fail "no CPython 3.11 could be had; install python3.11 and try again"
fi
say "installing the locked packages into .venv (seconds when cached, some minutes when not)"
"$uv" pip sync --quiet --require-hashes --compile-bytecode --python .venv/bin/python "$lock" ||
    fail "the packages could not be installed; the lines above say which, a second try goes on where this one stopped"
"$uv" pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python -e . ||
    fail "the project itself could not be installed"
rm -f .venv/installed-*
printf '%s' "$wanted" > ".venv/installed-$what"
