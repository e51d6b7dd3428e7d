# একটি কেস: এর পাতা, আর এতে যা কিছু লেখা হয়।

case-title = কেস { $number }
case-not-shown = এই কেসটি দেখানো যাচ্ছে না
case-go-today = আজকের পাতায় যান
case-restricted-why = এই কেসটি সবার জন্য খোলা নয়। রোগী কে এবং কী করা হচ্ছে, তা শুধু এর টিম আর যাঁদের পূর্ণ অনুমতি আছে তাঁরা দেখতে পান। আপনি টিমে থাকলে টিমের কাউকে আপনাকে যোগ করতে বলুন।
case-sections = কেসের অংশ
case-section-now = এখন
case-section-before = আগে
case-section-before-missing = আগে · { $missing }টি বাকি
case-section-record = রেকর্ড

# When things happened
case-happened-entered = ঘটেছে { $happened }, লেখা হয়েছে { $entered }
case-entered = লেখা হয়েছে { $time }
case-when-understood = { $when } · { $ago }
case-minutes-earlier = { $minutes } মিনিট আগে
case-minutes-later = { $minutes } মিনিট পরে
case-day = দিন
case-day-today = আজ
case-day-yesterday = গতকাল
case-day-another = অন্য দিন
case-earlier = আগে হয়েছে: সময় দিন
case-happens-now = এখনই হচ্ছে
case-recorded-by = { $when }, { $name }

# What stands on every page
case-alerts = সবার জানা দরকার
case-settle = মীমাংসা করুন
case-alert-side = দুজন দুই পাশ বলেছেন। দুজন মিলে মীমাংসা না করা পর্যন্ত কিছুই এগোবে না।
case-alert-consent-withdrawn = রোগী { $when }-এ সম্মতি তুলে নিয়েছেন। এগোনোর আগে রোগীর সঙ্গে কথা বলুন।
case-alert-consent-disputed = দুজন দুভাবে সম্মতি লিখেছেন। এগোনোর আগে রোগীকে জিজ্ঞাসা করুন।
case-alert-blood = দুজন দুই রক্তের গ্রুপ লিখেছেন। রক্ত দেওয়ার আগে নতুন নমুনা পাঠান।
case-alert-count = গোনায় মিলছে না। { $tally }। { $resolution }
case-alert-clash = একসঙ্গে বুক করা: { $clashes }
case-alert-on-hold = { $when } থেকে স্থগিত, { $name }: { $why }
case-alert-cancelled = বাতিল { $when }, { $name }: { $why }
case-alert-passed = { $phase } সই ছাড়া পার করা হয়েছে: { $why }। { $name }, { $when }। কাগজে লেখা উত্তর পরে তোলা যায়।
case-alert-passed-signed = { $phase } সইয়ের আগে পার করা হয়েছিল: { $why }। { $name }, { $when }।
case-alert-too-late = { $name } { $when }-এ “{ $status }” লিখেছেন, অন্যরা কী লিখেছেন না জেনে। লেখাটি রাখা হয়েছে, কিছু বদলায়নি।
case-alert-newer = { $count }টি লেখা প্রোগ্রামের নতুন সংস্করণের; এখানে দেখানো যায় না।
case-enter-answers = উত্তর তুলুন

