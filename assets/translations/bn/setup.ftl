# প্রথম চালু করা, আর রেকর্ড খোলা না গেলে ফিরে আসার পথ।

setup-welcome = শল্য-তে স্বাগতম
setup-welcome-explained = ওটির তালিকা, সার্জিক্যাল সেফটি চেকলিস্ট ও প্রতিটি অপারেশনের রেকর্ড এই কম্পিউটারেই থাকে, নেটওয়ার্ক থাকুক বা না থাকুক।
setup-this-terminal = এই টার্মিনাল সেটআপ করুন
setup-this-terminal-explained = আপনার হাসপাতালের জন্য। পাঁচটি ছোট ধাপ: নাম, ওটি, প্রথম অ্যাডমিনিস্ট্রেটর, তালিকা, চাবি।
setup-explore = নমুনা হাসপাতাল ঘুরে দেখুন
setup-explore-explained = চারটি ওটি আর দুই সপ্তাহের তালিকাসহ একটি জেলা হাসপাতাল। এর সব মানুষ কাল্পনিক।
setup-inventing = নমুনা হাসপাতাল তৈরি হচ্ছে… { $length }
setup-have-backup = এই হাসপাতালের ব্যাকআপ আছে?
setup-restore = ব্যাকআপ থেকে ফিরিয়ে আনুন
setup-folder = রেকর্ড থাকবে { $folder } ফোল্ডারে
setup-back = পেছনে
setup-next = পরের ধাপ

setup-step-hospital = হাসপাতাল
setup-step-theatres = ওটি
setup-step-administrator = অ্যাডমিনিস্ট্রেটর
setup-step-import = তালিকা
setup-step-key = চাবি

setup-hospital-title = হাসপাতালের নাম কী?
setup-name = ইংরেজিতে নাম
setup-name-hint = Kishoreganj District Hospital
setup-name-bn = বাংলায় নাম
setup-name-bn-hint = জেলা হাসপাতাল, কিশোরগঞ্জ
setup-code = হাসপাতালের ছোট কোড, ইংরেজি অক্ষরে
setup-terminal = এই টার্মিনালের ছোট নাম
setup-code-example = কেসের নম্বর হবে এমন: { $number }
setup-uhid-title = স্বাস্থ্য আইডি (UHID)
setup-uhid-explained = এই টার্মিনালের জন্য হাসপাতালকে UHID-এর ব্লক দেওয়া হয়ে থাকলে প্রথম ও শেষ নম্বর লিখুন, দশ সংখ্যা করে। না থাকলে নতুন রোগী সাময়িক আইডি পাবেন।
setup-uhid-from = ব্লকের প্রথম নম্বর
setup-uhid-to = ব্লকের শেষ নম্বর

setup-theatres-title = কোন কোন ওটি আছে?
setup-theatres-explained = বোর্ডে এই ক্রমে থাকবে। পরে আরও যোগ করা যাবে।
setup-theatre-name = ইংরেজিতে নাম
setup-theatre-name-bn = বাংলায় নাম
setup-theatre-for = প্রধানত
setup-theatre-take-out = { $name } বাদ দিন
setup-theatre-add = ওটি যোগ করুন

setup-administrator-title = এই টার্মিনাল কে দেখবেন?
setup-administrator-explained = প্রথম অ্যাডমিনিস্ট্রেটর বাকিদের যোগ করেন, পিন দেন ও ব্যাকআপ রাখেন।
setup-person-name = ইংরেজিতে নাম
setup-person-name-hint = Anisur Rahman
setup-person-name-bn = বাংলায় নাম
setup-person-name-bn-hint = আনিসুর রহমান
setup-staff-no = ব্যাজের স্টাফ নম্বর
setup-other-roles = আর যে কাজ করেন
setup-pin = পিন
setup-pin-six = ছয় সংখ্যা
setup-pin-again = পিন আবার
setup-pins-differ = দুই পিন এক নয়। দুটিই আবার লিখুন।

