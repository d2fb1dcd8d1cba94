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
    • Hỏi tiếp được: “còn năm 2020 thì sao?”. Gõ /moi để sang chuyện khác.
    • Gõ nhầm thì cứ sửa lại câu hỏi, câu trả lời sẽ đổi theo.

    <b>Câu trả lời</b>
    Phần in đậm ở đầu là câu trả lời, nguyên văn trong bài. Bên dưới là cả đoạn văn, rồi đến tên bài, ngày đăng và vị trí của đoạn trong bài.

    <b>Trong nhóm</b>
    Tôi chỉ trả lời khi được nhắc tên, khi bạn trả lời tin nhắn của tôi, hoặc khi bạn gõ /hoi kèm câu hỏi.

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

telegram-fresh = Vâng, ta sang chuyện khác. Bạn muốn hỏi gì?

telegram-language = Bạn muốn tôi dùng ngôn ngữ nào?
telegram-language-vi = Từ giờ tôi sẽ nói tiếng Việt với bạn.
telegram-language-en = Từ giờ tôi sẽ nói tiếng Anh với bạn.
telegram-language-auto = Từ giờ tôi sẽ dùng ngôn ngữ theo ứng dụng Telegram của bạn.
language-vi = Tiếng Việt
language-en = English
language-auto = Theo Telegram

telegram-privacy =
    <b>Tôi giữ lại những gì</b>
    Câu hỏi của bạn và câu trả lời tôi đã đưa ra (bài nào, đoạn nào, mất bao lâu), đánh giá 👍 👎 của bạn, những câu bạn nhờ quản trị viên trả lời, ngôn ngữ bạn chọn, việc bạn được mời hay bị chặn, cùng mã số Telegram của bạn và của cuộc trò chuyện. Tôi không lưu tên, số điện thoại hay ảnh; những tin nhắn không hỏi tôi thì không được lưu.

    Quản trị viên đọc các câu hỏi này để bổ sung bài báo. Khi bạn bấm 🙋, câu hỏi và tên bạn dùng trên Telegram được gửi cho quản trị viên. Ngoài ra, dữ liệu này không được gửi đi đâu và không dùng để quảng cáo.
telegram-privacy-duration = { $days ->
    [0] Câu hỏi được giữ cho đến khi bạn xóa.
   *[other] Câu hỏi được giữ { $days } ngày rồi tự xóa.
}
telegram-privacy-yours = { $kept ->
    [nothing] Hiện tôi không giữ câu hỏi nào của bạn.
    [ratings] Hiện tôi không giữ câu hỏi nào của bạn, chỉ giữ { $feedback } đánh giá. Gõ /xoadulieu để xóa.
   *[questions] Hiện tôi giữ { $questions } câu hỏi (câu đầu tiên từ { $since }) và { $feedback } đánh giá của bạn. Gõ /xoadulieu để xóa.
}
telegram-erase = Bạn muốn xóa mọi câu hỏi và đánh giá của mình? Xóa rồi thì không lấy lại được.
button-erase = Xóa hết
button-keep = Thôi, giữ lại
button-not-yours = Nút này dành cho người đã gõ lệnh.
telegram-erase-kept = Vâng, tôi giữ nguyên.
telegram-erased = Đã xóa { $questions } câu hỏi và { $feedback } đánh giá của bạn.

telegram-status-edition =
    <b>Ấn bản { $edition }</b>
    { $articles } bài, { $passages } đoạn; bỏ qua { $skipped } mục không đọc được
telegram-status-uptime = Đã chạy { $days ->
    [0] { "" }
   *[other] { $days } ngày{ " " }
}{ $time }
telegram-status-reader = Câu trả lời: { $reader ->
    [sentences] trích cả câu
   *[spans] trích đúng phần trả lời
}
telegram-status-asked = 24 giờ qua: { $people } người hỏi { $questions } câu, trả lời được { $answered } câu
telegram-status-load = Đang trả lời hoặc chờ: { $hand } câu (trả lời cùng lúc { $workers }, chờ tối đa { $queue })
telegram-status-ways = Nhận tin: { $source } · người hỏi: { $access } · nhóm: { $groups }
telegram-status-journal = Sổ ghi: { $waiting } mục chờ ghi, { $lost } mục bị mất

bot-description =
    Bạn hỏi, tôi tìm câu trả lời trong kho bài báo và trích nguyên văn, kèm tên bài, ngày đăng và vị trí của đoạn.

    Hỏi có dấu, không dấu, viết tắt hay bằng tiếng Anh đều được. Nếu các bài báo không có câu trả lời, tôi nói rõ chứ không đoán.
bot-short-description = Hỏi gì, đáp nấy: nguyên văn từ báo, kèm nguồn.

command-start = Giới thiệu
command-help = Hướng dẫn cách hỏi
command-hoi = Hỏi một câu
command-moi = Sang chuyện khác
command-ngonngu = Chọn ngôn ngữ
command-quyenriengtu = Tôi giữ lại những gì của bạn
command-xoadulieu = Xóa câu hỏi và đánh giá của bạn
command-status = Tình trạng của bot
command-reload = Nạp lại các bài báo

error-telegram = Có lỗi với tài khoản bot Telegram.
error-telegram-token-missing = Chưa có mã truy cập (token) của bot Telegram. Hãy đặt vào HOIBAO_TELEGRAM_TOKEN mã mà @BotFather đã cấp.
error-telegram-token-rejected = Máy chủ { $api } không chấp nhận mã truy cập (token) của bot. Hãy kiểm tra HOIBAO_TELEGRAM_TOKEN, hoặc xin mã mới từ @BotFather.
error-telegram-token-busy = Một chương trình khác đang nhận tin nhắn của chính bot này. Hãy dừng chương trình đó trước, hoặc dùng một bot khác.
