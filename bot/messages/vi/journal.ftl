### Tiếng Việt. Thư mục en có cùng các tệp, thông điệp và biến.

## Sổ ghi: câu hỏi, câu trả lời, góp ý

error-journal = Có lỗi với sổ ghi.
error-journal-address = Không dùng được { $address } làm sổ ghi. Hãy đặt HOIBAO_JOURNAL là sqlite:///đường-dẫn-đến-tệp hoặc postgresql://người-dùng:mật-khẩu@máy-chủ/tên.
error-journal-driver = Chưa cài { $driver } để nối với máy chủ dữ liệu; cài bằng: pip install "hoibao[{ $extra }]"
error-journal-newer = Sổ ghi { $address } do một phiên bản mới hơn tạo ra (bản { $found }, bản này chỉ biết đến { $expected }). Hãy nâng cấp chương trình, hoặc đặt HOIBAO_JOURNAL sang một sổ khác.
telegram-journal-away = Lúc này tôi chưa mở được sổ ghi câu hỏi nên chưa làm được việc này. Bạn thử lại sau ít phút nhé.
error-journal-unavailable = Lúc này chưa dùng được sổ ghi nên việc vừa rồi chưa làm được: { $reason }. Xin thử lại sau ít phút.

journal-unwritable = Chưa ghi được vào sổ ghi { $address }: { $reason }. Câu hỏi và đánh giá của bạn chỉ được giữ tạm trong bộ nhớ; nếu đến khi thoát vẫn chưa ghi được thì sẽ mất.
journal-lost = Không ghi được vào sổ ghi nên đã mất { $count } mục (câu hỏi, đánh giá, yêu cầu chuyển đến quản trị viên).

reason-database-is-locked = một chương trình khác đang giữ tệp dữ liệu
reason-database-disk-image-is-malformed = tệp dữ liệu bị hỏng
reason-file-is-not-a-database = tệp này không phải là tệp dữ liệu
reason-disk-i-o-error = lỗi đọc ghi đĩa
reason-file-exists = có một tệp khác đang chiếm chỗ
reason-newer = một phiên bản mới hơn của chương trình đã tiếp quản sổ ghi
