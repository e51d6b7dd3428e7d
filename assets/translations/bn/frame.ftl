# প্রতিটি পাতার চারপাশে যা থাকে।

frame-seconds = { $seconds } সেকেন্ড
frame-person-not-here = এই টার্মিনালে অচেনা কেউ
frame-theatre-not-here = এই টার্মিনালে অচেনা ওটি
frame-operation-not-named = অপারেশনের নাম এখনো লেখা হয়নি

frame-today = আজ
frame-waiting = অপেক্ষমাণ
frame-patients = রোগী
frame-attention = দেখা দরকার
frame-settings = সেটিংস
frame-pages = পাতা
frame-things-to-look-at = { $count }টি বিষয় দেখা দরকার
frame-switch = বদলান
frame-switch-explained = অন্য কেউ ঢুকবেন
frame-language = ভাষা
frame-dark = গাঢ় রং
frame-light = হালকা রং
frame-keys = কি-বোর্ড
frame-sample = নমুনা হাসপাতাল: মানুষগুলো কাল্পনিক
frame-not-connected = { $facts ->
    [0] সংযোগ নেই · কিছু বাকি নেই
   *[other] সংযোগ নেই · { $facts }টি তথ্য পাঠানো বাকি
}
frame-unreached = { $facts ->
    [0] কেন্দ্রে পৌঁছানো যাচ্ছে না · কিছু বাকি নেই
   *[other] কেন্দ্রে পৌঁছানো যাচ্ছে না · { $facts }টি তথ্য পাঠানো বাকি
}
frame-sending = { $facts ->
    [0] কেন্দ্রের সঙ্গে যোগাযোগ হচ্ছে
   *[other] পাঠানো হচ্ছে · { $facts }টি তথ্য
}
frame-all-sent = { $time }-এ সব পাঠানো হয়েছে
frame-refused = { $facts ->
    [0] কেন্দ্র নিচ্ছে না · সেটিংস দেখুন
   *[other] কেন্দ্র নিচ্ছে না · { $facts }টি তথ্য বাকি · সেটিংস দেখুন
}
frame-clock-behind = কম্পিউটারের ঘড়ি { $days } দিন পিছিয়ে আছে। তারিখ ও সময় ঠিক করুন।
frame-clock-ahead = কম্পিউটারের ঘড়ি { $days } দিন এগিয়ে আছে। তারিখ ও সময় ঠিক করুন।
frame-starting = রেকর্ড খোলা হচ্ছে…
frame-back-to-case = যে কেসটি খোলা রেখে গিয়েছিলেন
frame-back-to-patient = { $name }-এর কেসে ফিরে যান
frame-back-left = আপনি যখন এই টার্মিনাল ছেড়ে যান, এটি খোলা ছিল।
frame-back-open = খুলুন
frame-back-not-now = এখন নয়
frame-nothing-here = এমন কোনো পাতা নেই
frame-nothing-here-go = আজকের তালিকায় যান

frame-close = বন্ধ করুন
frame-cancel = থাক
frame-choose = বেছে নিন
frame-dismiss = সরিয়ে দিন

frame-key-rail = পাশের পাতাগুলো, ওপর থেকে
frame-key-book = কেস বুক করা
frame-key-search = খোঁজা
frame-key-back = ফিরে যাওয়া; খোলা জানালা বন্ধ করা
frame-key-next = পরের ও আগের ঘর
frame-key-press = চিহ্নিত বোতাম চাপা; লেখার ঘর থেকে রঙিন বোতামটি
frame-key-arrows = বোর্ডে এক কেস থেকে আরেকটিতে; চেকলিস্টে এক প্রশ্ন থেকে আরেকটিতে
frame-key-move = বোর্ডে চিহ্নিত কেসের সময় বদলানো
frame-key-answers = চেকলিস্টে চিহ্নিত প্রশ্নের উত্তর, যে ক্রমে আছে
frame-key-help = এই তালিকা

frame-date-hint = দিন মাস বছর
frame-time-hint = ২৪ ঘণ্টার ঘড়ি, যেমন ১৪০৫
frame-date-not-read = তারিখ বোঝা গেল না। দিন, মাস, বছর লিখুন: ২২ ১১ ২০২৬
frame-time-not-read = সময় বোঝা গেল না। ঘণ্টা ও মিনিট লিখুন: ১৪০৫
frame-number-not-read = সংখ্যা বোঝা গেল না।
frame-pick-search = নাম বা স্টাফ নম্বর
frame-pick-none = এই নামে কেউ নেই
frame-pick-change = বদলান

state-waiting = অপেক্ষমাণ তালিকায়
state-planned = পরিকল্পিত
state-arrived = ওটিতে এসেছেন
state-running = অপারেশন চলছে
state-left-theatre = ওটি থেকে বের হয়েছেন
state-recovery = রিকভারিতে
state-on-hold = স্থগিত
state-done = সম্পন্ন
state-off = বাতিল
state-pips = সই হয়েছে: ৩টির মধ্যে { $signed }টি

bar-procedure = অপারেশন
bar-side = পাশ
bar-anaesthesia = অ্যানেসথেসিয়া
bar-anaesthesia-not-planned = ঠিক হয়নি
bar-blood = রক্তের গ্রুপ
bar-blood-disputed = দ্বিমত আছে
bar-weight = ওজন
bar-not-recorded = লেখা নেই
bar-restricted = এই রোগীর পরিচয় শুধু টিমের সদস্যরা দেখতে পারেন
bar-name-alike = আজ কাছাকাছি নামের আরেকজন রোগী আছেন
bar-consent-withdrawn = সম্মতি তুলে নেওয়া হয়েছে
bar-consent-disputed = সম্মতি নিয়ে দ্বিমত
progress-inventing = নমুনা হাসপাতাল তৈরি হচ্ছে: { $all }-এর মধ্যে { $done }
progress-rebuilding = { $all }টি রেকর্ডের মধ্যে { $done }টি আবার তৈরি হয়েছে
progress-checking = { $all }টি তথ্যের মধ্যে { $done }টি যাচাই হয়েছে
progress-restoring = { $all } MB-এর মধ্যে { $done } MB পড়া হয়েছে
progress-backing-up = { $all } MB-এর মধ্যে { $done } MB কপি হয়েছে