# Milestones
case-milestones = ধাপের সময়
case-mile-planned = নির্ধারিত { $time } · { $ago }
case-mile-planned-day = নির্ধারিত { $day }, { $time }
case-mile-planned-end = শেষ হওয়ার কথা { $time } · { $ago }
case-mile-since = { $milestone } { $ago }
case-mile-after = { $phase }-এর পরে
case-mile-none = সময় লেখা হয়নি
case-mile-change = সময় বদলান: { $milestone }
case-mile-when = { $milestone }: কখন?
case-mile-happened = যে সময় হয়েছে
case-mile-recorded = { $times ->
    [one] লেখা আছে: { $when }, লিখেছেন { $name }।
   *[other] লেখা আছে: { $when }, লিখেছেন { $name }। সময়টি { $times } বার দেওয়া হয়েছে; আগেরগুলো ইতিহাসে আছে।
}
case-mile-on-hold = কেসটি এখন স্থগিত।
case-mile-save = { $time } লিখে রাখুন
case-mile-save-none = আগে সময় দিন
case-mile-set-back = এটি হয়নি
case-mile-back = সময়টি তুলে নিন
case-mile-back-why = সময়টি কেন তুলে নেওয়া হচ্ছে?
case-over = { $length } বেশি লাগছে
case-over-next-moves = { $length } বেশি লাগছে: পরের কেস আনুমানিক { $time }-এ
case-over-next-holds = { $length } বেশি লাগছে: পরের কেসের সময় ঠিক আছে

# The checklist on the case page
case-checklist = সার্জিক্যাল সেফটি চেকলিস্ট
case-checklist-who = কে বলেছেন, কে লিখেছেন, কখন
case-phase-start = { $phase } শুরু করুন
case-phase-go-on = { $phase } চালিয়ে যান
case-phase-open = { $phase } খুলুন
case-phase-passed = পার করা হয়েছে { $when } · { $name }
case-phase-answered = { $all }টির মধ্যে { $answered }টি
case-phase-locked = { $phase } সই হলে খুলবে
case-phase-due = আগে { $phase }
case-pass-open = জরুরি: কারণ ও নাম লিখে এগোন
case-pass-title = জরুরি: { $phase } পার করা
case-pass-means = { $phase } তখন পার করা হয়েছে ধরা হবে, সই হয়েছে নয়। কারণ ও নাম এই কেসের সব পাতায় থাকবে; কাগজে লেখা উত্তর পরে তোলা যাবে।
case-pass-name = কার নামে?
case-pass-reason-missing = কারণ দিন
case-pass-name-missing = নাম দিন
case-pass-do = { $phase } পার করুন
case-someone-else = অন্য কেউ

# Counts
case-counts = গোনা
case-counts-none = এখনো গোনা হয়নি
case-count = গুনুন
case-count-again = আবার গুনুন
case-count-stage = কখন গোনা হচ্ছে?
case-count-sponges = স্পঞ্জ
case-count-sharps = সুচ ও ধারালো
case-count-instruments = যন্ত্র
case-count-of = { $name } { $expected }টির { $found }টি
case-count-nothing = কিছু গোনা হয়নি
case-count-expected = থাকার কথা
case-count-found = পাওয়া গেছে
case-count-right = মিলেছে
case-count-off = মিলছে না
case-count-wrong = এখনই সার্জনকে বলুন। খুঁজুন, এক্স-রে থাকলে করান।
case-count-searched = কোথায় খোঁজা হয়েছে, এক্স-রেতে কী পাওয়া গেছে?
case-count-searched-hint = কোথায় খোঁজা হয়েছে; এক্স-রের ফল, না হলে কেন হয়নি; কোন সার্জনকে বলা হয়েছে
case-count-missing = কখন গোনা হচ্ছে বলুন, তিনটির অন্তত একটি গুনুন
case-count-save = গোনা লিখে রাখুন

# Notes
case-notes = নোট
case-notes-before = আগে
case-notes-during = চলাকালে
case-notes-after = পরে
case-signed = সই করা
case-note-box = নোট: { $kind }
case-note-hint = এখানে লিখুন। লেখার সঙ্গে সঙ্গে রাখা হয়, আপনি বললে সই হয়।
case-note-template = টেমপ্লেট নিন
case-note-late = আগে কাগজে লেখা
case-note-now = এখন লেখা
case-note-when = কখন লেখা হয়েছে?
case-note-sign = নোট সই করুন
case-draft-keeping = রাখা হচ্ছে…
case-draft-kept = এই টার্মিনালে রাখা আছে · { $length } আগে · এখনো সই হয়নি
case-draft-not-kept = রাখা যায়নি।
case-addendum = সংযোজন
case-addendum-add = সংযোজন লিখুন
case-addendum-sign = সংযোজন সই করুন
case-template-title = টেমপ্লেট
case-template-means = আপনার লেখার নিচে বসবে। প্রতিটি ___ নিজে পূরণ করুন।
case-template-own = এই অপারেশনের জন্য
case-template-others = অন্যান্য

