#!/bin/sh
# The Chromium shell as an "Electron executable": electron.sh [switches] <app folder or main file> [arguments].
# Playwright (_electron.launch) and electron-vite (ELECTRON_EXEC_PATH) start it as they would start Electron.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
node="$here/../../node_modules/.bin/node"
if [ ! -x "$node" ]; then
	node=node
	if [ "$(node -p 'Boolean(process.features.typescript)' 2>/dev/null)" != true ]; then
		echo 'The Chromium shell needs Node 22.18 or newer: it runs TypeScript files as they are.' >&2
		exit 1
	fi
fi

# --inspect is meant for the process that runs the main bundle, so it goes to Node and not to the app.
inspect=
for argument; do
	shift
	case $argument in
	--inspect=*) inspect=$argument ;;
	*) set -- "$@" "$argument" ;;
	esac
done
exec "$node" ${inspect:+"$inspect"} "$here/boot.ts" "$@"
