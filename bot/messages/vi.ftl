### Tiếng Việt. Tệp en.ftl có cùng các thông điệp và biến.

## Lỗi

error-internal = Có lỗi ngoài dự kiến. Lỗi đã được ghi lại.
error-article = Không đọc được bài báo.
error-no-articles = Không có bài nào đọc được trong { $path }.
error-article-format = Không đọc được { $path }: { $reason }
error-question = Không hiểu câu hỏi này.
error-question-empty = Chưa có câu hỏi. Hãy gõ điều bạn muốn hỏi, ví dụ: Ai là Bí thư Đảng ủy Khối?
error-question-too-long = Câu hỏi dài { $length } ký tự, quá giới hạn { $limit }. Hãy hỏi ngắn gọn hơn.
error-question-file = Không đọc được tệp câu hỏi { $path }: { $reason }
error-plot = Không vẽ được biểu đồ { $path }: { $reason }
error-encoder = Không nạp được mô hình { $model }: { $reason }
error-home = Không ghi được vào thư mục { $path }: { $reason }
error-edition = Có lỗi với ấn bản.
error-no-edition = Chưa có ấn bản nào trong { $path }. Hãy chạy: hoibao publish
error-corrupt-edition = Ấn bản { $edition } bị hỏng: { $reason }
error-edition-mismatch = Ấn bản { $edition } được tạo bằng { $found }, khác với { $expected } đang chạy. Hãy chạy: hoibao publish
error-publish-busy = Một lần xuất bản khác đang chạy. Hãy đợi nó xong rồi thử lại.
error-verification = Ấn bản mới không qua được kiểm tra nên chưa được xuất bản: { $reason }

# Vì sao một tệp hay một dòng không đọc được: $reason của error-article-format
reason-binary = tệp nhị phân, không phải văn bản
reason-encoding = không phải văn bản UTF-8 hay UTF-16
reason-empty = tệp trống
reason-permission = không có quyền đọc
reason-unreadable = không mở được tệp
reason-json = dòng này không phải một đối tượng JSON
reason-missing-text = thiếu nội dung bài (trường text)
reason-published-at = trường published_at không phải một thời điểm
reason-field = một trường có giá trị sai kiểu
reason-duplicate-id = mã bài đã được một bài trước đó dùng
reason-question = dòng này không phải một câu hỏi hợp lệ
reason-matplotlib = chưa cài matplotlib; cài bằng: pip install "hoibao[training]"

## Bàn hỏi thử (dòng lệnh và console)

error-settings = Có thiết lập không dùng được: { $variables }
error-system = Không đọc hoặc ghi được { $path }: { $reason }
error-question-encoding = Câu hỏi không phải văn bản UTF-8 hợp lệ. Hãy lưu hoặc gửi lại bằng UTF-8.

setting-choice = { $variable }={ $value }: phải là một trong các giá trị { $expected }.
setting-integer = { $variable }={ $value }: phải là số nguyên.
setting-number = { $variable }={ $value }: phải là một số.
setting-minimum = { $variable }={ $value }: phải từ { $expected } trở lên.
setting-maximum = { $variable }={ $value }: không được lớn hơn { $expected }.
setting-ids = { $variable }={ $value }: phải là các mã số, cách nhau bằng dấu phẩy, ví dụ 12345,67890.
setting-url = { $variable }={ $value }: phải bắt đầu bằng http:// hoặc https://.
setting-encoding = Tệp { $variable } phải được lưu bằng UTF-8.
setting-other = { $variable } có giá trị không dùng được.
setting-unknown = { $variable } không phải là thiết lập nào và bị bỏ qua. { $closest ->
        [none] { "" }
       *[other] Có phải ý bạn là { $closest }?
    }

warning = Lưu ý: { $text }
error-line = Lỗi: { $text }

help-hoibao = Hỏi một kho bài báo tiếng Việt; nhận lại đúng câu trả lời trong bài, kèm nguồn.

    Mã thoát: 0 xong hoặc có câu trả lời · 1 lỗi · 2 sai cú pháp hoặc thiết lập · 3 các bài không có câu trả lời.