# The team
case-team-add = যোগ করুন
case-team-role = কোন কাজে?
case-team-join = টিমে যোগ করুন
case-team-guest = অতিথি, তালিকায় নেই
case-team-absent = { $role } কেউ নেই
case-team-nobody = কেউ নেই
case-team-empty = এখনো কারও নাম দেওয়া হয়নি।
case-team-since = { $when } থেকে
case-team-leave = এই কাজ ছাড়লেন
case-team-left = আর টিমে নেই।
case-team-also = এখানে আরও যে কাজ করছেন
case-team-also-add = এই কাজ যোগ করুন
case-guest-means = এই কেসের জন্য এসেছেন, { $role } হিসেবে। অতিথির নাম টিমে থাকে; পিন দেওয়া হলে তবেই তিনি নিজে ঢুকতে পারেন।
case-guest-add = অতিথি যোগ করুন

# Before the operation
case-before-title = অপারেশনের আগে
case-before-patient = রোগী ও অপারেশন
case-record = লিখুন
case-change = বদলান
case-again = আবার লিখুন
case-save = লিখে রাখুন
case-choose = বেছে নিন: { $what }
case-write = লিখুন: { $what }
case-open = খুলুন
case-consent-given = { $how }
case-consent-how = কীভাবে দিয়েছেন?
case-consent-how-word = কীভাবে দিয়েছেন
case-consent-signature = সই করে
case-consent-thumb = টিপসই দিয়ে, সাক্ষীর সামনে
case-consent-guardian = অভিভাবক দিয়েছেন
case-guardian-name = অভিভাবকের নাম
case-guardian-relation = রোগীর কে হন
case-consent-when = কখন দিয়েছেন?
case-consent-save = সম্মতি লিখে রাখুন
case-consent-withdraw = তুলে নিয়েছেন
case-consent-withdraw-means = এখন থেকে সব পাতায় লেখা থাকবে যে সম্মতি তুলে নেওয়া হয়েছে; অ্যানেসথেসিয়া শুরু করা যাবে না।
case-consent-withdraw-why = রোগী বা অভিভাবক কী বলেছেন?
case-consent-withdraw-when = কখন তুলে নিয়েছেন?
case-consent-withdraw-do = সম্মতি তুলে নেওয়া লিখুন
case-side-which = কোন পাশ?
case-side-gone-by = কী দেখে বলছেন?
case-side-save = পাশ { $side }
case-side-none = পাশ বেছে নিন
case-anaesthesia-kinds = কোন কোন ধরন?
case-anaesthesia-convert = বদলে দেওয়া হয়েছে
case-anaesthesia-was = এতক্ষণ ছিল: { $types }
case-anaesthesia-why = কেন বদলানো হলো?
case-anaesthesia-when = কখন বদলানো হলো?
case-anaesthesia-changed = { $when }: { $from } থেকে { $to }, { $why }
case-fasting = খালি পেটে
case-fasting-asked = রোগী কী বলেছেন?
case-fasting-told = শেষ কখন খেয়েছেন ও পান করেছেন
case-fasting-unknown = জিজ্ঞাসা করা হয়েছে, বলতে পারেননি
case-fasting-not-asked = জিজ্ঞাসা করা হয়নি
case-fasting-solids = শেষ খাবার { $when }, { $ago }
case-fasting-fluids = শেষ পানি { $when }, { $ago }
case-fasting-solids-until = শেষ শক্ত খাবার বা দুধ
case-fasting-fluids-until = শেষ পানি বা পরিষ্কার তরল
case-ward-bed = ওয়ার্ড ও বেড
case-urgency = কতটা জরুরি
case-minutes = মিনিট
case-operation-another = অন্য একটি

