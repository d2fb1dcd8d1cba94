## Thẻ trả lời, các nút dưới thẻ, liên kết, chế độ gõ @tên_bot.
## Các thông điệp telegram-* là HTML của Telegram, biến đã được thoát ký tự; button-* và toast-* là chữ thường.

error-refusal = Việc này hiện chưa làm được.
error-answer-gone = Nội dung này đã thay đổi hoặc không còn trong kho bài. Bạn hỏi lại giúp nhé.
error-appeal-repeated = Câu hỏi này đã được chuyển đến quản trị viên rồi.
error-appeal-limit = Bạn vừa gửi nhiều câu hỏi cho quản trị viên. Khoảng { $minutes } phút nữa bạn gửi tiếp nhé.
