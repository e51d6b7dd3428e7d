# বুকিং, সময় বদল, তালিকা থেকে বাদ; অপেক্ষমাণ তালিকা; কারণ লেখা।

book-title = কেস বুক করুন
book-title-move = এই কেসের নতুন সময়
book-title-place = এই কেসের সময় ও ওটি
book-back = ফিরে যান
book-change = বদলান
book-to-waiting-list = অপেক্ষমাণ তালিকায় রাখুন
book-in = { $place } বুক করুন
book-move-to = { $place }-এ সরান
book-place-in = { $place }-এ বসান
book-looking = খালি সময় খোঁজা হচ্ছে…
book-still-to-say = বলা বাকি: { $what }
book-lack-patient = রোগী
book-lack-operation = অপারেশন
book-lack-side = পাশ
book-lack-urgency = কতটা জরুরি
book-lack-place = কখন ও কোথায়
book-done = বুক হয়েছে: { $place }
book-waiting-done = অপেক্ষমাণ তালিকায় রাখা হয়েছে।

book-procedure-hint = কয়েকটি অক্ষর, ডাকনাম বা কোড: সিজার, app, C/S
book-in-these-words = তালিকায় নেই: “{ $words }” লিখে রাখুন
book-not-in-catalogue = ক্যাটালগে নেই
book-needs = লাগবে { $what }
book-urgency = কতটা জরুরি
book-minutes = মিনিট
book-more = জানা থাকলে: কত সময়, ওয়ার্ড ও বেড, অ্যানেসথেসিয়া
book-anaesthesia = অ্যানেসথেসিয়া, ঠিক হয়ে থাকলে

book-nobody-free = কেউ খালি নেই
book-add-person = টিমে যোগ করুন
book-who = কে
book-guest = তালিকায় নেই এমন অতিথি
book-guest-hint = নাম
book-add-guest = অতিথিকে যোগ করুন
book-nobody-yet = আপাতত কেউ না
book-needs-label = যা যা লাগবে
book-to-be-seen-to = এগুলো এখানে বুক হয় না, নিজেরা ব্যবস্থা করবেন: { $what }
book-which-machine = কোনটি?
book-without-it = এটি ছাড়াই

book-when = কখন ও কোথায়
book-day = দিন
book-other-day = অন্য দিন
book-start = শুরু
book-after-procedure = অপারেশন বেছে নিলে, সবকিছু খালি আছে এমন প্রথম সময়টি খোঁজা হবে।
book-nearest-free = সবকিছুসহ কাছাকাছি খালি সময়
book-in-session = তালিকার সময়ের মধ্যে
book-after-session = তালিকা শেষ { $time }-এ, তার পরে শেষ হবে
book-chosen = বাছা হয়েছে
book-choose = বেছে নিন
book-lacking = খালি কেউ বা কিছু নেই: { $what }
book-why-moved = কেন সরানো হচ্ছে, বলার মতো হলে

book-taken = { $theatre }, { $time } এভাবে পাওয়া যাবে না
book-clash-room = { $theatre } আনুমানিক { $until } পর্যন্ত ভর্তি
book-clash-person = { $name } আনুমানিক { $until } পর্যন্ত { $theatre }-এ আছেন
book-clash-person-busy = { $name } আনুমানিক { $until } পর্যন্ত ব্যস্ত
book-clash-patient = রোগী আনুমানিক { $until } পর্যন্ত { $theatre }-এ
book-clash-patient-busy = রোগীর আরেকটি কেস আছে আনুমানিক { $until } পর্যন্ত
book-clash-machine = { $name } আনুমানিক { $until } পর্যন্ত { $theatre }-এ চলছে
book-clash-machine-busy = { $name } আনুমানিক { $until } পর্যন্ত ব্যস্ত
book-clash-also = ; আরও লাগবে: { $what }
book-free-or-reason = খালি সময় বেছে নিন, বা কারণ লিখুন
book-anyway = কারণ লিখে তবু বুক করুন
book-anyway-title = তবু { $place } বুক করবেন?
book-anyway-explained = একটি না সরানো পর্যন্ত দুটি বুকিংই সংঘাতের চিহ্নসহ থাকবে। আপনার কারণ কেসের সঙ্গে থাকবে।
book-anyway-do = সংঘাত সত্ত্বেও { $place } বুক করুন

book-move-whom = { $name }-এর সময় বদলাবেন?
book-place-whom = { $name }-কে বসাবেন?
book-from = আগের সময়
book-to = নতুন সময়

book-price = রোগীর কত খরচ হবে
book-price-of-catalogue = হাসপাতালের ক্যাটালগের দাম
book-price-not-known = এই অপারেশন ক্যাটালগে নেই: দাম এখানে জানা নেই।
book-recovery-days = { $days ->
    [0] সেরে উঠতে আলাদা দিন ধরা হয়নি।
   *[other] সেরে উঠতে আনুমানিক { $days } দিন।
}
book-price-without-subsidy = কোনো তহবিল কত দেবে তা এখানে জানা নেই, বাদও দেওয়া হয়নি।

book-call-off = তালিকা থেকে সরান
book-return-to-waiting = অপেক্ষমাণ তালিকায় ফেরান
book-return-title = কেন অপেক্ষমাণ তালিকায় ফিরছে?
book-returned = অপেক্ষমাণ তালিকায় ফিরেছে।
book-cancel-case = কেস বাতিল করুন
book-cancel-title = কেস কেন বাতিল হচ্ছে?
book-cancelled = কেস বাতিল হয়েছে।
book-reason-first = কারণ বেছে নিন বা লিখুন
book-reason-words = নিজের কথায়
book-leave-as-is = যেমন আছে থাক

book-waiting-all = সব
book-waiting-count = { $count } জন অপেক্ষায়
book-waiting-search = রোগী, নম্বর বা অপারেশন
book-waiting-empty = কেউ অপারেশনের অপেক্ষায় নেই। সময় ছাড়া বুক করলে রোগী এখানে থাকবেন।
book-waiting-nobody-found = অপেক্ষমাণ তালিকায় এমন কেউ নেই।
