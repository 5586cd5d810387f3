#!/usr/bin/env bash
# Installs Debian's Chromium and a Korean font: what scripts/picture.py takes its picture with. Needs root.
set -euo pipefail
if ! command -v chromium > /dev/null || ! fc-list :lang=ko | grep -q .; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium fontconfig fonts-nanum
fi
chromium --version
