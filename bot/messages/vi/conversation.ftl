## Trò chuyện: những câu không phải là câu hỏi, và cách hiểu một câu hỏi nối tiếp.

smalltalk-greeting = Chào bạn! Bạn muốn hỏi gì về các bài báo?
smalltalk-thanks = Không có gì. Bạn cứ hỏi tiếp nhé.
smalltalk-farewell = Chào bạn, hẹn gặp lại!
smalltalk-praise = Cảm ơn bạn, tôi rất vui vì đã giúp được.
smalltalk-insult = Rất tiếc vì đã làm bạn phiền lòng. Bạn thử hỏi lại, nói rõ hơn tên người, cơ quan hoặc năm, tôi sẽ tìm kỹ hơn.
smalltalk-identity = Tôi là Hỏi Báo, một chương trình tìm câu trả lời trong các bài báo và trích nguyên văn, kèm nguồn. Tôi không tự nghĩ ra câu trả lời.
smalltalk-ability = Bạn cứ hỏi về nội dung các bài báo: ai, bao nhiêu, khi nào, ở đâu, vì sao… Sau đó có thể hỏi tiếp, ví dụ: “Còn năm 2020 thì sao?”
smalltalk-wellbeing = Tôi vẫn khỏe, cảm ơn bạn. Bạn muốn hỏi gì về các bài báo?
smalltalk-decline = Vâng, khi nào cần thì bạn cứ hỏi tiếp nhé.
smalltalk-assent = Vâng. Bạn còn muốn hỏi gì nữa không?
