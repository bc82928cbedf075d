#!/usr/bin/env bash
# Runs a command in a session bus of its own with an unlocked, empty gnome-keyring; everything is gone afterwards.
set -euo pipefail
dir=$(mktemp -d)
export KEYRING_DIR=$dir
mkdir -m 700 "$dir/run" "$dir/data"
rc=0
env -u DISPLAY -u WAYLAND_DISPLAY -u GNOME_KEYRING_CONTROL -u DBUS_SESSION_BUS_ADDRESS \
	XDG_DATA_HOME="$dir/data" XDG_RUNTIME_DIR="$dir/run" XDG_CONFIG_HOME="$dir/config" XDG_CACHE_HOME="$dir/cache" \
	dbus-run-session -- bash -euo pipefail -c '
		printf %s test | gnome-keyring-daemon --unlock --foreground --components=secrets \
			--control-directory="$XDG_RUNTIME_DIR/keyring" >"$KEYRING_DIR/daemon.log" 2>&1 &
		keyring=$!
		for _ in $(seq 200); do
			dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
				string:org.freedesktop.secrets 2>/dev/null | grep -q "boolean true" && break
			sleep .05
		done
		export KEYRING_PID=$keyring
		rc=0
		"$@" || rc=$?
		kill "$keyring" 2>/dev/null || true
		exit "$rc"' bash "$@" || rc=$?
if [ "$rc" != 0 ]; then
	grep -v "already registered" "$dir/daemon.log" | tail -5 >&2 || true
fi
rm -rf "$dir"
exit "$rc"
