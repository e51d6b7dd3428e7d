# যা দেখা দরকার, আর কীভাবে মেটানো যায়।

attention-title = দেখা দরকার
attention-nothing = দেখার কিছু নেই। দুজন আলাদা কথা লিখলে, দুটি কেস একই জিনিস চাইলে, বা কাগজের কিছু তোলা বাকি থাকলে এখানে আসবে।
attention-blocking = { $count }টির জন্য কেস আটকে আছে
attention-before = { $count }টি কেসের আগে
attention-blocks-sign-in = সাইন ইন আটকে আছে
attention-on-paper = কাগজে আছে
attention-unknown = নাম জানা নেই
attention-before-booking = কেসের আগে
attention-to-know = জানার জন্য
attention-open-case = কেস খুলুন

attention-which-side = কোন পাশ?
attention-side-heading = একই কেসে আলাদা পাশ লেখা হয়েছে
attention-side-explained = পরেরটি যিনি লিখেছেন তিনি আগেরটি দেখেননি। না মেটা পর্যন্ত সব পাতায় “পাশ নিয়ে দ্বিমত” থাকবে, সাইন ইন বা অ্যানেসথেসিয়া শুরু হবে না।
attention-on-terminal = টার্মিনাল { $terminal }
attention-went-by = দেখে বলেছেন: { $what }
attention-had-seen = শেষ যা দেখেছিলেন: { $what }, { $when }
attention-had-seen-until = { $when } পর্যন্ত যা লেখা হয়েছে তা দেখেছিলেন
attention-had-seen-nothing = এ বিষয়ে কিছুই দেখেননি
attention-no-side-before = আগে পাশ লেখা ছিল না
attention-no-consent-before = আগে সম্মতি লেখা ছিল না
attention-no-group-before = আগে রক্তের গ্রুপ লেখা ছিল না
attention-no-booking-before = আগে বুকিং ছিল না
attention-side-is = পাশ হলো { $side }
attention-group-is = গ্রুপ হলো { $group }
attention-neither = কোনোটিই ঠিক নয়
attention-gone-by = কী দেখে বলছেন?
attention-by-two = দুজনে মিলে মেটাবেন: অপারেশনের সার্জন ও আরেকজন। আপনি তাঁদের একজন।
attention-by-any-two = ফল দেখেছেন এমন দুজন মিলে মেটাবেন। আপনি তাঁদের একজন।
attention-you = আপনি
attention-second = দ্বিতীয় ব্যক্তি
attention-second-pin = দ্বিতীয় ব্যক্তির পিন
attention-kept = যা মেটালেন তা দুজনের নামসহ লেখা থাকবে। আগের সব কথাই ইতিহাসে থাকবে।
attention-settle = মিটিয়ে দিন: { $what }
attention-settled = মিটেছে: { $what }।
attention-lack-side = কোন পাশ
attention-lack-gone-by = কী দেখে বলছেন
attention-lack-two = দ্বিতীয় ব্যক্তি কে
attention-lack-different = আপনি ছাড়া আরেকজন
attention-lack-pin = দ্বিতীয় ব্যক্তির পিন
attention-lack-surgeon-on-team = কে অপারেশন করবেন: সার্জনকে কেসের টিমে যোগ করুন
attention-lack-consent = কোনটি ঠিক
attention-lack-withdrawal = রোগী বা অভিভাবক কী বলেছেন
attention-lack-group = কোন গ্রুপ

attention-which-consent = সম্মতি আছে কি?
attention-consent-heading = একই কেসে সম্মতি নিয়ে আলাদা কথা লেখা হয়েছে
attention-consent-explained = পরেরটি যিনি লিখেছেন তিনি আগেরটি দেখেননি। রোগীকে আবার জিজ্ঞেস করুন। না মেটা পর্যন্ত সাইন ইন বা অ্যানেসথেসিয়া শুরু হবে না।
attention-consent-was-given = সম্মতি { $how }
attention-consent-was-withdrawn = তুলে নিয়েছেন: { $why }
attention-consent-stands = সম্মতি আছে, { $how }
attention-consent-is-withdrawn = সম্মতি তুলে নেওয়া হয়েছে

attention-which-blood-group = রক্তের গ্রুপ কোনটি?
attention-blood-heading = একই রোগীর আলাদা রক্তের গ্রুপ লেখা হয়েছে
attention-blood-explained = রক্ত দেওয়ার আগে নতুন নমুনা পাঠান। না মেটা পর্যন্ত সাইন ইন বা অ্যানেসথেসিয়া শুরু হবে না।

attention-which-booking = বুকিং কোন সময়ে?
attention-booking-heading = একই কেস দুবার বুক করা হয়েছে, আলাদা সময়ে বা আলাদা ওটিতে
attention-booking-explained = পরে যিনি বুক করেছেন তিনি আগের বুকিং দেখেননি। কেউ বেছে না দেওয়া পর্যন্ত বোর্ডে পরেরটি থাকবে।
attention-keep-booking = এটি রাখুন

attention-booked-twice = { $name } একই সময়ে দুবার বুক করা
attention-patient-twice = এক রোগী একই সময়ে দুবার বুক করা
attention-clash-heading = দুটি কেস একই সময়ে একই জিনিস চাইছে
attention-both-want = { $time } দুটিতেই লাগবে
attention-clash-explained = একটিকে অন্য সময় দিন, বা সেখানে টিম বদলান। ততক্ষণ দুটিতেই চিহ্ন থাকবে।
attention-other-time = অন্য সময়

attention-enter-paper = কাগজের উত্তর তুলুন
attention-enter-phase = { $phase } তুলুন
attention-paper-explained = জরুরি অবস্থায় ধাপটি পার করা হয়েছিল। তখন যা বলা হয়েছে তা সেই সময়সহ তুলুন; দুই সময়ই থাকবে।

attention-who-is-it = রোগী কে?
attention-unknown-explained = নাম ছাড়াই আনা হয়েছে। কেউ চিনলে এখানে লিখুন: কেস, নোট ও চেকলিস্ট এই রোগীরই থাকবে।

attention-two-explained = পিতা বা স্বামীর নাম, গ্রাম, বয়স ও নম্বর মিলিয়ে দেখুন; একই ফোন তেমন কিছু বলে না। বলার আগে পর্যন্ত দুটিই যেমন আছে থাকবে।

attention-too-late = একটি পরিবর্তন দেরিতে এসেছে
attention-late-change = “{ $to }” লিখেছেন { $name }, { $time }
attention-late-already = কেস আগেই “{ $from }” ছিল; পরিবর্তনটি রাখা আছে, কোনো প্রভাব নেই।
attention-late-explained = যেখানে লেখা হয়েছে সেখানে আগের পরিবর্তন জানা ছিল না। কেস ঠিক থাকলে কিছু করার নেই।
