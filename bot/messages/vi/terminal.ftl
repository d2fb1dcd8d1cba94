## Bàn hỏi thử (dòng lệnh và console)

error-settings = Có thiết lập không hợp lệ: { $variables }
error-system = Không đọc hoặc ghi được { $path }: { $reason }
error-system-unnamed = Hệ thống báo lỗi: { $reason }
error-question-encoding = Câu hỏi không phải là văn bản UTF-8 hợp lệ. Hãy lưu hoặc gửi lại bằng UTF-8.

setting-choice = { $variable }={ $value }: phải là một trong các giá trị { $expected }.
setting-integer = { $variable }={ $value }: phải là số nguyên.
setting-number = { $variable }={ $value }: phải là một số.
setting-minimum = { $variable }={ $value }: phải từ { $expected } trở lên.
setting-maximum = { $variable }={ $value }: không được lớn hơn { $expected }.
setting-ids = { $variable }={ $value }: phải là các mã số, cách nhau bằng dấu phẩy, ví dụ 12345,67890.
setting-url = { $variable }={ $value }: phải bắt đầu bằng http:// hoặc https://.
setting-model = { $variable }={ $value }: phải là { $expected }, đường dẫn tới một mô hình có thật, hoặc tên trên Hugging Face dạng chủ/tên.
setting-encoding = Tệp { $variable } phải được lưu bằng UTF-8.
setting-other = { $variable } có giá trị không hợp lệ.
setting-unknown = Không có thiết lập nào tên là { $variable }; biến này bị bỏ qua. { $closest ->
        [none] { "" }
       *[other] Có phải bạn muốn gõ { $closest }?
    }

warning = Lưu ý: { $text }
error-line = Lỗi: { $text }

help-hoibao = Hỏi đáp trên một kho bài báo tiếng Việt: câu trả lời được trích nguyên văn từ bài, kèm nguồn.

    Mã thoát: 0 hoàn tất hoặc có câu trả lời · 1 lỗi · 2 sai cú pháp hoặc thiết lập · 3 các bài không có câu trả lời.
help-publish = Phát hành ấn bản mới từ các bài báo. Ấn bản cũ vẫn phục vụ cho đến khi ấn bản mới sẵn sàng.
help-editions = Liệt kê các ấn bản trên đĩa, bản mới nhất đứng đầu.
help-rollback = Quay về ấn bản liền trước ấn bản đang dùng.
help-ask = Trả lời một câu hỏi, hay từng dòng đầu vào (“-”).
help-ask-question = Câu hỏi; “-” để đọc mỗi dòng một câu hỏi từ đầu vào chuẩn.
help-ask-explain = Cho biết câu trả lời được tìm ra như thế nào: cách hiểu câu hỏi, các đoạn ứng viên, thời gian.
help-ask-json = In ra JSON, mỗi dòng một đối tượng (mô tả trong docs/json.md).
help-console = Hỏi đáp ngay trong cửa sổ dòng lệnh này.
help-evaluate = Chấm điểm các câu trả lời cho một tệp câu hỏi.
help-evaluate-file = Các câu hỏi kèm đáp án, mỗi dòng một đối tượng JSON.
help-evaluate-min = Báo lỗi (mã thoát 1) khi R@1 của các câu có đáp án thấp hơn mức này, từ 0 đến 1. Với --corpus: R@1 của “ours” trên các câu hỏi có dấu.
help-evaluate-dialogues = Tệp là các cuộc hội thoại (docs/conversation.md): chấm từng lượt hỏi, kể cả câu hỏi nối tiếp.
help-evaluate-corpus = Đo chất lượng tìm kiếm: lấy các đoạn văn (context) trong tệp làm kho bài, so sánh các cách tìm theo từng kiểu gõ.
help-evaluate-distractors = Với --corpus: các bài gây nhiễu trộn thêm vào kho, mỗi dòng một bài dạng JSON.
help-evaluate-passages = Với --corpus: số đoạn gây nhiễu tối đa.
help-evaluate-english = Với --corpus: bản dịch tiếng Anh của một số câu hỏi (id, question_en).
help-evaluate-plot = Với --corpus: vẽ biểu đồ R@1 vào tệp PNG này.
help-bot = Chạy bot Telegram. Cần HOIBAO_TELEGRAM_TOKEN.
help-version = Cho biết phiên bản.

