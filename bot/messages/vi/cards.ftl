## Thẻ trả lời, các nút dưới thẻ, liên kết, chế độ gõ @tên_bot.
## Các thông điệp telegram-* là HTML của Telegram, biến đã được thoát ký tự; button-* và toast-* là chữ thường.

telegram-rival = Hoặc: { $answer }
telegram-rivals = Các bài đưa ra câu trả lời khác nhau; bài mới hơn ở trên.
telegram-near-page = Đoạn gần với câu hỏi, { $page }/{ $pages }
telegram-passage-changed = Đoạn này đã được sửa, trong bài không còn nguyên văn như trước.
telegram-article-gone = Bài có đoạn này không còn trong kho bài.
telegram-article-paragraphs = { $count } đoạn
telegram-passage-link = Liên kết tới đoạn này

button-nearest = { $count ->
    [1] 🔎 Xem đoạn gần nhất
   *[other] 🔎 Xem { $count } đoạn gần nhất
}
button-context = 📖 Ngữ cảnh
button-less = 📕 Thu gọn
button-article = 📰 Bài báo
button-back = ‹ Quay lại
button-read = 🌐 Đọc cả bài
button-copy = 📋 Sao chép
button-summary = ‹ Tóm tắt
button-admin = 🙋 Hỏi quản trị viên
button-up = 👍
button-down = 👎
button-wrong = Trả lời sai
button-incomplete = Chưa đủ
button-unrelated = Lạc đề
button-open = 📖 Xem trong Hỏi Báo

toast-unknown-button = Nút này đã cũ, không dùng được nữa. Bạn hỏi lại giúp nhé.
toast-page = Đoạn { $page } trong { $pages } đoạn
toast-slowly = Nhóm đang bấm hơi nhanh. Bạn đợi vài giây rồi bấm lại nhé.
toast-why = Rất tiếc! Câu trả lời chưa ổn ở chỗ nào?
toast-thanks-up = Cảm ơn bạn!
toast-thanks-down = Cảm ơn bạn, góp ý đã được ghi lại.
toast-appeal = Câu hỏi đã được chuyển đến quản trị viên. Cảm ơn bạn!
toast-appeal-kept = Câu hỏi của bạn đã được ghi lại, nhưng hiện chưa báo được cho quản trị viên. Lát nữa bạn bấm lại giúp tôi nhé.

inline-type = Gõ câu hỏi về các bài báo…
inline-nothing = Chưa tìm thấy câu trả lời. Hỏi riêng Hỏi Báo

telegram-draft = <i>Đang tìm trong các bài báo…</i>
telegram-linked-question = ❓ <i>{ $question }</i>
telegram-appeal =
    🙋 <b>{ $name }</b> nhờ quản trị viên một câu hỏi chưa có câu trả lời:
    <blockquote>{ $question }</blockquote>
    <a href="{ $link }">Hỏi lại câu này</a>

error-refusal = Việc này hiện chưa làm được.
error-answer-gone = Nội dung này đã thay đổi hoặc không còn trong kho bài. Bạn hỏi lại giúp nhé.
error-appeal-repeated = Câu hỏi này đã được chuyển đến quản trị viên rồi.
error-appeal-limit = Bạn vừa gửi nhiều câu hỏi cho quản trị viên. Khoảng { $minutes } phút nữa bạn gửi tiếp nhé.
