#!/usr/bin/env bash
# venv.sh PYTHON FOLDER: makes a virtual environment with pip in FOLDER, unless there is one.
# Debian packs ensurepip apart (python3-venv); where it is missing, the system's pip puts a pip into the new environment.
set -euo pipefail
python=$1 folder=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "onrecord needs Python 3.11 or later; '$python' is not. Try: make PYTHON=python3.12 …" >&2
    exit 2
fi
if [ -x "$folder/bin/python" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
rm -rf "$folder"
if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$folder"
    exit 0
fi
echo "No ensurepip here; taking pip from the system." >&2
if ! "$python" -m venv --without-pip "$folder" || ! "$python" -m pip --python "$folder/bin/python" install --quiet pip; then
    rm -rf "$folder"
    echo "Cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv python3-pip" >&2
    exit 2
fi