help-publish = Xuất bản ấn bản mới từ các bài báo. Ấn bản cũ vẫn phục vụ cho đến lúc đó.
help-editions = Liệt kê các ấn bản trên đĩa, mới nhất trước.
help-rollback = Quay về ấn bản ngay trước ấn bản hiện hành.
help-ask = Trả lời một câu hỏi. “-” trả lời từng dòng của đầu vào chuẩn.
help-ask-question = Câu hỏi; “-” để đọc mỗi dòng một câu hỏi từ đầu vào chuẩn.
help-ask-explain = Cho thấy câu trả lời được tìm ra thế nào: câu hỏi được hiểu ra sao, các đoạn ứng viên, thời gian.
help-ask-json = In JSON, mỗi dòng một đối tượng (mô tả trong docs/json.md).
help-console = Hỏi đáp ngay trong cửa sổ dòng lệnh này.
help-evaluate = Chấm điểm câu trả lời cho một tệp câu hỏi. Mỗi dòng một đối tượng JSON.
help-evaluate-file = Các câu hỏi kèm đáp án, mỗi dòng một đối tượng JSON.
help-evaluate-min = Báo lỗi (mã thoát 1) khi R@1 của các câu có đáp án thấp hơn mức này, từ 0 đến 1. Với --corpus: R@1 của “ours” trên các câu hỏi có dấu.
help-evaluate-corpus = Đo việc tìm kiếm: lấy các đoạn văn (context) trong tệp làm thư viện, so từng cách tìm với từng kiểu gõ.
help-evaluate-distractors = Với --corpus: các bài gây nhiễu, mỗi dòng một bài JSON, trộn vào thư viện.
help-evaluate-passages = Với --corpus: số đoạn gây nhiễu nhiều nhất.
help-evaluate-english = Với --corpus: bản dịch tiếng Anh của một số câu hỏi (id, question_en).
help-evaluate-plot = Với --corpus: vẽ biểu đồ R@1 vào tệp PNG này.
help-bot = Chạy bot Telegram. Cần HOIBAO_TELEGRAM_TOKEN.
help-version = Cho biết phiên bản.

place = { $kind ->
    [title] nhan đề
    [dateline] thời điểm đăng
    [lead] sa-pô
    [caption] chú thích ảnh
    [heading] tiêu đề phụ
    [byline] tên tác giả
    [table-row] dòng { $number } của bảng
   *[paragraph] đoạn { $number }
}
console-no-answer = Các bài báo không có câu trả lời cho câu hỏi này.
console-nearest = Những đoạn gần nhất:
console-alternatives = Những câu trả lời khác có thể đúng:
console-confidence = độ tin cậy { $percent }%
explain-understood = Hiểu là:
explain-score = Điểm
explain-dense = Nghĩa
explain-lexical = Từ
explain-place = Vị trí
explain-article = Bài
explain-passage = Đoạn văn
explain-stage = { $stage ->
    [understand] hiểu câu hỏi
    [encode] mã hóa
    [dense] tìm theo nghĩa
    [lexical] tìm theo từ
    [rank] xếp hạng
    [read] tìm câu trả lời
    [total] tất cả
   *[other] { $stage }
}
explain-timings = Thời gian: { $timings } · ấn bản { $edition }
console-welcome = Mời bạn hỏi bằng tiếng Việt (có dấu hay không dấu) hoặc tiếng Anh. Gõ /help để xem các lệnh, Ctrl-D để thoát.
console-help = Gõ câu hỏi rồi nhấn Enter.
    /explain  cho thấy (hoặc thôi cho thấy) cách tìm ra câu trả lời
    /help     phần trợ giúp này
    /quit     thoát (Ctrl-D cũng vậy; Ctrl-C xóa dòng đang gõ)
    Phím mũi tên lên gọi lại các câu đã hỏi.
console-explain-on = Từ giờ cho thấy cách tìm ra câu trả lời. Gõ /explain lần nữa để thôi.
console-explain-off = Không cho thấy cách tìm ra câu trả lời nữa.
console-unknown-command = Không có lệnh { $command }. Gõ /help để xem các lệnh.
rolled-back = Đã quay về ấn bản { $edition }.
explain-change = { $kind ->
    [accents] thêm dấu
    [shorthand] viết đủ chữ viết nhanh
    [abbreviation] viết đủ chữ viết tắt
    [spelling] sửa lỗi gõ
   *[telex] đọc phím Telex thành chữ
}: { $before } → { $after }
stage-open = Đang mở kho bài
stage-encode = Mã hóa các đoạn văn
stage-index = Lập chỉ mục
stage-verify = Kiểm tra ấn bản
stage-ask = Đang hỏi
now-serving = Đang trả lời từ ấn bản { $edition }.
published-summary = Đã xuất bản ấn bản { $edition }: { $articles } bài, { $passages } đoạn ({ $encoded } đoạn mới mã hóa), hết { $seconds } giây.
published-changes = Thêm { $added } · sửa { $changed } · bỏ { $removed } · giữ nguyên { $unchanged }
published-skipped = Bỏ qua { $count }:
editions-none = Chưa có ấn bản nào. Hãy chạy: hoibao publish
editions-id = Ấn bản
editions-created = Xuất bản lúc
editions-articles = Số bài
editions-passages = Số đoạn
editions-skipped = Bỏ qua
editions-current = ← đang dùng
evaluation-kind = Loại
evaluation-questions = Câu
evaluation-summary = { $questions } câu hỏi: { $answerable } câu có đáp án, { $unanswerable } câu không có
evaluation-all = Tất cả
evaluation-withheld = Bỏ lỡ
evaluation-refused = Từ chối
evaluation-expected = mong đợi:
evaluation-got = đứng đầu:
evaluation-no-answer = không có câu trả lời
evaluation-rank = { $rank ->
    [0] không tìm thấy
   *[other] thứ { $rank }
}
evaluation-failures = Sai ({ $count }):
evaluation-below = { $measured ->
    [refused] Tỷ lệ từ chối đúng
   *[recall] R@1
} là { $score }, thấp hơn mức yêu cầu { $minimum }.
evaluation-needs-corpus = { $options } chỉ dùng được cùng với --corpus.

