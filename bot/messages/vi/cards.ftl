## Thẻ trả lời, các nút dưới thẻ, liên kết, chế độ gõ @tên_bot.
## Các thông điệp telegram-* là HTML của Telegram, biến đã được thoát ký tự; button-* và toast-* là chữ thường.

telegram-rival = Hoặc: { $answer }
telegram-rivals = Các bài báo nói khác nhau, bài mới nhất ở trên:
telegram-near-page = Đoạn gần với câu hỏi, { $page }/{ $pages }
telegram-passage-changed = Đoạn này đã được sửa, trong bài không còn nguyên văn như trước.
telegram-article-gone = Bài có đoạn này không còn trong kho bài.
telegram-article-paragraphs = { $count } đoạn
telegram-passage-link = Liên kết tới đoạn này

error-refusal = Việc này hiện chưa làm được.
error-answer-gone = Nội dung này đã thay đổi hoặc không còn trong kho bài. Bạn hỏi lại giúp nhé.
error-appeal-repeated = Câu hỏi này đã được chuyển đến quản trị viên rồi.
error-appeal-limit = Bạn vừa gửi nhiều câu hỏi cho quản trị viên. Khoảng { $minutes } phút nữa bạn gửi tiếp nhé.