# Ngày và giờ: mẫu của strftime
pattern-day = %d/%m/%Y
pattern-minute = %d/%m/%Y %H:%M

place = { $kind ->
    [title] tiêu đề
    [dateline] thời điểm đăng
    [lead] sa-pô
    [caption] chú thích ảnh
    [heading] tiêu đề phụ
    [byline] tên tác giả
    [table-row] dòng { $number } của bảng
   *[paragraph] đoạn { $number }
}
console-no-answer = Các bài báo không có câu trả lời cho câu hỏi này.
console-nearest = Những đoạn gần với câu hỏi nhất:
console-alternatives = Những câu trả lời khác có thể đúng:
console-confidence = độ tin cậy { $percent }%
explain-understood = Hiểu là:
explain-glossed = tìm thêm bằng các từ tiếng Việt: { $words }
explain-score = Điểm
explain-dense = Nghĩa
explain-lexical = Từ
explain-place = Vị trí
explain-article = Bài
explain-passage = Đoạn văn
explain-confidence = Tin cậy
explain-reading-of = Câu trả lời đọc được
explain-stage = { $stage ->
    [understand] hiểu câu hỏi
    [encode] mã hóa
    [dense] tìm theo nghĩa
    [lexical] tìm theo từ
    [rank] xếp hạng
    [read] tìm câu trả lời
    [total] tổng cộng
   *[other] { $stage }
}
explain-timing = { $stage } { $ms } ms
explain-timings = Thời gian: { $timings } · ấn bản { $edition }
console-welcome = Mời bạn hỏi bằng tiếng Việt (có dấu hoặc không dấu) hay tiếng Anh, rồi hỏi tiếp như khi trò chuyện. Gõ /help để xem các lệnh, nhấn Ctrl-D để thoát.
console-help = Gõ câu hỏi rồi nhấn Enter. Có thể hỏi nối tiếp: “còn Bảo hiểm Xã hội thì sao?”, “bà ấy giữ chức gì?”, “năm nào?”.
    /2, /3 …        xem đoạn thứ 2, thứ 3 … của câu trả lời (hoặc /page 2)
    /context        xem phần trước và sau đoạn này trong bài
    /article        xem bài báo có đoạn này
    /up             câu trả lời đúng, có ích
    /down [sai|thiếu|lạc đề]   câu trả lời chưa ổn, và vì sao
    /admin          chuyển câu hỏi đến quản trị viên
    /moi            bắt đầu chuyện mới, quên những câu vừa hỏi
    /ngonngu vi|en  đổi ngôn ngữ
    /explain        bật hoặc tắt phần giải thích cách tìm ra câu trả lời
    /help           xem phần trợ giúp này
    /quit           thoát (Ctrl-D cũng vậy; Ctrl-C xóa dòng đang gõ)
    Nhấn phím mũi tên lên để gọi lại các câu đã hỏi.
