# Sourced: takes over each variable of .env that the caller has not set.
if [ -f .env ]; then
    while IFS='=' read -r name value || [ -n "$name" ]; do
        [[ $name =~ ^[A-Z_]+$ ]] || continue
        [ -n "${!name+set}" ] || export "$name=$value"
    done <.env
fi
