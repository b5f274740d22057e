#!/bin/sh
# Finds a Python that is new enough and hands over to set_up.py; says so in one sentence if none is.
# PYTHON=/path/to/python names one; otherwise the environment's own (the quickest to start), then
# the usual names are tried in order.
here=$(dirname "$0")
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
newest=none
if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON" -- "$@"
else
    set -- "$here/../.venv/bin/python" python3 python3.13 python3.12 python3.11 python -- "$@"
fi
chosen=
while [ "$1" != -- ]; do
    if [ -z "$chosen" ] && "$1" -c "$new_enough" 2>/dev/null; then
        chosen=$1
    elif [ "$newest" = none ]; then
        # A name can exist and still not run (a version manager's shim): then it is not found.
        version=$("$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) &&
            newest="Python $version"
    fi
    shift
done
shift
if [ -z "$chosen" ]; then
    echo "LoopLens needs Python 3.11 or newer and found $newest; install python3.11 or newer, or" \
        "name one: make PYTHON=/path/to/python3.12" >&2
    exit 2
fi
exec "$chosen" "$here/set_up.py" "$@"