console-reading = Được hiểu là:
console-page = Đoạn { $page } trong { $pages } đoạn
console-page-usage = Câu trả lời này có { $pages } đoạn để xem. Gõ /page kèm số của đoạn, ví dụ /page { $pages }, hoặc gọn hơn: /{ $pages }
console-passage-changed = Đoạn này đã được sửa, trong bài không còn nguyên văn như trước.
console-article-gone = Bài có đoạn này không còn trong kho bài.
console-paragraphs = { $count } đoạn
console-nothing-asked = Chưa có câu trả lời nào để xem hay đánh giá. Bạn hỏi trước một câu nhé.
console-rated-up = Cảm ơn bạn!
console-rated-down = Cảm ơn bạn, góp ý đã được ghi lại.
console-rated-down-why = Góp ý đã được ghi lại. Câu trả lời chưa ổn ở chỗ nào? Gõ /down sai, /down thiếu hoặc /down lạc đề.
console-not-noted = Cảm ơn bạn. Hiện chưa ghi được vào sổ ghi, nên ý kiến này có thể bị mất khi đóng cửa sổ.
console-down-usage = Gõ /down sai, /down thiếu hoặc /down lạc đề.
console-appealed = Câu hỏi đã được ghi lại để quản trị viên xem. Cảm ơn bạn!
console-fresh = Đã sang chuyện mới. Bạn muốn hỏi gì?
console-language = Từ giờ tôi nói tiếng Việt.
console-language-usage = Gõ /ngonngu vi (tiếng Việt) hoặc /ngonngu en (tiếng Anh).
explain-reading = { $kind ->
    [instead] cùng câu hỏi, đổi đối tượng
    [reference] thay đại từ bằng tên
    [aspect] hỏi thêm về cùng chuyện
   *[topic] câu ngắn, ghép với chuyện đang nói
}
console-explain-on = Đã bật phần giải thích cách tìm ra câu trả lời. Gõ /explain lần nữa để tắt.
console-explain-off = Đã tắt phần giải thích cách tìm ra câu trả lời.
console-unknown-command = Không có lệnh { $command }. Gõ /help để xem các lệnh.
console-telegram-command = Lệnh { $command } chỉ dùng được trong Telegram. Gõ /help để xem các lệnh dùng được ở đây.
rolled-back = Đã quay về ấn bản { $edition }.
explain-change = { $kind ->
    [accents] thêm dấu
    [capitals] viết hoa
    [shorthand] viết đầy đủ chữ viết nhanh
    [abbreviation] viết đầy đủ chữ viết tắt
    [spelling] sửa lỗi gõ
   *[telex] chuyển phím gõ Telex thành chữ
}: { $before } → { $after }
stage-open = Đang mở kho bài
stage-encode = Mã hóa các đoạn văn
stage-index = Lập chỉ mục
stage-verify = Kiểm tra ấn bản
stage-ask = Đang hỏi
sentences-instead = Trong lúc đó, câu trả lời được trích nguyên cả câu thay vì đúng phần được hỏi.
now-serving = Đang trả lời theo ấn bản { $edition }.
published-summary = Đã phát hành ấn bản { $edition }: { $articles } bài, { $passages } đoạn (mã hóa mới { $encoded } đoạn), trong { $seconds } giây.
published-changes = Thêm { $added } · sửa { $changed } · bỏ { $removed } · giữ nguyên { $unchanged }
published-skipped = Bỏ qua { $count } mục:
editions-none = Chưa có ấn bản nào. Hãy chạy: hoibao publish
editions-id = Ấn bản
editions-created = Phát hành lúc
editions-articles = Số bài
editions-passages = Số đoạn
editions-skipped = Bỏ qua
editions-current = ← đang dùng
evaluation-kind = Loại
evaluation-questions = Câu
evaluation-summary = { $questions } câu hỏi: { $answerable } câu có đáp án, { $unanswerable } câu không có
evaluation-all = Tất cả
evaluation-right = Đúng
evaluation-withheld = Bỏ sót
evaluation-refused = Từ chối
evaluation-expected = đáp án:
evaluation-got = trả lời:
evaluation-no-answer = không có câu trả lời
evaluation-rank = { $rank ->
    [0] không tìm thấy
   *[other] hạng { $rank }
}
evaluation-failures = Các câu sai ({ $count }):
evaluation-below = { $measured ->
    [dialogues] Tỷ lệ lượt hỏi được trả lời đúng
    [refused] Tỷ lệ từ chối đúng
   *[recall] R@1
} là { $score }, thấp hơn mức yêu cầu { $minimum }.
evaluation-needs-corpus = { $options } chỉ dùng được cùng với --corpus.
evaluation-either = Chỉ dùng một trong hai: --dialogues hoặc --corpus.
reason-dialogue = dòng này không phải là một cuộc hội thoại hợp lệ
dialogues-turns = Lượt
dialogues-right = Đúng
dialogues-withheld = Bỏ sót
dialogues-wrong = Sai
dialogues-by-hand = Viết sẵn
dialogues-later = Sau lượt đầu
dialogues-read = hiểu là:
dialogues-as-typed = nguyên văn
