## Telegram: các thông điệp telegram-* là HTML của Telegram, biến đã được thoát ký tự.

telegram-start =
    Xin chào! Đây là <b>Hỏi Báo</b>. Bạn hỏi, tôi tìm câu trả lời trong kho bài báo và trích nguyên văn, kèm tên bài, ngày đăng và vị trí của đoạn.

    Cứ nhắn câu hỏi như khi trò chuyện, có dấu hay không dấu, tiếng Việt hay tiếng Anh đều được. Nếu các bài báo không có câu trả lời, tôi sẽ nói rõ chứ không đoán.

    /help – hướng dẫn
telegram-help =
    <b>Cách hỏi</b>
    • Mỗi tin nhắn một câu hỏi: ai, bao nhiêu, khi nào, ở đâu, việc gì…
    • Hỏi càng cụ thể (tên người, cơ quan, năm) càng dễ tìm đúng đoạn.
    • Gõ không dấu, viết tắt hoặc hỏi bằng tiếng Anh cũng được.

    <b>Câu trả lời</b>
    Câu in đậm ở đầu là câu trả lời, nguyên văn trong bài. Bên dưới là cả đoạn văn, rồi đến tên bài, ngày đăng và vị trí của đoạn trong bài.

    <b>Lệnh</b>
telegram-unknown-command = Không có lệnh này. Gõ /help để xem hướng dẫn, hoặc cứ gửi câu hỏi của bạn.
telegram-text-only = Hiện tôi chỉ đọc được tin nhắn bằng chữ. Bạn gõ câu hỏi giúp tôi nhé.
telegram-admins-only = Lệnh này chỉ dành cho quản trị viên. Bạn vẫn có thể hỏi bất cứ điều gì về các bài báo.
telegram-no-answer = Các bài báo không có câu trả lời cho câu hỏi này.
telegram-nearest = Những đoạn gần với câu hỏi nhất:
telegram-understood = Câu hỏi được hiểu là: { $question }
telegram-reload-started = Đang nạp lại các bài báo. Trong lúc này tôi vẫn trả lời theo ấn bản cũ.
telegram-reload-progress = { $stage }: { $done }/{ $total }
telegram-reload-published =
    <b>Đã phát hành ấn bản { $edition }</b> trong { $seconds } giây.
    Bài báo: { $added } bài mới, { $changed } bài sửa đổi, { $removed } bài gỡ bỏ, { $unchanged } bài giữ nguyên. Tổng cộng { $passages } đoạn.
telegram-reload-skipped = Bỏ qua { $count } mục không đọc được:
telegram-reload-more = … và { $count } mục khác, xem trong nhật ký của máy chủ.
telegram-reload-failed =
    <b>Không nạp lại được.</b> { $reason }
    Bot vẫn trả lời theo ấn bản cũ.
telegram-reload-stopped = Bot đang dừng nên việc nạp lại bị bỏ dở. Ấn bản cũ được giữ nguyên.

command-start = Giới thiệu
command-help = Hướng dẫn cách hỏi
command-reload = Nạp lại các bài báo

error-telegram = Có lỗi với tài khoản bot Telegram.
error-telegram-token-missing = Chưa có mã truy cập (token) của bot Telegram. Hãy đặt vào HOIBAO_TELEGRAM_TOKEN mã mà @BotFather đã cấp.
error-telegram-token-rejected = Máy chủ { $api } không chấp nhận mã truy cập (token) của bot. Hãy kiểm tra HOIBAO_TELEGRAM_TOKEN, hoặc xin mã mới từ @BotFather.
error-telegram-token-busy = Một chương trình khác đang nhận tin nhắn của chính bot này. Hãy dừng chương trình đó trước, hoặc dùng một bot khác.
