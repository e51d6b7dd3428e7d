# সার্জিক্যাল সেফটি চেকলিস্ট।

checklist-phases = ধাপ
checklist-locked = { $until } সই হলে, অথবা কারণ ও নাম লিখে পার করা হলে { $phase } খুলবে।
checklist-late = পরে তোলা উত্তরে দুটি সময়ই থাকে: কখন বলা হয়েছে, কখন লেখা হয়েছে।
checklist-late-when = কখন বলা হয়েছিল?

checklist-speaking = কে বলছেন?
checklist-speaking-nobody = না বাছলে লেখা থাকবে না
checklist-speaker-patient = রোগী
checklist-speaker-guardian = অভিভাবক
checklist-speaker-team = টিম
checklist-said-by = বলেছেন { $who }
checklist-said-not-stated = কে বলেছেন লেখা নেই
checklist-recorded-by = লিখেছেন { $who }
checklist-times = { $times } বার উত্তর দেওয়া হয়েছে

checklist-comment = { $number } নম্বরে মন্তব্য
checklist-comment-hint = এই উত্তরের সঙ্গে যা মনে রাখা দরকার
checklist-team-why = রোগী বা অভিভাবক কেন বলতে পারছেন না?
checklist-team-why-hint = অজ্ঞান, সঙ্গে কেউ নেই
checklist-record = “{ $answer }” লিখে রাখুন
checklist-answer-first = আগে উত্তর বেছে নিন
checklist-plan-hint = কী ঠিক হলো, কে করবেন
checklist-plan-allergies = বদলে কী দেওয়া বা ব্যবহার করা হবে?
checklist-plan-airway = শ্বাসনালির জন্য কী প্রস্তুত আছে?
checklist-plan-blood = রক্তক্ষরণের জন্য কী প্রস্তুত আছে?
checklist-plan-allergies-phrase = এটি বাদ; বিকল্প ওষুধ টানা আছে
checklist-plan-airway-phrase = ডিফিকাল্ট এয়ারওয়ের সরঞ্জাম ও সহকারী প্রস্তুত
checklist-plan-aspiration-phrase = র‍্যাপিড সিকোয়েন্স ঠিক করা, সাকশন চালু
checklist-plan-blood-phrase = দুটি মোটা ক্যানুলা, স্যালাইন চলছে
checklist-plan-blood-ready-phrase = ক্রস-ম্যাচ করা রক্ত ওটিতে আছে

checklist-do-patient-identity = নাম, অপারেশন, জায়গা ও সম্মতি রোগী বা অভিভাবকের সঙ্গে মেলান, তারপর আবার উত্তর দিন।
checklist-do-site-marked = সার্জনকে জায়গায় মার্ক দিতে বলুন, তারপর আবার উত্তর দিন।
checklist-do-anaesthesia-safety = মেশিন ও ওষুধ চেক করুন, তারপর আবার উত্তর দিন।
checklist-do-pulse-oximeter = অক্সিমিটার লাগিয়ে দেখুন কাজ করছে কি না, তারপর আবার উত্তর দিন।
checklist-do-team-introduced = সবাই নিজের নাম ও কাজ বলুন, তারপর আবার উত্তর দিন।
checklist-do-patient-confirmed = থামুন। হাতের ব্যান্ড, সম্মতিপত্র ও মার্ক মেলান, তারপর আবার উত্তর দিন।
checklist-do-antibiotic = অ্যান্টিবায়োটিক দিন, না লাগলে “প্রযোজ্য নয়” বলুন।
checklist-do-imaging = এক্স-রে বা স্ক্যান টাঙান, না লাগলে “প্রযোজ্য নয়” বলুন।

checklist-kept = সংরক্ষিত · { $ago }
checklist-pass = জরুরি: কারণ লিখে এগোন
checklist-open = { $items } নম্বর বাকি
checklist-holding = { $items } নম্বরে “না”
checklist-sign = { $name } নামে { $phase } সই করুন
checklist-sign-other = অন্য কেউ সই করবেন
checklist-signs = কে সই করবেন?
checklist-signed = সই করেছেন { $name }, { $when }
checklist-back = কেসে ফিরুন

checklist-still-there = { $name } এখনো { $theatre } থেকে বের হননি
checklist-still-there-ask = হাতের ব্যান্ড দেখুন। আপনার সামনের রোগী কি { $name }?
checklist-still-there-go-on = হ্যাঁ, ইনিই { $name }
checklist-still-there-other = { $name }-এর কেস খুলুন
