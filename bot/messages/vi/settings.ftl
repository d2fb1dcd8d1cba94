## Thiết lập không dùng được
setting-secret = { $variable }: chỉ được gồm chữ cái không dấu, chữ số, dấu gạch ngang (-) và gạch dưới (_), dài không quá 256 ký tự.
error-telegram-webhook = Không nhận tin nhắn qua webhook { $url } được: { $reason }
