# shellcheck shell=sh
# accept_file NAME GOT EXPECTED: shows the difference on the terminal and asks whether to keep what was got.
accept_file() {
    if [ -f "$3" ] && cmp -s "$2" "$3"; then
        return
    fi
    diff -u "$3" "$2" 2> /dev/null || [ -f "$3" ] || sed 's/^/+/' "$2"
    printf 'accept this for %s? [y/N] ' "$1"
    read -r answer < "${ACCEPT_FROM:-/dev/tty}" || answer=n
    if [ "$answer" = y ]; then
        mkdir -p "$(dirname "$3")"
        cp "$2" "$3"
    fi
}
