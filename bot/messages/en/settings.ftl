## Settings that cannot be used
setting-secret = { $variable }: only unaccented letters, digits, - and _ are allowed, at most 256 of them.
error-telegram-webhook = Messages cannot be received at the webhook { $url }: { $reason }