# Allergies
case-drug-class-of = ওষুধটি কোন শ্রেণির, জানা থাকলে
case-drug-class-penicillin = পেনিসিলিন
case-drug-class-cephalosporin = সেফালোস্পোরিন
case-drug-class-sulfonamide = সালফা
case-drug-class-nsaid = ব্যথার ওষুধ, যেমন ডাইক্লোফেনাক (NSAID)
case-drug-class-opioid = আফিম জাতীয় (প্যাথিডিন, মরফিন)
case-drug-class-local_anaesthetic = লোকাল অ্যানেসথেটিক
case-drug-class-latex = রাবার (ল্যাটেক্স)
case-drug-class-iodine = আয়োডিন

# Given and used
case-given = দেওয়া ও ব্যবহার করা
case-given-none = এখনো কিছু লেখা হয়নি
case-drug-short = ওষুধ
case-device-short = ডিভাইস
case-drugs = দেওয়া ওষুধ
case-drugs-none = এখনো কোনো ওষুধ লেখা হয়নি
case-drug-give = ওষুধ দিন
case-dose-hint = এককসহ: 1.5 g
case-drug-recognised = নাম থেকে: { $class }
case-drug-allergic = রোগীর { $substance }-এ অ্যালার্জি আছে।
case-drug-acknowledge = অন্য ওষুধ নিন, অথবা কে দেওয়ার সিদ্ধান্ত নিচ্ছেন তাঁর নাম দিন।
case-drug-who-decides = কে সিদ্ধান্ত নিচ্ছেন?
case-drug-when = কখন দেওয়া হয়েছে?
case-drug-save = দেওয়া হয়েছে লিখুন
case-drug-acknowledged = অ্যালার্জি জেনেই দেওয়া, সিদ্ধান্ত { $name }
case-devices = ব্যবহার করা ও বসানো
case-devices-none = এখনো কিছু ব্যবহার বা বসানো হয়নি
case-device = ডিভাইস লিখুন
case-device-scan = প্যাকেটের বারকোড স্ক্যান করুন
case-device-scan-hint = স্ক্যানার এখানে লিখবে
case-device-read = পড়ুন
case-device-scanned = ডিভাইস নম্বর { $number }
case-scan-not-read = এটি চিকিৎসাসামগ্রীর বারকোড নয়। প্যাকেটের অন্য কোডটি স্ক্যান করুন, অথবা নিচে লিখুন।
case-scan-check-digit = { $number } নম্বরের একটি সংখ্যা ভুল পড়া হয়েছে। আবার স্ক্যান করুন, অথবা নিচে লিখুন।
case-scan-date = কোডের মেয়াদ { $digits } কোনো তারিখ নয়। প্যাকেট দেখে নিচে লিখুন।
case-scan-separators = স্ক্যানার মাঝের চিহ্ন বাদ দিচ্ছে, তাই লট ও সিরিয়াল জুড়ে গেছে। নিচে লিখুন।
case-scan-contradicts = এই কোডে দুই রকম মান আছে। প্যাকেট দেখে নিচে লিখুন।
case-device-type = এটি কী?
case-device-type-hint = মেশ, সুচার, ড্রেন …
case-device-type-missing = কী, তা বেছে নিন
case-device-name = প্যাকেটে লেখা নাম
case-device-name-hint = ব্র্যান্ড, মাপ
case-device-action = কী করা হয়েছে?
case-device-action-missing = কী করা হয়েছে বেছে নিন
case-device-changed = ব্যবহারের আগে বদলানো
case-device-manipulated = কেটে বা বাঁকিয়ে মাপমতো
case-device-expires = মেয়াদ
case-device-expired = মেয়াদ { $date } তারিখে শেষ হয়েছে। অন্য একটি নিন।
case-device-lot = লট { $lot }
case-device-serial = সিরিয়াল { $serial }
case-device-until = মেয়াদ { $date }
case-device-save = ডিভাইস লিখে রাখুন

