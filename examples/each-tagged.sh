#!/bin/sh
# Runs a program on every connection with a tag, one after the other, and says which ones need you:
#   examples/each-tagged.sh nightly node examples/org-name.mjs
# Production orgs are refused; put --allow-production below if you mean them.
if [ $# -lt 2 ]; then
	echo "usage: each-tagged.sh TAG PROGRAM [ARGUMENT...]" >&2
	exit 2
fi
tag=$1
shift
list=$(latchkey list --tag "$tag" --quiet) || exit
if [ -z "$list" ]; then
	echo "no connection has the tag $tag: latchkey edit ALIAS --add-tag $tag" >&2
	exit 1
fi
failed=0
for alias in $(printf "%s\n" "$list" | cut -f1); do
	latchkey exec "$alias" --no-prompt --min-ttl 30m -- "$@" </dev/null
	code=$?
	case $code in
		0) ;;
		4) echo "$alias: sign in again: latchkey reauth $alias" >&2 ;;
		5) echo "$alias: Zoho limits token calls; it works again later" >&2 ;;
		6) echo "$alias: the keychain is locked" >&2 ;;
		7) echo "$alias: Zoho or the network is down" >&2 ;;
		8) echo "$alias: refused, see above" >&2 ;;
		*) echo "$alias: ended with $code" >&2 ;;
	esac
	[ $code -eq 0 ] || failed=1
done
exit $failed