setup-import-title = আপনার তালিকা আনুন
setup-import-explained = স্টাফ, ওটি ও অপেক্ষমাণ তালিকা স্প্রেডশিট থেকে আনা যায়: নমুনা ফাইলটি নিন, পূরণ করুন, CSV হিসেবে রেখে এখানে খুলুন। না আনলেও চলবে, পরে হাতে যোগ করা যাবে।
setup-template = নমুনা ফাইল নিন
setup-template-saved = নমুনা ফাইলটি আছে { $path }
setup-import-file = CSV ফাইল খুলুন
setup-import-paste = অথবা টেবিলটি এখানে পেস্ট করুন
setup-brings-staff = { $count } জন স্টাফ
setup-brings-theatres = { $count }টি ওটি
setup-brings-waiting = অপেক্ষমাণ তালিকায় { $count } জন
setup-bad-lines = { $count }টি লাইন পড়া যায়নি, বাদ থাকবে
setup-line = লাইন { $line }:
setup-line-column = লাইন { $line }, “{ $column }”:
setup-unknown-kind = “{ $found }” চেনা গেল না: staff, theatre বা waiting লিখুন।
setup-unknown-role = “{ $found }” নামে কোনো কাজ নেই। লেখা যায়: { $roles }।
setup-unknown-procedure = “{ $found }” নামে কোনো অপারেশন নেই। ক্যাটালগের কোড বা নাম লিখুন।
setup-not-a-text = এই লাইনটি লেখা নয়। ফাইলটি “CSV UTF-8” হিসেবে আবার রাখুন।
setup-without-lists = তালিকা ছাড়াই এগোন

setup-key-title = রেকর্ডের চাবি কোথায় থাকবে?
setup-key-explained = এই কম্পিউটারে সবকিছু এনক্রিপ্ট করা থাকে। কম্পিউটার চালু হলে কী দিয়ে খুলবে, বেছে নিন।
setup-no-keyring = এই কম্পিউটারে কিরিং কাজ করছে না, তাই আপনাকে বেছে নিতে হবে।
setup-keyring = এই কম্পিউটারের কিরিং-এ
setup-keyring-means = কম্পিউটারের এই ব্যবহারকারীর জন্য নিজেই খুলবে। ডিস্ক চুরি গেলেও খোলা যাবে না।
setup-file = রেকর্ডের পাশে একটি ফাইলে
setup-file-means = নিজেই খুলবে। পুরো কম্পিউটার বা ডিস্ক যে নেবে, সে রেকর্ড পড়তে পারবে।
setup-nowhere = কোথাও নয়: প্রতিবার রিকভারি কী লিখতে হবে
setup-nowhere-means = চুরির বিরুদ্ধে সবচেয়ে নিরাপদ। প্রতিবার বিদ্যুৎ গেলে কাজ শুরুর আগে কাউকে ৫৬টি অক্ষর লিখতে হবে।
setup-make = হাসপাতাল সেটআপ করুন
setup-making = সেটআপ হচ্ছে…

setup-sheet-title = হাসপাতালের রিকভারি কী
setup-sheet-explained = এই কম্পিউটারের নিজের চাবি হারালে শুধু এই কাগজ দিয়েই রেকর্ড খোলা যাবে। এটি একবারই দেখানো হয়, কোথাও রাখা হয় না। ছাপিয়ে নারকোটিক রেজিস্টারের মতো তালা দিয়ে রাখুন।
setup-sheet-print = কাগজটি ছাপান
setup-sheet-saved = ছাপার জন্য তৈরি: { $path }
setup-sheet-confirm = কাগজটি পুরো ছাপা হয়েছে, তালা দিয়ে রাখা হয়েছে
setup-sheet-lost = এটি না থাকলে কিরিং নষ্ট হলে রেকর্ড হারাবে। নতুন করে কেউ বানাতে পারবে না।
setup-sheet-go-on = এগোন

setup-cannot-open = রেকর্ড খোলা যাচ্ছে না
setup-nothing-lost = কিছু মোছা হয়নি, কিছুর ওপর লেখাও হয়নি। ফাইলটি { $file }
setup-type-key = রিকভারি কী লিখুন
setup-recovery-key = রিকভারি কী, ৪টি করে ১৪ ভাগ
setup-recovery-key-hint = XXXX XXXX XXXX …
setup-keep-from-now = এখন থেকে চাবি থাকবে
setup-open = রেকর্ড খুলুন
setup-opening = খোলা হচ্ছে…
setup-try-again = আবার চেষ্টা করুন
setup-restore-title = ব্যাকআপ থেকে ফিরিয়ে আনা
setup-restore-explained = ব্যাকআপটি রেকর্ডের জায়গা নেবে। নষ্ট ফাইল পাশেই রাখা থাকবে; ব্যাকআপের পরে যা লেখা হয়েছে তা এতে নেই।
setup-backup-file = ব্যাকআপের ফাইল
setup-backup-hint = /media/usb/shalya-2026-11-21.backup
setup-restore-now = ফিরিয়ে আনুন
setup-restoring = ফিরিয়ে আনা হচ্ছে…
