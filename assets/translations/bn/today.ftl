# বোর্ড, সপ্তাহ, আর বোর্ড থেকে শুরু করা জরুরি অপারেশন।

today-board = বোর্ড
today-list = তালিকা
today-week = সপ্তাহ
today-shown-as = দিনটি কীভাবে দেখাবে
today-day-before = আগের দিন
today-day-after = পরের দিন
today-other-day = অন্য দিন
today-date = তারিখ
today-go-to = { $day } দেখুন
today-print = তালিকা প্রিন্ট করুন
today-printed = তালিকা রাখা হয়েছে: { $path }
today-book = বুকিং
today-done = { $done }/{ $all } শেষ
today-in-theatre = ওটিতে { $count } জন
today-late-cases = দেরি { $count }টি
today-clashes = সংঘাত { $count }টি
today-disputed = দ্বিমত { $count }টি
today-holiday = অপারেশনের দিন নয়: { $name }
today-no-lists = এদিন নির্ধারিত অপারেশন নেই
today-nothing-booked = এদিন কিছু বুক করা নেই। বুক করলে কেস এখানে আসবে; নিচে যাঁরা অপেক্ষায়, তাঁদের “বসান” চেপে বা টেনে ওটিতে বসানো যায়।
today-cases = { $count ->
    [0] কেস নেই
   *[other] { $count }টি কেস
}

today-hidden = সীমিত
today-name-alike = আজ একই রকম নাম
today-who-is-it = রোগী কে?
today-no-surgeon = সার্জন ঠিক হয়নি
today-late = { $length } দেরি
today-about = ~{ $time }
today-over = { $length } বেশি
today-clash-room = { $theatre } দুবার বুক করা
today-clash-here = দুবার বুক
today-clash-person = { $name } { $theatre }-এও
today-clash-person-elsewhere = { $name } দুই জায়গায়
today-clash-patient = রোগী { $theatre }-এও
today-clash-patient-elsewhere = রোগী দুবার বুক করা
today-clash-machine = { $name } { $theatre }-এও
today-clash-machine-elsewhere = { $name } দুবার বুক করা
today-drop-on-a-lane = কোনো ওটির ঘরে ছাড়ুন

today-column-time = সময়
today-column-state = অবস্থা
today-move = সরান

today-waiting-list = অপেক্ষমাণ তালিকা
today-place-or-drag = বসান, বা টানুন
today-nobody-waits = কেউ অপারেশনের অপেক্ষায় নেই।
today-more-waiting = আরও { $count } জন
today-place = বসান
today-place-at = { $time }-এ বসান
today-waiting-for = { $length } ধরে
today-theatre-free = { $theatre } খালি
today-days = { $days } দিন

today-week-of = { $first } – { $last }
today-week-before = আগের সপ্তাহ
today-week-after = পরের সপ্তাহ

today-emergency = জরুরি
today-emergency-who = রোগী কে
today-emergency-about = আনুমানিক { $years }
today-emergency-age-typed = অন্য বয়স, আনুমানিক
today-emergency-known = চেনা রোগী
today-emergency-unknown = কেউ চেনেন না
today-emergency-what = কী করতে হবে
today-operation-not-known = এখনও জানা নেই
today-emergency-other = অন্য কিছু
today-emergency-role = আপনি এখানে কোন কাজে: এক বা একাধিক
today-emergency-absent = যে কাজে কেউ নেই তা অনুপস্থিত হিসেবে লেখা থাকবে। পরে কেসের পাতায় যোগ দেওয়া যায়।
today-emergency-begin = শুরু করুন
today-emergency-begin-in = { $theatre }-এ শুরু করুন
today-emergency-free = খালি
today-emergency-free-until = { $time } পর্যন্ত খালি
today-emergency-occupied = ভেতরে { $name } আছেন
today-emergency-occupied-until = ভেতরে { $name } আছেন, আনুমানিক { $time } পর্যন্ত
