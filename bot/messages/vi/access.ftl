## Ai được hỏi, trong nhóm nào, và bao nhiêu câu một lúc

error-busy = Hiện có nhiều người cùng hỏi nên tôi chưa trả lời kịp. Bạn đợi chừng một phút rồi gửi lại câu hỏi giúp tôi nhé.
telegram-too-fast = { $limit ->
    [group] Nhóm mình hỏi hơi nhanh: mỗi phút tôi chỉ trả lời được { $count } câu trong một nhóm. Xin đợi một lát rồi hỏi tiếp nhé.
   *[person] Bạn hỏi hơi nhanh: mỗi phút tôi chỉ trả lời được { $count } câu cho một người. Bạn đợi một lát rồi hỏi tiếp nhé.
}
telegram-button-too-fast = Bạn bấm hơi nhanh, đợi một lát nhé.

telegram-access-invited = Hiện tôi chỉ trả lời những người được mời. Nếu bạn có mã mời, hãy gửi mã đó vào đây. Nếu chưa có, bạn có thể xin quản trị viên; mã số Telegram của bạn là <code>{ $person }</code>.
telegram-access-listed = Hiện tôi chỉ trả lời những người có tên trong danh sách. Muốn được thêm vào, bạn hãy gửi cho quản trị viên mã số Telegram của mình: <code>{ $person }</code>.
telegram-access-closed = Hiện tôi chỉ trả lời những người được mời.
telegram-access-wrong-code = Mã mời này không đúng hoặc đã dùng hết lượt. Bạn kiểm tra lại, hoặc xin quản trị viên một mã khác nhé.
telegram-access-unavailable = Lúc này tôi chưa kiểm tra được mã mời. Xin thử lại sau ít phút.
telegram-access-welcome = Mã mời hợp lệ. Từ giờ bạn cứ gửi câu hỏi, tôi sẽ tìm câu trả lời trong các bài báo.
telegram-invitation =
    Mã mời cho { $uses } người: <code>{ $code }</code>
    Hoặc gửi liên kết này, người nhận chỉ cần bấm vào: { $link }{ $access ->
        [invited] { "" }
       *[other] { "" }

    Lưu ý: HOIBAO_ACCESS đang là { $access } nên mã chưa có tác dụng; hãy đặt HOIBAO_ACCESS=invited.
    }
telegram-invitation-usage = Cách dùng: /taoma, hoặc /taoma 10 để một mã dùng được cho 10 người (nhiều nhất là { $most }).

telegram-blocked = Đã chặn { $person }. Từ giờ tôi không trả lời người này nữa; gõ /bochan { $person } để bỏ chặn.
telegram-unblocked = Đã bỏ chặn { $person }.
telegram-block-usage = Hãy trả lời tin nhắn của người cần { $action ->
    [block] chặn bằng /chan, hoặc gõ /chan
   *[unblock] bỏ chặn bằng /bochan, hoặc gõ /bochan
} kèm mã số Telegram của người đó.
telegram-block-admin = Không thể chặn quản trị viên.

telegram-group-closed = Nhóm này chưa được quản trị viên của bot mở. Quản trị viên có thể gõ /monhom ngay tại đây. Bạn vẫn có thể nhắn riêng cho tôi.
telegram-group-opened = Đã mở nhóm này. Muốn hỏi, hãy nhắc tên { $bot }, trả lời tin nhắn của tôi, hoặc gõ /hoi kèm câu hỏi.
telegram-group-shut = Đã đóng nhóm này: tôi không trả lời ở đây nữa, trừ khi quản trị viên gõ /monhom.
telegram-group-some = Đã đóng nhóm này: từ giờ ở đây tôi chỉ trả lời những người được mời hoặc có tên trong danh sách, trừ khi quản trị viên gõ /monhom.
telegram-group-not-open = Nhóm này chưa được quản trị viên của bot mở.
telegram-group-usage = Lệnh này dùng trong nhóm cần mở hay đóng.
telegram-group-still-open = Tôi vẫn trả lời ở đây, vì HOIBAO_GROUPS là open: nhóm nào cũng được hỏi. Muốn chỉ trả lời trong những nhóm đã mở, hãy đặt HOIBAO_GROUPS=listed.
telegram-group-hello =
    Xin chào cả nhóm! Tôi là <b>Hỏi Báo</b>: tôi tìm câu trả lời trong kho bài báo và trích nguyên văn, kèm nguồn.

    Muốn hỏi, hãy nhắc tên { $bot }, trả lời tin nhắn của tôi, hoặc gõ /hoi kèm câu hỏi. Những tin nhắn khác trong nhóm tôi không trả lời.

command-taoma = Tạo mã mời
command-chan = Chặn một người
command-bochan = Bỏ chặn một người
command-monhom = Mở nhóm này cho mọi người hỏi
command-dongnhom = Đóng nhóm này
