#!/bin/sh
# The suite for stores runs on Virtuoso as well. Install its program (4 MB, no service) where that is possible
# without asking; else those tests are skipped and say so.
command -v virtuoso-t >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin \
        >/dev/null 2>&1 && exit 0
fi
echo "no Virtuoso here: tests of stores in it will be skipped (install virtuoso-opensource-7-bin)" >&2
exit 0