## Telegram: các thông điệp telegram-* là HTML của Telegram, biến đã được thoát ký tự.

telegram-start =
    Xin chào! Đây là <b>Hỏi Báo</b>. Bạn hỏi, tôi tìm câu trả lời trong kho bài báo và trích đúng nguyên văn, kèm tên bài, ngày đăng và vị trí đoạn.

    Cứ nhắn câu hỏi như khi trò chuyện, có dấu hay không dấu đều được. Nếu các bài báo không có câu trả lời, tôi sẽ nói rõ chứ không đoán.

    /help – hướng dẫn
telegram-help =
    <b>Cách hỏi</b>
    • Mỗi tin nhắn một câu hỏi: ai, bao nhiêu, khi nào, ở đâu, việc gì…
    • Hỏi càng cụ thể (tên người, cơ quan, năm) càng dễ tìm đúng đoạn.
    • Gõ không dấu, viết tắt hoặc hỏi bằng tiếng Anh cũng được.

    <b>Câu trả lời</b>
    Câu in đậm ở đầu là câu trả lời, nguyên văn trong bài. Bên dưới là cả đoạn văn, rồi đến tên bài, ngày đăng và vị trí đoạn.

    <b>Lệnh</b>
telegram-unknown-command = Không có lệnh này. Gõ /help để xem hướng dẫn, hoặc cứ gửi câu hỏi của bạn.
telegram-text-only = Hiện tôi chỉ đọc được tin nhắn bằng chữ. Bạn gõ câu hỏi giúp tôi nhé.
telegram-admins-only = Lệnh này chỉ dành cho quản trị viên. Bạn vẫn có thể hỏi bất cứ điều gì về các bài báo.
telegram-no-answer = Các bài báo không có câu trả lời cho câu hỏi này.
telegram-nearest = Những đoạn gần nhất:
telegram-understood = Hiểu là: { $question }
telegram-reload-started = Đang nạp lại các bài báo. Trong lúc này tôi vẫn trả lời theo ấn bản cũ.
telegram-reload-progress = { $stage }: { $done }/{ $total }
telegram-reload-published =
    <b>Đã xuất bản ấn bản { $edition }</b> sau { $seconds } giây.
    Bài báo: { $added } mới, { $changed } thay đổi, { $removed } gỡ bỏ, { $unchanged } giữ nguyên. Tổng cộng { $passages } đoạn.
telegram-reload-skipped = Bỏ qua { $count } tệp hoặc dòng không đọc được:
telegram-reload-more = … và { $count } mục khác, ghi trong nhật ký của máy chủ.
telegram-reload-failed =
    <b>Chưa nạp lại được.</b> { $reason }
    Ấn bản cũ vẫn đang trả lời.
telegram-reload-stopped = Bot đang dừng nên việc nạp lại bị bỏ dở. Ấn bản cũ không thay đổi.

command-start = Giới thiệu
command-help = Hướng dẫn cách hỏi
command-reload = Nạp lại các bài báo

error-telegram = Có lỗi với tài khoản bot Telegram.
error-telegram-token-missing = Chưa có mã của bot Telegram. Hãy đặt HOIBAO_TELEGRAM_TOKEN bằng mã nhận từ @BotFather.
error-telegram-token-rejected = Máy chủ { $api } không chấp nhận mã của bot. Hãy kiểm tra HOIBAO_TELEGRAM_TOKEN, hoặc lấy mã mới từ @BotFather.
error-telegram-token-busy = Một chương trình khác đang nhận tin nhắn của chính bot này. Hãy dừng chương trình đó trước, hoặc dùng bot khác.
