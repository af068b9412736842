#!/bin/sh
# The page is tested in a real browser. Install one where that is possible without asking; else those
# tests are skipped and say so.
command -v chromium >/dev/null && command -v chromedriver >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium chromium-driver \
        >/dev/null 2>&1 && exit 0
fi
echo "no Chromium with chromedriver here: browser tests will be skipped (install chromium and chromium-driver)" >&2
exit 0
