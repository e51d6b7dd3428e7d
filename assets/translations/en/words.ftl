# Words that more than one page uses.

language-name = English

yes = Yes
no = No
not-applicable = Not applicable
not-known = Not known
none = None
and-more = and { $count } more

# Lengths of time, dates
length-minutes = { $minutes } min
length-hours = { $hours } h
length-hours-minutes = { $hours } h { $minutes } min
ago-now = just now
ago-past = { $length } ago
ago-days = { $days } days ago
ago-ahead = in { $length }
date-short = { $day } { $month } { $year }
date-long = { $weekday } { $day } { $month }
date-full = { $weekday } { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

# The patient
sex-female = Female
sex-male = Male
sex-other = Other
sex-unknown = Sex not known
sex-female-brief = F
sex-male-brief = M
age-years = { $years ->
    [one] { $years } year
   *[other] { $years } years
}
age-months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}
age-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
age-about = about { $age }
age-unknown = Age not known
father = Father: { $name }
husband = Husband: { $name }
mother = Mother: { $name }
guardian = Guardian: { $name }
ward-bed = Ward { $ward } bed { $bed }
registration-number = Reg. no. { $number }
uhid = UHID { $number }
temporary-id = Temporary id { $number }
unknown-patient = Unknown patient
allergy = Allergy
allergy-list = Allergy: { $allergies }
allergy-not-asked = Allergy: not asked
allergy-none-known = No known allergy
blood-group = Blood group

# The side, always written out
side = Side
side-left = LEFT
side-right = RIGHT
side-both = BOTH
side-midline = MIDLINE
side-not-applicable = No side
side-not-set = SIDE NOT SET
side-disputed = SIDE DISPUTED

# Roles in theatre
role-surgeon = Surgeon
role-assistant-surgeon = Assistant surgeon
role-anaesthetist = Anaesthetist
role-assistant-anaesthetist = Assistant anaesthetist
role-scrub-nurse = Scrub nurse
role-circulating-nurse = Circulating nurse
role-recovery-nurse = Recovery nurse
role-ward-nurse = Ward nurse
role-technician = Theatre technician
role-trainee = Trainee
role-coordinator = Theatre coordinator
role-administrator = Administrator

# The case
procedure = Procedure
theatre = Theatre
theatre-named = Theatre { $name }
surgeon = Surgeon
anaesthetist = Anaesthetist
anaesthesia = Anaesthesia
anaesthesia-general = General
anaesthesia-spinal = Spinal
anaesthesia-epidural = Epidural
anaesthesia-regional = Regional block
anaesthesia-local = Local
anaesthesia-sedation = Sedation
anaesthesia-none = None
status-planned = Planned
status-preparation = Being prepared
status-in-progress = In theatre
status-suspended = On hold
status-completed = Completed
status-cancelled = Cancelled
status-entered-in-error = Entered in error

# The checklist's phases (WHO 2009)
phase-sign-in = Sign In
phase-time-out = Time Out
phase-sign-out = Sign Out
phase-sign-in-when = before anaesthesia
phase-time-out-when = before the incision
phase-sign-out-when = before the patient leaves the theatre

# Milestones
milestone-in-room = In theatre
milestone-anaesthesia-start = Anaesthesia started
milestone-incision = Incision
milestone-closure = Closure
milestone-out-of-room = Out of theatre
