# সেটিংস।

settings-saved = সংরক্ষণ করা হয়েছে
settings-save = সংরক্ষণ করুন
settings-change = বদলান
settings-take-out = বাদ দিন
settings-my-pin = আমার পিন
settings-terminal = এই টার্মিনাল
settings-staff = স্টাফ
settings-hospital = হাসপাতাল
settings-theatres = ওটি
settings-machines = মেশিন
settings-hours = কাজের সময়
settings-health-ids = স্বাস্থ্য আইডি
settings-records = ব্যাকআপ ও যাচাই
settings-about = পরিচিতি

settings-my-pin-explained = আর কেউ যেন না জানে: এই পিন দিয়ে যা লেখা হয়, আপনার নামেই লেখা হয়।
settings-old-pin = এখনকার পিন
settings-new-pin = নতুন পিন
settings-new-pin-again = নতুন পিন আবার
settings-change-pin = পিন বদলান

settings-terminal-explained = এই কম্পিউটার যাঁরা ব্যবহার করেন তাঁদের সবার জন্য।
settings-theme = রং
settings-lock = স্ক্রিন লক হবে
settings-lock-explained = শেষ ছোঁয়ার এতক্ষণ পর। যা লেখা হচ্ছিল তা থেকে যায়।

settings-add-person = নতুন কাউকে যোগ করুন
settings-person = স্টাফ
settings-left = চলে গেছেন
settings-guest = অতিথি
settings-no-pin = পিন নেই
settings-first-pin = প্রথম পিন
settings-first-pin-explained = প্রথমবার ঢুকে সেটিংস থেকে নিজের পিন বদলে নেবেন। পিন না থাকলে টিমে নাম দেওয়া যায়, কিন্তু ঢোকা যায় না।
settings-give-pin = পিন ভুলে গেছেন?
settings-set-pin = পিন দিন
settings-has-left = আর এখানে কাজ করেন না
settings-has-returned = আবার এখানে কাজ করেন

settings-code = { $code } কোডটি সব কেসের নম্বরে থাকে, বদলায় না।

settings-theatre = ওটি
settings-closed = বন্ধ
settings-open-again = আবার চালু করুন
settings-close-theatre = এই ওটি বন্ধ করুন
settings-up = { $name } ওপরে নিন

settings-machines-explained = যা একসঙ্গে এক জায়গাতেই থাকতে পারে। কেসে লাগলে খালি থাকা একটি বুক হয়।
settings-machine = মেশিন
settings-add-machine = মেশিন যোগ করুন
settings-machine-name = মেশিনের গায়ের নাম
settings-machine-kind = কী মেশিন
settings-machine-stands = কোথায় থাকে
settings-moved-about = সরিয়ে নেওয়া হয়
settings-retire = আর ব্যবহার হয় না

settings-hours-explained = এই সময়ে তালিকার কেস বুক হয়। জরুরি কেস যেকোনো সময় বুক করা যায়।
settings-days = যেসব দিন তালিকা চলে
settings-from = শুরু
settings-until = শেষ
settings-holidays = ছুটির দিন
settings-no-holidays = কোনো ছুটির দিন লেখা নেই।
settings-date = তারিখ
settings-holiday-name = ছুটির নাম
settings-add-holiday = ছুটি যোগ করুন

settings-health-ids-explained = নতুন রোগী এই ব্লক থেকে চেক ডিজিটসহ আইডি পান। ব্লক ফুরালে সাময়িক আইডি পান, পরে তা বদলানো হয়।
settings-block-of = টার্মিনাল { $terminal }
settings-no-blocks = এখনো কোনো ব্লক দেওয়া হয়নি: নতুন রোগী সাময়িক আইডি পাবেন।
settings-give-block = ব্লক যোগ করুন

