## Ai được hỏi, trong nhóm nào, và bao nhiêu câu một lúc

error-busy = Hiện có nhiều người cùng hỏi nên tôi chưa trả lời kịp. Bạn đợi chừng một phút rồi gửi lại câu hỏi giúp tôi nhé.
