# কেন লেখা হলো না, আর কী করতে হবে।

# Signing in
refusal-not-signed-in = আগে আপনার নাম বেছে নিয়ে পিন দিন।
refusal-pin-wrong = পিন ঠিক হয়নি। আবার দিন।
refusal-pin-wait = কয়েকবার ভুল পিন দেওয়া হয়েছে। { $name } { $length } পরে আবার চেষ্টা করতে পারবেন। অন্য যে কেউ এখনই ঢুকতে পারেন।
refusal-pin-wait-here = কয়েকবার ভুল পিন দেওয়া হয়েছে। { $length } পরে আবার দেওয়া যাবে।
refusal-no-pin = এঁর এখনো পিন নেই। ওটি ইনচার্জ বা অ্যাডমিনিস্ট্রেটর সেটিংস থেকে পিন দিয়ে দেবেন।
refusal-pin-too-simple = এই পিন সহজেই অনুমান করা যায়। ছয়টি সংখ্যা বেছে নিন, সব একই নয়, পরপরও নয়।
refusal-not-allowed = এটি আপনার কাজের মধ্যে নেই। { $who }-কে করতে বলুন।
refusal-last-administrator = { $name } একমাত্র অ্যাডমিনিস্ট্রেটর। আগে আরেকজনকে অ্যাডমিনিস্ট্রেটর করুন।

# What was typed
refusal-missing = “{ $field }” লিখুন।
refusal-too-long = “{ $field }” বেশি লম্বা হয়ে গেছে। সর্বোচ্চ { $limit } অক্ষর লিখুন।
refusal-malformed = “{ $field }” ঠিকভাবে লেখা হয়নি। আবার দেখুন।
refusal-check-digit-wrong = { $number } নম্বরের কোনো একটি সংখ্যা ভুল। কার্ড বা ফাইলের সঙ্গে মিলিয়ে দেখুন।
refusal-impossible-time = “{ $field }” এই তারিখ বা সময় হতে পারে না। দিন, মাস, বছর ও সময় দেখে নিন।
refusal-out-of-range = “{ $field }” { $min } থেকে { $max }-এর মধ্যে হতে হবে।
refusal-unknown-code = “{ $code }” হাসপাতালের তালিকায় নেই। তালিকা থেকে বেছে নিন।
refusal-reason-missing = আগে কারণ বেছে নিন বা লিখুন।
refusal-not-found = এটি এই টার্মিনালে নেই। হয়তো অন্য টার্মিনালে আছে, যেটি এখনো যুক্ত হয়নি।
refusal-likely-duplicates = এমন { $count } জন রোগী আগে থেকেই নিবন্ধিত আছেন। আগে দেখুন: একই মানুষ কি?

# The case
refusal-case-closed = এই কেস { $status }। এখনো সংযোজন, জটিলতা বা দেরিতে জানা উত্তর লেখা যায়।
refusal-case-not-started = এই কেস শুরু হয়নি। আগে অ্যানেসথেসিয়া শুরুর সময় দিন।
refusal-transition-not-possible = “{ $from }” কেস “{ $to }” করা যায় না। করা যায়: { $allowed }।
refusal-transition-none = “{ $from }” কেস আর বদলানো যায় না।
refusal-outcome-missing = কেস শেষ করার আগে ফলাফল লিখুন।
refusal-milestone-out-of-order = “{ $milestone }” এই সময়ে হতে পারে না: “{ $other }” হয়েছে { $time }-এ। দুটি সময়ই দেখে নিন।
refusal-milestone-not-recorded = “{ $milestone }”-এর সময় এখনো দেওয়া হয়নি।
refusal-side-disputed = দুজন দুই পাশ বলেছেন। দুজন মিলে মীমাংসা না করা পর্যন্ত এগোনো যাবে না: মার্ক, সম্মতিপত্র ও ছবি মিলিয়ে দেখুন।
refusal-side-not-stated = পাশ লেখা হয়নি। আগে বাম, ডান বা উভয় লিখুন।
refusal-consent-withdrawn = রোগী { $time }-এ সম্মতি তুলে নিয়েছেন। রোগীর সঙ্গে কথা বলুন; নতুন সম্মতি নিয়ে তারপর এগোন।
refusal-consent-disputed = দুজন দুভাবে সম্মতি লিখেছেন। রোগীকে জিজ্ঞাসা করে আবার লিখুন।
refusal-blood-group-disputed = দুজন দুই রক্তের গ্রুপ লিখেছেন। রক্ত দেওয়ার আগে নতুন নমুনা পাঠান।
refusal-allergies-are-known = এই অ্যালার্জি লেখা আছে: { $allergies }। কোনোটি ভুল হলে আগে কারণ লিখে সেটি বাতিল করুন।
refusal-allergy-not-acknowledged = রোগীর { $allergy }-এ অ্যালার্জি আছে; { $drug } একই শ্রেণির ওষুধ। অন্য ওষুধ দিন, অথবা কে সিদ্ধান্ত নিচ্ছেন তাঁর নাম দিন।
refusal-already-on-team = { $name } আগে থেকেই টিমে { $role } হিসেবে আছেন।
refusal-not-on-team = ইনি টিমে নেই।
refusal-not-two-people = মীমাংসা করতে দুজন আলাদা মানুষ লাগবে।

