# একাধিক পাতায় ব্যবহৃত শব্দ।

language-name = বাংলা

yes = হ্যাঁ
no = না
not-applicable = প্রযোজ্য নয়
not-known = জানা নেই
none = নেই
and-more = আরও { $count }টি

# সময়ের দৈর্ঘ্য, তারিখ
length-minutes = { $minutes } মিনিট
length-hours = { $hours } ঘণ্টা
length-hours-minutes = { $hours } ঘণ্টা { $minutes } মিনিট
ago-now = এইমাত্র
ago-past = { $length } আগে
ago-days = { $days } দিন আগে
ago-ahead = { $length } পরে
date-short = { $day } { $month } { $year }
date-long = { $weekday } { $day } { $month }
date-full = { $weekday } { $day } { $month } { $year }
month-1 = জানুয়ারি
month-2 = ফেব্রুয়ারি
month-3 = মার্চ
month-4 = এপ্রিল
month-5 = মে
month-6 = জুন
month-7 = জুলাই
month-8 = আগস্ট
month-9 = সেপ্টেম্বর
month-10 = অক্টোবর
month-11 = নভেম্বর
month-12 = ডিসেম্বর
month-short-1 = জানুয়ারি
month-short-2 = ফেব্রুয়ারি
month-short-3 = মার্চ
month-short-4 = এপ্রিল
month-short-5 = মে
month-short-6 = জুন
month-short-7 = জুলাই
month-short-8 = আগস্ট
month-short-9 = সেপ্টেম্বর
month-short-10 = অক্টোবর
month-short-11 = নভেম্বর
month-short-12 = ডিসেম্বর
weekday-1 = সোমবার
weekday-2 = মঙ্গলবার
weekday-3 = বুধবার
weekday-4 = বৃহস্পতিবার
weekday-5 = শুক্রবার
weekday-6 = শনিবার
weekday-7 = রবিবার
weekday-short-1 = সোম
weekday-short-2 = মঙ্গল
weekday-short-3 = বুধ
weekday-short-4 = বৃহঃ
weekday-short-5 = শুক্র
weekday-short-6 = শনি
weekday-short-7 = রবি

# The patient
sex-female = মহিলা
sex-male = পুরুষ
sex-other = অন্যান্য
sex-unknown = লিঙ্গ জানা নেই
sex-female-brief = মহিলা
sex-male-brief = পুরুষ
age-years = { $years } বছর
age-months = { $months } মাস
age-days = { $days } দিন
age-about = আনুমানিক { $age }
age-unknown = বয়স জানা নেই
father = পিতা: { $name }
husband = স্বামী: { $name }
mother = মাতা: { $name }
guardian = অভিভাবক: { $name }
ward-bed = ওয়ার্ড { $ward } বেড { $bed }
registration-number = রেজি. নং { $number }
uhid = UHID { $number }
temporary-id = সাময়িক আইডি { $number }
unknown-patient = অজ্ঞাতনামা রোগী
allergy = অ্যালার্জি
allergy-list = অ্যালার্জি: { $allergies }
allergy-not-asked = অ্যালার্জি: জিজ্ঞাসা করা হয়নি
allergy-none-known = জানা অ্যালার্জি নেই
blood-group = রক্তের গ্রুপ

# The side, always written out
side = পাশ
side-left = বাম
side-right = ডান
side-both = উভয়
side-midline = মাঝখান
side-not-applicable = পাশ নেই
side-not-set = পাশ লেখা হয়নি
side-disputed = পাশ নিয়ে দ্বিমত

# Roles in theatre
role-surgeon = সার্জন
role-assistant-surgeon = সহকারী সার্জন
role-anaesthetist = অ্যানেসথেটিস্ট
role-assistant-anaesthetist = সহকারী অ্যানেসথেটিস্ট
role-scrub-nurse = স্ক্রাব নার্স
role-circulating-nurse = সার্কুলেটিং নার্স
role-recovery-nurse = রিকভারি নার্স
role-ward-nurse = ওয়ার্ড নার্স
role-technician = ওটি টেকনিশিয়ান
role-trainee = প্রশিক্ষণার্থী
role-coordinator = ওটি কোঅর্ডিনেটর
role-administrator = অ্যাডমিনিস্ট্রেটর

# The case
procedure = অপারেশন
theatre = ওটি
theatre-named = ওটি { $name }
surgeon = সার্জন
anaesthetist = অ্যানেসথেটিস্ট
anaesthesia = অ্যানেসথেসিয়া
anaesthesia-general = জেনারেল
anaesthesia-spinal = স্পাইনাল
anaesthesia-epidural = এপিডুরাল
anaesthesia-regional = রিজিওনাল ব্লক
anaesthesia-local = লোকাল
anaesthesia-sedation = সিডেশন
anaesthesia-none = অ্যানেসথেসিয়া ছাড়া
status-planned = নির্ধারিত
status-preparation = প্রস্তুতি চলছে
status-in-progress = অপারেশন চলছে
status-suspended = স্থগিত
status-completed = সম্পন্ন
status-cancelled = বাতিল
status-entered-in-error = ভুলে লেখা হয়েছে

# The checklist's phases (WHO 2009)
phase-sign-in = সাইন ইন
phase-time-out = টাইম আউট
phase-sign-out = সাইন আউট
phase-sign-in-when = অ্যানেসথেসিয়া দেওয়ার আগে
phase-time-out-when = ইনসিশনের আগে
phase-sign-out-when = রোগী ওটি থেকে বের হওয়ার আগে

# Milestones
milestone-in-room = ওটিতে প্রবেশ
milestone-anaesthesia-start = অ্যানেসথেসিয়া শুরু
milestone-incision = ইনসিশন
milestone-closure = ক্লোজার
milestone-out-of-room = ওটি থেকে বের