settings-centre = কেন্দ্রীয় সার্ভার
settings-centre-explained = এখানে যা লেখা হয় তা কেন্দ্রেও জমা থাকে, আর অন্যরা যা লেখেন তা সেখান থেকে আসে। সংযোগ না থাকলেও সব কাজ আগের মতোই চলে; তথ্য জমা থাকে, লাইন ফিরলে যায়।
settings-centre-hospital = হাসপাতাল ও টার্মিনাল
settings-centre-code-explained = কেন্দ্রের দায়িত্বে যিনি আছেন তাঁর কাছে এই হাসপাতালের একটি নিবন্ধন কোড চান। কোডটি একবারই চলে, এক দিনের মধ্যে।
settings-centre-address = ঠিকানা
settings-centre-code = নিবন্ধন কোড
settings-centre-connect = সংযোগ দিন
settings-centre-connecting = সংযোগ হচ্ছে…
settings-centre-connected = সংযোগ হয়েছে। বাকি তথ্য পাঠানো হচ্ছে।
settings-centre-unencrypted = সুরক্ষা ছাড়াই
settings-centre-only-encrypted = শুধু সুরক্ষিত লাইনে
settings-centre-unencrypted-explained = নেটওয়ার্কের যে কেউ রোগীর নাম পড়ে ফেলতে পারবে। শুধু হাসপাতালের নিজের বন্ধ নেটওয়ার্কে এটি বেছে নিন।
settings-centre-state = লাইন
settings-centre-waiting = পাঠানো বাকি
settings-centre-contact = কেন্দ্র শেষ সাড়া দিয়েছে
settings-centre-never = এখনো দেয়নি
settings-centre-put-aside = আসা তথ্যের { $count }টির সত্যতা মেলেনি, আলাদা করে রাখা হয়েছে। কেন্দ্রের দায়িত্বে যিনি আছেন তাঁকে জানান।
settings-centre-disconnect = সংযোগ বন্ধ করুন
settings-centre-disconnect-explained = সংযোগ বন্ধ করলে যা লেখা হয় এখানেই জমা থাকে। পরে কোড ছাড়াই আবার সংযোগ দেওয়া যায়।
settings-backup = ব্যাকআপ
settings-backup-explained = সব রেকর্ডের কপি, একই চাবিতে এনক্রিপ্ট করা। ইউএসবি ডিস্কে কম্পিউটার থেকে দূরে রাখুন; রিকভারি কী দিয়ে খোলা যায়।
settings-backup-to = কোথায় রাখবেন
settings-backup-to-hint = /media/usb, কিছু না লিখলে ডকুমেন্টস ফোল্ডারে
settings-backup-disk = { $name } ডিস্কে
settings-back-up = ব্যাকআপ নিন
settings-backing-up = কপি হচ্ছে…
settings-backup-made = ব্যাকআপ আছে { $path }
settings-check = রেকর্ড সব ঠিক আছে?
settings-check-explained = প্রতিটি তথ্য সই করা এবং আগেরটির সঙ্গে গাঁথা। এখানে সব কটি মিলিয়ে দেখা হয়।
settings-check-now = সব রেকর্ড যাচাই করুন
settings-checking = যাচাই হচ্ছে…
settings-all-whole = { $facts }টি তথ্যের সব কটি অক্ষত, সই করা ও ক্রমে আছে। { $megabytes } MB।
settings-broken = { $facts }টি তথ্যের মধ্যে { $count }টি বদলানো বা নষ্ট। ব্যাকআপ নিন, পুরোনো ব্যাকআপ রেখে দিন, যিনি কম্পিউটার দেখাশোনা করেন তাঁকে ডাকুন।

settings-about-what = কেস বুক করে, টিমকে সার্জিক্যাল সেফটি চেকলিস্টের ধাপে ধাপে নিয়ে যায়, আর প্রতিটি অপারেশনের সই করা রেকর্ড রাখে, নেটওয়ার্ক থাকুক বা না থাকুক।
settings-version = সংস্করণ
settings-this-terminal = টার্মিনাল
settings-licence = লাইসেন্স
settings-checklist-source = উনিশটি ধাপ বিশ্ব স্বাস্থ্য সংস্থার সার্জিক্যাল সেফটি চেকলিস্টের (২০০৯), ভাষা আমাদের নিজস্ব।