# The checklist
refusal-phase-due = { $phase } সই হয়নি। “{ $milestone }”-এর আগে সই করুন, অথবা কারণ ও নাম লিখে এগোন।
refusal-phase-locked = { $due } সই হলে { $phase } খুলবে।
refusal-phase-already-signed = { $phase } আগেই সই হয়েছে।
refusal-items-unanswered = { $phase }-এ এখনো বাকি: { $items }।
refusal-items-hold = { $phase } আটকে আছে: { $items } “না” বলা হয়েছে। ঠিক করে আবার উত্তর দিন, অথবা কারণ ও নাম লিখে এগোন।
refusal-answer-not-possible = এই প্রশ্নের এমন উত্তর নেই।
refusal-plan-missing = “{ $item }” — কী ব্যবস্থা, তা লিখুন।
refusal-team-agreed-without-reason = রোগী বা অভিভাবক কেন বলতে পারেননি, তা লিখুন।

# Booking
refusal-clashes = এই সময় নেওয়া যায় না: { $clashes }। খালি সময় বেছে নিন, অথবা কারণ লিখে নিন।
clash-room = { $name } { $from }–{ $until } খালি নেই
clash-person = { $name } { $from }–{ $until } অন্য অপারেশনে আছেন
clash-patient = রোগীর { $from }–{ $until } আরেকটি কেস আছে
clash-machine = { $name } { $from }–{ $until } অন্য কেসে লাগছে
refusal-ends-before-start = শেষের সময় শুরুর আগে। দুটির একটি ঠিক করুন।
refusal-outside-day = এই সময়ে ওটির তালিকা নেই। তালিকার সময়ের মধ্যে নিন, অথবা কারণ লিখে নিন।

# This computer
refusal-disk-full = ডিস্কে জায়গা নেই, তাই সংরক্ষণ করা যায়নি। জায়গা খালি করুন; আপনি যা লিখেছেন তা আছে।
refusal-folder-read-only = এই কম্পিউটারে { $folder } ফোল্ডারে লেখার অনুমতি নেই। যিনি কম্পিউটার দেখাশোনা করেন তাঁকে অনুমতি দিতে বলুন।
refusal-already-open = প্রোগ্রামটি এই কম্পিউটারে আগে থেকেই খোলা আছে। সেই জানালাটি ব্যবহার করুন।
refusal-not-understood = এই জানালা আর পেছনের প্রোগ্রাম মিলছে না, তাই কিছু লেখা হয়নি। প্রোগ্রামটি বন্ধ করে আবার চালু করুন; আবার হলে যিনি কম্পিউটার দেখাশোনা করেন তাঁকে দেখান।
trouble-read-only = এই কম্পিউটার প্রোগ্রামকে তার ফোল্ডারে লিখতে দিচ্ছে না, তাই কিছু লেখা হয়নি। যিনি কম্পিউটার দেখাশোনা করেন তাঁকে অনুমতি দিতে বলুন।
trouble-not-found = প্রোগ্রামের ফাইলটি জায়গামতো নেই। ডিস্ক বা নেটওয়ার্ক ফোল্ডার খোলা হয়ে থাকলে আবার লাগিয়ে চেষ্টা করুন।
trouble-damaged = প্রোগ্রামের ফাইলটি নষ্ট হয়েছে। এর ওপর কিছু লেখা হয়নি। শেষ ব্যাকআপটি ফিরিয়ে আনুন; নষ্ট ফাইলটি পাশেই রাখা থাকবে।
trouble-key-lost = রেকর্ড খোলার চাবি এই কম্পিউটারে নেই। হাসপাতাল সেটআপের সময় ছাপানো রিকভারি কী লিখুন।
trouble-wrong-key = এই রিকভারি কী মিলছে না। ছাপানো কাগজের সঙ্গে প্রতিটি অক্ষর মিলিয়ে দেখুন।
trouble-newer = এই রেকর্ড প্রোগ্রামের আরও নতুন সংস্করণে লেখা। নতুন সংস্করণটি চালু করুন।
trouble-other = এই কম্পিউটার রেকর্ড পড়তে বা লিখতে পারেনি, তাই কিছু লেখা হয়নি। আবার চেষ্টা করুন; আবার হলে যিনি কম্পিউটার দেখাশোনা করেন তাঁকে ডাকুন।
trouble-file-not-found = { $path } নামে কোনো ফাইল নেই। নাম ঠিক আছে কি না, ডিস্ক লাগানো আছে কি না দেখুন।
trouble-file-damaged = { $path } পড়া যাচ্ছে না: কাটা পড়েছে, বদলে গেছে, বা এই প্রোগ্রামের ফাইল নয়। অন্য ফাইল বেছে নিন।
trouble-file-other = { $path } পড়া বা লেখা গেল না। অন্য জায়গা বেছে আবার চেষ্টা করুন।