# Complications
case-complications = জটিলতা
case-complications-none = কোনোটি লেখা নেই
case-complication = জটিলতা
case-complication-hint = খুঁজতে লিখুন, অথবা নিজের কথায় লিখুন
case-complication-in-words = এই কথায় রাখা হবে: { $words }
case-severity = কতটা গুরুতর?
case-severity-word = কতটা গুরুতর
case-clavien-dindo = Clavien-Dindo, জানা থাকলে
case-clavien-i = I · বিশেষ কিছু লাগেনি
case-clavien-ii = II · ওষুধ বা রক্ত
case-clavien-iiia = IIIa · জেনারেল অ্যানেসথেসিয়া ছাড়া হস্তক্ষেপ
case-clavien-iiib = IIIb · জেনারেল অ্যানেসথেসিয়ায় হস্তক্ষেপ
case-clavien-iva = IVa · একটি অঙ্গ বিকল
case-clavien-ivb = IVb · একাধিক অঙ্গ বিকল
case-clavien-v = V · মৃত্যু
case-complication-when = কখন ধরা পড়েছে?
case-complication-save = জটিলতা লিখে রাখুন

# The end of the case
case-outcome = ফলাফল ও ফলো-আপ
case-outcome-none = এখনো লেখা হয়নি
case-complete = কেস সম্পন্ন করুন
case-complete-held = আগে কিছু করা দরকার
case-complete-outcome-first = ফলাফল বেছে নিন
case-complete-follow-up-first = ফলো-আপ লিখুন
case-follow-up-hint = কবে আসবেন, সেলাই, ওষুধ
case-lacks-in-progress = কেসটি “{ $status }”: শুধু চলমান কেস সম্পন্ন করা যায়।
case-lacks-phase = { $phase } সই হয়নি
case-lacks-answers = { $phase } পার করা হয়েছে; উত্তর তোলা হয়নি
case-lacks-times = সময় নেই: { $milestones }
case-lacks-note = অপারেশনের কোনো নোট সই হয়নি
case-lacks-counts = কিছু গোনা হয়নি
case-lacks-signature = একটি নোট লেখা আছে, সই হয়নি

# The case as a whole
case-hold = স্থগিত
case-hold-title = কেস স্থগিত করুন
case-hold-do = স্থগিত করুন
case-resume = চালিয়ে যান
case-more = আরও
case-more-title = এই কেস
case-print = রেকর্ড প্রিন্ট করুন
case-printed = { $path } নামে রাখা হয়েছে
case-move = অন্য সময়ে বা অন্য ওটিতে নিন
case-back-to-waiting = অপেক্ষমাণ তালিকায় ফেরান
case-cancel = কেস বাতিল করুন
case-cancel-do = কেস বাতিল করুন
case-cancel-means = রেকর্ড থাকবে। বাতিল কেস আবার চালু করা যায় না।
case-void = ভুলে লেখা হয়েছে
case-void-means = কেসটি সব তালিকা থেকে সরে যাবে। যা লেখা হয়েছে তা রাখা থাকবে।
case-void-why = কী ভুল হয়েছিল?
case-void-do = তালিকা থেকে সরান
case-voided = তালিকা থেকে সরানো হয়েছে
case-status-history = কেস কে কখন এগিয়েছেন
case-status-change = { $from } → { $to }
case-requested = চাওয়া হয়েছে { $when }, { $name }

# What happened
case-happened = যা যা হয়েছে
case-happened-nothing = এখনো কিছু হয়নি। কে কখন কী করলেন, এখানে আসবে।
case-did-milestone = { $what } · { $name }
case-did-sign = { $phase } সই · { $name }
case-did-pass = { $phase } পার করা · { $name }
case-did-drug = { $what } · { $name }
case-did-drug-allergy = { $what } · অ্যালার্জি জেনে, { $name }
case-did-note = নোট: { $kind } · { $name }
case-did-status = { $status } · { $name }
