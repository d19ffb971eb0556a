#!/bin/sh
# Install Kenes from this folder, without the internet:
#
#     sh install.sh FOLDER                      with the python3 that is found first
#     PYTHON=python3.13 sh install.sh FOLDER    with another one
#
# Every file is held against SHA256SUMS first. What cannot be installed whole is not installed.
set -eu

stop() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}

told() { # told NAME: what about.txt says of it
  sed -n "s/^$1: //p" "$here/about.txt"
}

undo() {
  status=$?
  if [ -n "$home" ]; then rm -rf "$home"; fi
  if [ "$status" -ne 0 ] && [ -n "$begun" ]; then
    rm -rf "$begun"
    printf 'install.sh: It did not work, for the reason above. %s was removed again.\n' "$begun" >&2
  fi
  exit "$status"
}

check_python() {
  command -v "$python" >/dev/null ||
    stop "There is no $python here. Install Python $(told python) from your system's discs, or name" \
      "it: PYTHON=/path/to/python3 sh install.sh FOLDER"
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  case " $(told python) " in
    *" $version "*) ;;
    *) stop "The bundle is for Python $(told python), and $python is $version. Name another one" \
      "(PYTHON=python3.13 sh install.sh FOLDER), or make one for it: kenes bundle DIR --python 3.X" ;;
  esac
}

check_target() {
  if [ -e "$target" ] && { [ ! -d "$target" ] || [ -n "$(ls -A "$target")" ]; }; then
    stop "$target is there already. Name a new folder: nothing is overwritten, and an older version" \
      "can stay beside the new one."
  fi
}

install() {
  begun=$target
  mkdir -p "$target"
  # Without ensurepip, which Debian keeps apart: pip runs from its own wheel, as ensurepip does it.
  "$python" -m venv --without-pip "$target"
  for pip in "$here"/wheels/pip-*.whl; do :; done
  PIP_CONFIG_FILE=/dev/null "$target/bin/python" "$pip/pip" --isolated install \
    --quiet --disable-pip-version-check --no-cache-dir --no-compile \
    --no-index --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
  if [ -z "${PYTHONDONTWRITEBYTECODE:-}" ]; then
    # Whoever runs Kenes may not write here. A file that this Python cannot read is never imported.
    "$target/bin/python" -m compileall -qq "$target/lib" || true
  fi
}

try_out() { # in the demonstration's settings, whatever this shell has
  home=$(mktemp -d)
  (
    unset DATABASE_URL DJANGO_SETTINGS_MODULE
    cd "$home"
    KENES_ENV=dev KENES_HOME=$home "$target/bin/kenes" check >/dev/null
  )
}

case ${1:-} in
  '' | -*) stop 'Say where Kenes is to be: sh install.sh /opt/kenes' ;;
  /*) target=$1 ;;
  *) target=$PWD/$1 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3} begun='' home=''
trap undo EXIT
trap 'exit 130' HUP INT TERM

[ -f "$here/about.txt" ] || stop "about.txt is missing in $here: the bundle was not copied whole."
check_python
"$python" -I "$here/check.py" || exit 1
check_target
install
try_out
cat <<END
Kenes $(told version) is in $target; every file of the bundle was as it was made.
To try it:   KENES_HOME=\$HOME/kenes-demo $target/bin/kenes demo
In service:  docs/how-to/install.md in this bundle, from its second step on;
             its commands run as $target/bin/kenes
Licences:    licences.txt
END
